"""The bars of edits in large sheets of the user's: each edit's cost, and what it holds itself."""

from collections.abc import Iterator

from benchmarks.bars import HUNDRED_THOUSAND, Bar

EDITS = {
    "few": "1,000 cells and 1,000 new rows",
    "remove": "2,000 rows out",
    "append": "all rows once more, in another table",
    "every": "a cell of each row",
    "lacking": "a cell that each row lacks, in a new column",
}
TIMES, MEMORY = "times", "memory"


def bars() -> Iterator[Bar]:
    """For each edit: 3 x inflating and deflating its part, and 200 MB."""
    for name, what in EDITS.items():
        case = f"xlcrm {name}"
        floor = f"{what}: at most 3 x inflating and deflating that part"
        yield Bar("edit", floor, case, TIMES, {HUNDRED_THOUSAND: 3.0})
        yield Bar("edit", f"{what}: under 200 MB more", case, MEMORY, {HUNDRED_THOUSAND: 200.0})
