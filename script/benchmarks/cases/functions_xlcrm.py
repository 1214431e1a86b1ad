"""Computes worksheet functions, warm: each by itself, and the formula cells of one sheet.

functions_xlcrm.py BOOK. Reports `function.NAME` (milliseconds, everything worked out anew),
`again.NAME` (milliseconds, with what other cells have worked out), `cells` (seconds for 500
different formula cells of one sheet together).
"""

import sys
import time
from collections.abc import Iterator
from itertools import count, cycle, islice
from statistics import median

from benchmarks.firm import AS_OF, REGIONS

from xlcrm.macros.reading import read_frames
from xlcrm.udfs.catalogue import FUNCTIONS, Argument, Function, Kind
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate
from xlcrm.workbook.closed import ClosedWorkbook

REPEATS, CELLS = 5, 500


def variants(function: Function) -> Iterator[str]:
    """Formulas of a function, endlessly: other windows, days, customers and segments."""
    for turn in count():
        given = [_argument(function, argument, turn) for argument in function.arguments]
        yield f"={function.name}({','.join(given).rstrip(',')})"


def _argument(function: Function, argument: Argument, turn: int) -> str:
    year, month = 2022 + turn // 12 % 3, turn % 12 + 1
    if argument.name == "where":
        principle = "status=working" if function.category == "leads" else "delivery=" + REGIONS[0]
        return f'"{principle}"' if turn % 3 == 2 else ""
    if argument.name == "formula":
        inner = function.example.split('"')[1].partition("(")[0]
        return f'"{inner}(DATE({year},1,1),DATE({year},{month},28))"'
    if argument.kind is Kind.DATE:
        return f"DATE({year},{month},{28 if argument.name == 'to_date' else 1})"
    if argument.kind is Kind.DAYS:
        return str(turn % 5 + 1 if argument.name in {"row", "column"} else turn + 30)
    others = {"customer_id": f"C-{turn % 150 + 1:04}", "rows": "category", "detail": "n"}
    return f'"{others[argument.name]}"' if argument.name in others else ""


def cells() -> list[str]:
    """The formula texts of one sheet, all different."""
    made = [variants(function) for function in FUNCTIONS.values()]
    texts = dict.fromkeys(next(found) for found in islice(cycle(made), 2 * CELLS))
    return list(islice(texts, CELLS))


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
sheet = cells()
assert len(sheet) == CELLS
context, start = Context(frames, AS_OF, AS_OF), time.process_time()
for text in sheet:
    evaluate(text, context)
print("bench: cells", time.process_time() - start)
