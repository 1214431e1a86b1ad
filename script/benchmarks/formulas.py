"""The formula cells of one sheet, made from the catalogue of functions."""

from collections.abc import Iterator
from itertools import count, cycle, islice

from benchmarks.firm import REGIONS
from xlcrm.udfs.catalogue import FUNCTIONS, Argument, Function, Kind


def cells(number: int) -> list[str]:
    """So many formula texts, all different, each function as often as any other."""
    made = [variants(function) for function in FUNCTIONS.values()]
    texts = dict.fromkeys(next(found) for found in islice(cycle(made), 2 * number))
    return list(islice(texts, number))


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
    if argument.kind is not Kind.TEXT:
        return str(turn + 30 if argument.kind is Kind.DAYS else turn % 5 + 1)
    others = {"customer_id": f"C-{turn % 150 + 1:04}", "rows": "category", "detail": "n"}
    return f'"{others[argument.name]}"' if argument.name in others else ""
