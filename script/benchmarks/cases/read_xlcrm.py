"""Reads the table Orders with xlcrm, to the frame that metrics work on."""

import sys

from xlcrm.frames import Frames
from xlcrm.workbook.closed import ClosedWorkbook

grid = ClosedWorkbook.open(sys.argv[1]).read("Orders")
frame = Frames({"Orders": grid})["Orders"]
print("bench: rows", frame.height)
print("bench: amount", frame["amount"].sum())
