"""Adopts a workbook with a sales log as a plain range under headers of the manager's own."""

import shutil
import sys
import tempfile
from pathlib import Path

from xlcrm.cli import program

with tempfile.TemporaryDirectory() as scratch:
    copied = shutil.copyfile(Path(sys.argv[1]) / "foreign.xlsx", Path(scratch) / "foreign.xlsx")
    program()(["adopt", str(copied), "--apply", "--json"], standalone_mode=False)
