"""Imports orders.csv into a new book: read, mapped, compared, written, noted in History."""

import sys
import tempfile
from pathlib import Path

from xlcrm.cli import main

folder = Path(sys.argv[1])
with tempfile.TemporaryDirectory(dir=folder) as scratch:
    book = str(Path(scratch) / "book.xlsx")
    for arguments in (["new", book], ["import", book, "Orders", str(folder / "orders.csv")]):
        try:
            main(arguments)
        except SystemExit as ended:
            if ended.code:
                raise
