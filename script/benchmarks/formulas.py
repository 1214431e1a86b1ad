"""The formula cells of one sheet, made from the catalogue of functions."""

from collections.abc import Iterator, Mapping
from itertools import count, cycle, islice

from benchmarks.firm import OWNERS, REGIONS
from xlcrm.udfs.catalogue import FUNCTIONS, Argument, Function, Kind

ROWS: Mapping[str, str] = {
    "PORTRAIT_TABLE": "need",
    "DEMAND_TABLE": "product",
    "FUNNEL_TABLE": "source",
    "LOSS_REASONS": "product",
    "RESPONSE_TABLE": "channel",
    "MOMENTS_TABLE": "kind",
    "NPS_TABLE": "month",
    "ACTIVITY_TABLE": "owner",
}
"""What the rows of a table are told apart by; the rest are tables of order lines, by category."""
WHAT: Mapping[str, str] = {
    "BENEFIT_LOST": "unanswered",
    "SEASON_TABLE": "inquiries",
    "TURNAROUND_TABLE": "complaint",
}
"""What those look at that can look at several things."""
OF_ORDERS = frozenset({"churn", "retention", "revenue", "concentration", "segments", "customers"})
"""The categories whose functions choose among order lines; the others have an owner to choose."""


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
        return f'"{_condition(function)}"' if turn % 3 == 2 else ""
    if argument.name == "formula":
        inner = function.example.split('"')[1].partition("(")[0]
        return f'"{inner}(DATE({year},1,1),DATE({year},{month},28))"'
    if argument.kind is Kind.DATE:
        return f"DATE({year},{month},{28 if argument.name == 'to_date' else 1})"
    if argument.name == "growth":
        return f"0.{turn % 10}"
    if argument.kind is not Kind.TEXT:
        return str(turn + 30 if argument.kind is Kind.DAYS else turn % 5 + 1)
    rows = ROWS.get(function.name, "category")
    others = {"customer_id": f"C-{turn % 150 + 1:04}", "rows": rows, "detail": "n"}
    others["what"] = WHAT.get(function.name, "")
    return f'"{others[argument.name]}"' if argument.name in others else ""


def _condition(function: Function) -> str:
    if function.name == "CALL_TABLE":
        return "source=cold call"
    return f"delivery={REGIONS[0]}" if function.category in OF_ORDERS else f"owner={OWNERS[0]}"
