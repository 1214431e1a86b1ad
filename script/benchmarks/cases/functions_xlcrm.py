"""Computes worksheet functions, warm: each by itself, and the formula cells of one sheet.

functions_xlcrm.py BOOK. Reports `function.NAME` (milliseconds, everything worked out anew),
`again.NAME` (milliseconds, with what other cells have worked out), `cells` (seconds for 500
different formula cells of one sheet together).
"""

import sys
import time
from statistics import median

from benchmarks.firm import AS_OF
from benchmarks.formulas import cells

from xlcrm.macros.reading import read_frames
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate
from xlcrm.workbook.closed import ClosedWorkbook

REPEATS, CELLS = 5, 500


def milliseconds(text: str, shared: Context | None) -> float:
    """The median CPU time of some repeats; without a shared context all is worked out anew."""
    taken = []
    for _ in range(REPEATS):
        context = shared or Context(frames, AS_OF, AS_OF)
        start = time.process_time()
        evaluate(text, context)
        taken.append(time.process_time() - start)
    return median(taken) * 1000


def silent(key: str, **parameters: object) -> None:
    """Says nothing of the progress."""
    del key, parameters


frames = read_frames(ClosedWorkbook.open(sys.argv[1]), silent)
shared = Context(frames, AS_OF, AS_OF)
examples = {
    name: function.example.replace('"region"', '"category"') for name, function in FUNCTIONS.items()
}
for text in examples.values():
    evaluate(text, shared)
for name, text in examples.items():
    print(f"bench: function.{name}", milliseconds(text, None))
    print(f"bench: again.{name}", milliseconds(text, shared))
sheet = cells(CELLS)
context, start = Context(frames, AS_OF, AS_OF), time.process_time()
for text in sheet:
    evaluate(text, context)
print("bench: cells", time.process_time() - start)
