"""The Conversion sheet: what becomes of each lead that bought, and of each of its fields."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlcrm.cells import Extent, Value
from xlcrm.language.writing import tally
from xlcrm.patches import WriteSheet
from xlcrm.report import theme
from xlcrm.report.page import Page
from xlcrm.udfs.context import Context

KEY = "conversion"
MOST_CASES, MOST_FIELDS = 2_000, 8_000
"""So many leads and fields are listed; the sheet says how many more there are."""

_LEAD, _NAME, _WHAT, _CUSTOMER, _WHY, _KEPT, _ON = range(2, 9)
_TEXT = theme.CELL_WRAP._replace(align="left")
_LINK = theme.LINK._replace(wrap=True, align="left")
_WIDTHS = {2: 12.0, 3: 26.0, 4: 22.0, 5: 35.0, 6: 32.0, 7: 34.0, 8: 12.0}


class Fate(StrEnum):
    """What becomes of a field."""

    FILLED = "filled"
    KEPT = "kept"
    LEFT = "left"
    CANDIDATE = "candidate"


@dataclass(frozen=True)
class Spot:
    """A text that may lead somewhere.

    Attributes:
        text: what is read.
        link: the cell that a click leads to, such as "'Leads'!C7"; "" for none.
    """

    text: Value = None
    link: str = ""


NOWHERE = Spot()


@dataclass(frozen=True)
class Field:
    """One field of a lead that is converted, or one customer that it could be.

    Attributes:
        fate: what becomes of it.
        header: the column's header.
        value: what the lead brings.
        origin: where that is from.
        kept: what the customer's row keeps; for a candidate, who it is.
    """

    fate: Fate
    header: str
    value: Value = None
    origin: Spot = NOWHERE
    kept: Spot = NOWHERE


@dataclass(frozen=True)
class Case:
    """What becomes of one lead.

    Attributes:
        outcome: "creates", "merges", "stopped", "refused" or "already".
        lead: its id, leading to its row.
        name: the lead's name, or the firm's.
        customer: the customer.
        why: why it is converted, stopped or refused; what to look at.
        on: the day of the conversion.
        fields: its fields.
    """

    outcome: str
    lead: Spot
    name: str
    customer: Spot
    why: str
    on: date | None
    fields: tuple[Field, ...] = ()


_URGENT = ("stopped", "refused", "merges", "creates", "already")


def conversion_sheet(
    cases: Sequence[Case], followed: Mapping[str, int], context: Context, *, done: bool
) -> WriteSheet:
    """The sheet: what needs a decision first, then who becomes whom, then field by field.

    Args:
        cases: what becomes of each lead.
        followed: how many rows go from a lead to its customer, by the sheet's title.
        context: for the day and the language.
        done: whether it is an account of what was done, rather than a look ahead.
    """
    page = Page(KEY, context)
    page.widths |= _WIDTHS
    ordered = sorted(cases, key=lambda case: _URGENT.index(case.outcome))
    row = page.head(7, _answer(page, cases, done=done))
    page.put(2, _LEAD, page.text("conversion.stamp", as_of=context.as_of), theme.STAMP)
    moved = tally(followed.items(), page.language)
    if moved:
        row = page.note(row, _LEAD, 7, f"conversion.followed.{_tense(done=done)}", rows=moved)
    row = _cases(page, row + 1, ordered)
    if any(case.fields for case in ordered):
        _fields(page, row + 1, ordered)
    return page.sheet()


def _tense(*, done: bool) -> str:
    return "done" if done else "ahead"


def _answer(page: Page, cases: Sequence[Case], *, done: bool) -> str:
    counts = Counter(case.outcome for case in cases)
    parts = [
        page.text(f"conversion.count.{outcome}", n=counts[outcome])
        for outcome in ("creates", "merges", "stopped", "refused", "already")
        if counts[outcome]
    ]
    if not parts:
        return page.text("conversion.none")
    return page.text(f"conversion.answer.{_tense(done=done)}", parts=", ".join(parts))


def _header(page: Page, row: int, names: Sequence[str]) -> None:
    titles = [page.text(f"conversion.column.{name}") if name else None for name in names]
    page.rows(row, _LEAD, titles, [])


def _cases(page: Page, row: int, cases: Sequence[Case]) -> int:
    row = page.heading(row, _LEAD, 7, "conversion.leads.title", n=len(cases))
    _header(page, row, ("lead", "name", "what", "customer", "why", "", "on"))
    first = row = row + 1
    for case in cases[:MOST_CASES]:
        _show(page, row, _LEAD, case.lead)
        _show(page, row, _NAME, Spot(case.name))
        page.put(row, _WHAT, page.text(f"conversion.outcome.{case.outcome}"), theme.CELL_BOLD)
        _show(page, row, _CUSTOMER, case.customer)
        why = case.why[:1].upper() + case.why[1:]  # the texts also stand in the midst of lines
        page.span(row, _WHY, 2, why, theme.CELL_WRAP)
        page.put(row, _ON, case.on, theme.day(theme.CELL))
        row += 1
    if row > first:
        _mark(page, Extent.of(first, _WHAT, row - first, 1), _OUTCOMES, "outcome")
    if len(cases) > MOST_CASES:
        row = page.note(row, _LEAD, 7, "conversion.more", shown=MOST_CASES, n=len(cases))
    return row


_OUTCOMES = {
    "stopped": (theme.WARN_FILL, theme.WARN),
    "refused": (theme.BAD_FILL, theme.BAD),
    "creates": (theme.GOOD_FILL, theme.GOOD),
    "merges": (theme.GOOD_FILL, theme.GOOD),
}
_FATES = {
    Fate.KEPT.value: (theme.WARN_FILL, theme.WARN),
    Fate.LEFT.value: (theme.FAINT, theme.GREY),
    Fate.CANDIDATE.value: (theme.WARN_FILL, theme.WARN),
}


def _mark(page: Page, extent: Extent, colours: Mapping[str, tuple[str, str]], names: str) -> None:
    """Colours the cells by what they say."""
    first = extent.first.a1
    for name, (fill, color) in colours.items():
        said = page.text(f"conversion.{names}.{name}")
        page.highlight(extent, f'{first}="{said}"', fill, color)


def _fields(page: Page, row: int, cases: Sequence[Case]) -> None:
    count = sum(len(case.fields) for case in cases)
    row = page.heading(row, _LEAD, 7, "conversion.fields.title")
    row = page.note(row, _LEAD, 7, "conversion.fields.note")
    _header(page, row, ("lead", "field", "what", "brings", "from", "keeps", ""))
    first = row = row + 1
    left = MOST_FIELDS
    for case in cases:
        for number, field in enumerate(case.fields[: max(0, left)]):
            _field(page, row, case if number == 0 else None, field)
            row += 1
        left -= len(case.fields)
    _mark(page, Extent.of(first, _WHAT, row - first, 1), _FATES, "fate")
    if count > MOST_FIELDS:
        page.note(row, _LEAD, 7, "conversion.more", shown=MOST_FIELDS, n=count)


def _field(page: Page, row: int, case: Case | None, field: Field) -> None:
    _show(page, row, _LEAD, case.lead if case else NOWHERE)
    _show(page, row, _NAME, Spot(field.header))
    page.put(row, _WHAT, page.text(f"conversion.fate.{field.fate}"), theme.CELL)
    _show(page, row, _CUSTOMER, Spot(field.value))
    _show(page, row, _WHY, field.origin)
    _show(page, row, _KEPT, field.kept)
    page.put(row, _ON, None, theme.CELL)


def _show(page: Page, row: int, column: int, spot: Spot) -> None:
    """A value as it is, wrapped; numbers and days to the left like the texts around them."""
    style = _LINK if spot.link else _TEXT
    if isinstance(spot.text, date):
        style = theme.day(style)
    page.put(row, column, spot.text, style, link=spot.link)
    page.fit(row, "" if spot.text is None else str(spot.text), page.pixels(column, 1), style)
