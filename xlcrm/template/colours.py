"""Colours that say something: how a row's status stands, and what is overdue."""

from collections.abc import Iterator, Mapping, Sequence

from xlcrm.cells import Extent, column_letters
from xlcrm.language import DEFAULT
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
from xlcrm.sheets import Column
from xlcrm.sheets.vocabularies import word
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


def colours(
    declared: Sequence[Column], first: int, last: int, language: str = DEFAULT
) -> Iterator[FormulaFormat]:
    """The conditional formats of one table.

    Args:
        declared: its columns in order.
        first: the first row that they cover.
        last: the last one.
        language: in which its labels are written.
    """
    places = {column.name: column_letters(at) for at, column in enumerate(declared, 1)}
    lists = {column.name: column.choice.name for column in declared if column.choice}
    for field, styles in _LABELS.items():
        if field in lists:
            cells = Extent.parse(f"{places[field]}{first}:{places[field]}{last}")
            for code, style in styles.items():
                label = word(lists[field], code, language)
                yield FormulaFormat(cells, f'${places[field]}{first}="{label}"', style)
    for field, settled in _SETTLED.items():
        if field in places:
            cells = Extent.parse(f"{places[field]}{first}:{places[field]}{last}")
            over = [word(lists["status"], code, language) for code in _finished(lists)]
            yield FormulaFormat(cells, _overdue(places, field, settled, over, first), _BAD)
    if "alias_of" in places:
        cells = Extent.parse(f"A{first}:{places['alias_of']}{last}")
        yield FormulaFormat(cells, f'${places["alias_of"]}{first}<>""', Style(color=GREY))


def _finished(lists: Mapping[str, str]) -> tuple[str, ...]:
    return _FINISHED if "status" in lists else ()


def _overdue(
    places: Mapping[str, str],
    field: str,
    settled: tuple[str, ...],
    over: Sequence[str],
    row: int,
) -> str:
    day = f"${places[field]}{row}"
    tests = [f"ISNUMBER({day})", f"{day}<{TODAY}"]
    tests += [f'${places[other]}{row}=""' for other in settled if other in places]
    if field == "next_step_date":
        tests += [f'${places["status"]}{row}<>"{label}"' for label in over]
    return f"AND({','.join(tests)})"
