"""Worksheet functions, warm: what each takes by itself, and the formula cells of one sheet."""

import time
from pathlib import Path
from statistics import median

from benchmarks.firm import AS_OF
from benchmarks.formulas import cells
from xlcrm.frames import Frames
from xlcrm.macros.reading import read_frames
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate
from xlcrm.workbook.closed import ClosedWorkbook

REPEATS, CELLS = 5, 500


def tell(book: Path) -> None:
    """Prints milliseconds for each function, and seconds for the cells together."""
    frames = read_frames(ClosedWorkbook.open(book), _silent)
    shared = Context(frames, AS_OF, AS_OF)
    examples = {
        name: one.example.replace('"region"', '"category"') for name, one in FUNCTIONS.items()
    }
    for text in examples.values():
        evaluate(text, shared)
    for name, text in examples.items():
        print(f"bench: function.{name}", _milliseconds(text, frames))
        print(f"bench: again.{name}", _milliseconds(text, frames, shared))
    print("bench: cells", _together(cells(CELLS), frames))


def _milliseconds(text: str, frames: Frames, shared: Context | None = None) -> float:
    """The median CPU time of some repeats; without a shared context all is worked out anew."""
    taken = []
    for _ in range(REPEATS):
        context = shared or Context(frames, AS_OF, AS_OF)
        start = time.process_time()
        evaluate(text, context)
        taken.append(time.process_time() - start)
    return median(taken) * 1000


def _together(texts: list[str], frames: Frames) -> float:
    context, start = Context(frames, AS_OF, AS_OF), time.process_time()
    for text in texts:
        evaluate(text, context)
    return time.process_time() - start


def _silent(key: str, **parameters: object) -> None:
    """Says nothing of the progress."""
    del key, parameters
