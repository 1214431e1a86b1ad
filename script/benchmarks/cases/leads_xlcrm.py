"""Moves leads with xlcrm: sorts a log of inquiries, converts who bought, erases a person.

python leads_xlcrm.py FOLDER leads|convert|erase|read

The log is made where it is missing. Reports the CPU seconds of the command itself (step); `read` is
what each of them begins with: all tables of the sorted log, and their frames.
"""

import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from benchmarks import inquiries
from benchmarks.firm import AS_OF

from xlcrm.crm.history_lines import Stamp
from xlcrm.macros.convert import convert
from xlcrm.macros.erase import erase_person
from xlcrm.macros.leads import sort
from xlcrm.macros.reading import read_frames
from xlcrm.sheets import MODELS
from xlcrm.workbook.closed import ClosedWorkbook


def run(what: str, path: Path) -> None:
    """Runs one command on a book."""
    book = ClosedWorkbook.open(path)
    stamp = Stamp(what, "bench", datetime(2024, 12, 31, 12))
    if what == "leads":
        sort(book, sure, quiet, today=AS_OF, stamp=stamp)
    elif what == "convert":
        convert(book, sure, quiet, today=AS_OF, stamp=stamp, apply=True)
    elif what == "erase":
        erase_person(book, sure, quiet, today=AS_OF, who=inquiries.PERSON, yes=True)
    else:
        frames = read_frames(book, quiet)
        assert all(frames[table].height >= 0 for table in MODELS)


def sure(*_: object, **__: object) -> bool:
    """Answers yes."""
    return True


def quiet(*_: object, **__: object) -> None:
    """Tells nobody."""


folder, what = Path(sys.argv[1]), sys.argv[2]
inquiries.provide(folder)
with tempfile.TemporaryDirectory(dir=folder) as scratch:
    name = inquiries.LOG if what == "leads" else inquiries.SORTED
    copied = Path(shutil.copyfile(folder / name, Path(scratch) / name))
    start = time.process_time()
    run(what, copied)
    print("bench: step", time.process_time() - start)
