"""The queue of the FollowUps sheet: one next action per lead, with a link to where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.cells import Address, Extent, quoted
from xlcrm.patches import Style
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, table_of
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text

MOST = 60
"""So many are listed; the sheet says how many there are."""

_FIELDS = ("group", "since", "owner", "quoted", "who", "what", "phone", "email")
_PLACES = ("group", "who", "what", "quoted", "table", "row")
_GROUPS = ("overdue", "today", "tomorrow", "unanswered", "unplanned", "later")
_FILLS = {"overdue": theme.BAD_FILL, "today": theme.WARN_FILL}
_LINK = theme.LINK._replace(wrap=True)


@dataclass(frozen=True)
class Step:
    """One next action.

    Attributes:
        group: why it waits, one of `Group`.
        when: the same in the workbook's language.
        who: the company, the person, or how they can be reached; may be empty.
        what: the next step, or what they asked for; may be empty.
        quoted: the newest price quoted to them; None where none is known.
        table: where it stands.
        row: the sheet row there.
    """

    group: str
    when: str
    who: str
    what: str
    quoted: float | None
    table: str
    row: int

    @property
    def overdue(self) -> bool:
        """Whether the step was due before the day."""
        return self.group == "overdue"


def steps(context: Context) -> list[Step]:
    """Everybody who waits, in the order of FOLLOW_UPS."""
    groups = {context.label(f"group_{name}"): name for name in _GROUPS}
    found = []
    for when, who, what, price, table, row in _places(context):
        found.append(
            Step(
                group=groups[str(when)],
                when=str(when),
                who=str(who or ""),
                what=str(what or ""),
                quoted=float(price) if isinstance(price, int | float) else None,
                table=str(table),
                row=int(str(row)),
            )
        )
    return found


def _places(context: Context) -> Sequence[Sequence[object]]:
    return table_of(f'FOLLOW_UPS(,,,"{",".join(_PLACES)}")', context).rows


def queue_table(page: Page, row: int, columns: int, waiting: Sequence[Step]) -> int:
    """The queue, its order said above it; the action of each row leads to where it stands.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many the sheet has.
        waiting: everybody who waits, in order.

    Returns:
        The first row of what follows, below a blank one.
    """
    row = page.heading(row, FIRST_COLUMN, columns, "follow_ups.queue")
    if not waiting:
        return page.note(row, FIRST_COLUMN, columns, "follow_ups.nobody") + 1
    gate = note_text(figure_of("CAPACITY_LOAD()", page.context), page.language)
    row = page.note(row, FIRST_COLUMN, columns, "follow_ups.order", gate=gate)
    if len(waiting) > MOST:
        named = {"shown": MOST, "n": len(waiting)}
        row = page.note(row, FIRST_COLUMN, columns, "follow_ups.more", **named)
    said = page.text("follow_ups.do.title")
    page.put(row, FIRST_COLUMN, said, theme.header(_LINK))
    for down, step in enumerate(waiting[:MOST], start=row + 1):
        _do(page, down, step)
    formula = f'FOLLOW_UPS(,,{MOST},"{",".join(_FIELDS)}")'
    extent, _ = page.table(row, FIRST_COLUMN + 1, formula, _styles(page), theme.CELL_WRAP)
    whens = Extent.of(row + 1, FIRST_COLUMN + 1, extent.height - 1, 1)
    for name, fill in _FILLS.items():
        word = page.context.label(f"group_{name}")
        page.highlight(whens, f'{whens.first.a1}="{word}"', fill)
    return extent.last.row + 2


def _styles(page: Page) -> dict[int, Style]:
    styles = {
        "since": theme.day(theme.CELL),
        "quoted": theme.number(theme.CELL, page.money()),
        "who": theme.CELL_WRAP._replace(bold=True, indent=1),
    }
    return {_FIELDS.index(name): style for name, style in styles.items()}


def _do(page: Page, row: int, step: Step) -> None:
    """The action, as a link to the lead, the inquiry or the customer."""
    said = page.text(f"follow_ups.do.{step.group}")
    place = page.context.frames.place(step.table)
    link = ""
    if place is not None:
        link = f"{quoted(place.sheet)}!{Address(step.row, place.extent.first.column).a1}"
    page.put(row, FIRST_COLUMN, said, _LINK if link else theme.CELL_WRAP, link=link)
    page.fit(row, said, page.pixels(FIRST_COLUMN, 1), _LINK)
