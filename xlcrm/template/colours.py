"""Colours that say something: how a row's status stands, and what is overdue."""

from collections.abc import Iterator, Mapping

from xlcrm.cells import Extent, column_letters
from xlcrm.patches import FormulaFormat, Style
from xlcrm.report.theme import (
    ACCENT,
    BAD,
    BAD_FILL,
    FAINT,
    GOOD,
    GOOD_FILL,
    GREY,
    WARN,
    WARN_FILL,
)
from xlcrm.template.looks import PALE

TODAY = "crm_as_of"
"""The workbook's name for the day of its figures: the setting, else today."""

_GOOD = Style(color=GOOD, fill=GOOD_FILL)
_WAITING = Style(color=WARN, fill=WARN_FILL)
_BAD = Style(color=BAD, fill=BAD_FILL)
_OVER = Style(color=GREY, fill=FAINT)
_OFFERED = Style(color=ACCENT, fill=PALE)

_LABELS: Mapping[str, Mapping[str, Style]] = {
    "status": {
        "bought": _GOOD,
        "converted": _GOOD,
        "lead": _GOOD,
        "offer": _OFFERED,
        "postponed": _WAITING,
        "lost": _OVER,
        "refused": _OVER,
    },
    "moment": {"good": _GOOD, "bad": _BAD},
    "consent": {"withdrawn": _BAD},
}
_FINISHED = ("bought", "lost", "converted")
_SETTLED: Mapping[str, tuple[str, ...]] = {
    "next_step_date": (),
    "due_on": ("resolved_on", "closed_on"),
}
"""Dates that become overdue, and the columns that say they no longer matter."""


def colours(fields: list[str], first: int, last: int) -> Iterator[FormulaFormat]:
    """The conditional formats of one table.

    Args:
        fields: its columns in order.
        first: the first row that they cover.
        last: the last one.
    """
    places = {field: column_letters(at) for at, field in enumerate(fields, 1)}
    for field, styles in _LABELS.items():
        if field in places:
            cells = Extent.parse(f"{places[field]}{first}:{places[field]}{last}")
            for word, style in styles.items():
                yield FormulaFormat(cells, f'${places[field]}{first}="{word}"', style)
    for field, settled in _SETTLED.items():
        if field in places:
            cells = Extent.parse(f"{places[field]}{first}:{places[field]}{last}")
            yield FormulaFormat(cells, _overdue(places, field, settled, first), _BAD)
    if "alias_of" in places:
        cells = Extent.parse(f"A{first}:{places['alias_of']}{last}")
        yield FormulaFormat(cells, f'${places["alias_of"]}{first}<>""', Style(color=GREY))


def _overdue(places: Mapping[str, str], field: str, settled: tuple[str, ...], row: int) -> str:
    day = f"${places[field]}{row}"
    tests = [f"ISNUMBER({day})", f"{day}<{TODAY}"]
    tests += [f'${places[other]}{row}=""' for other in settled if other in places]
    if field == "next_step_date" and "status" in places:
        tests += [f'${places["status"]}{row}<>"{word}"' for word in _FINISHED]
    return f"AND({','.join(tests)})"
