"""The bars of the commands that move leads, and of erasing: times the read they begin with."""

from collections.abc import Iterator

from benchmarks.bars import HUNDRED_THOUSAND, STEP, Bar

READS = {"leads": 4.5, "convert": 4.5, "erase": 4.5}
"""Times the read. Each writes a line of History for each cell, and all that it changes."""


def bars() -> Iterator[Bar]:
    """For each command: against reading all tables, and against openpyxl's load and save."""
    for name, times in READS.items():
        case, limits = f"xlcrm {name}", {HUNDRED_THOUSAND: times}
        text = f"{name}: at most {times:g} x reading all tables"
        yield Bar("leads", text, case, STEP, limits, ("xlcrm read",))
        less = f"{name}: less than openpyxl's load and save"
        yield Bar("leads", less, case, STEP, {HUNDRED_THOUSAND: 1.0}, ("openpyxl",))
