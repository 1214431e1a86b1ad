"""Validates with xlcrm: the row rules of Orders, or everything that `xlcrm validate` checks.

validate_xlcrm.py FOLDER rows|mixed|whole
"""

import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.firm import AS_OF
from benchmarks.inputs import grids

from xlcrm.frames import Frames
from xlcrm.sheets import model
from xlcrm.sheets.orders import Order
from xlcrm.validation.everything import validate
from xlcrm.validation.rows import RowRules

folder, what = Path(sys.argv[1]), sys.argv[2]
frames = Frames(grids(folder, mixed=what == "mixed"))
lists = frames.vocabularies
# Built and loaded before the clock starts, as the peers' models and libraries are.
model(Order)
for library in ("rapidfuzz.fuzz", "rapidfuzz.process"):
    import_module(library)
start = time.process_time()
if what == "whole":
    problems = validate(frames, AS_OF)
    print("bench: step", time.process_time() - start)
else:
    rules = RowRules("Orders", frames.grids["Orders"], lists)
    suspect = rules.suspect()
    print("bench: masks", time.process_time() - start)
    problems = rules.read(suspect)
    print("bench: step", time.process_time() - start)
print("bench: problems", len(problems))
