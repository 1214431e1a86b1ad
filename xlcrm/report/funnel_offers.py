"""What to offer the open leads: what customers with the same need bought."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.cells import Extent, Value
from xlcrm.report import theme
from xlcrm.report.counts import COUNT, FEW, LABEL, Counts, count, pick
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of
from xlcrm.report.portrait_attributes import argument
from xlcrm.report.span import equals
from xlcrm.udfs.context import Context

_OFFERS, MOST_NEEDS = 3, 8
_COLUMNS = ("need", "open", "first", None, "by", "second", None, "by", "third", None, "by", "of")


@dataclass(frozen=True)
class Offer:
    """One need of open leads.

    Attributes:
        need: what they need.
        open: how many open leads need it.
        formula: of the table of what customers with that need bought.
        bought: its rows, the most bought first, with their places from 1.
        customers: how many customers with that need have bought anything.
        total: the place of the total.
    """

    need: str
    open: int
    formula: str
    bought: Sequence[tuple[int, Sequence[Value]]]
    customers: int
    total: int


def open_needs(context: Context) -> list[Offer]:
    """The needs of open leads, those of the most leads first.

    Args:
        context: the workbook's frames and the day.
    """
    by = _bought_by(context)
    needs = context.open_leads(context.as_of)["need"].drop_nulls().unique(maintain_order=True)
    opened = [(figure_of(_open(need), context).n or 0, need) for need in needs if by]
    most = sorted(((n, need) for n, need in opened if n), key=lambda one: (-one[0], one[1]))
    made = []
    for n, need in most[:MOST_NEEDS]:
        quoted = equals("need", need).replace('"', '""')
        formula = f'SEGMENT_PIVOT("{by}",,,,,"{quoted}")'
        table = Counts.of(formula, context)
        rows = [(at, row) for at, row in enumerate(table.rows, start=1) if row[0] != table.blank]
        rows.sort(key=lambda one: -count(one[1][1]))
        customers = count(table.total[1]) if table.total else 0
        made.append(Offer(need, n, formula, rows, customers, len(table.rows) + 1))
    return made


def _open(need: str) -> str:
    """The formula that counts the open leads with a need."""
    quoted = equals("need", need).replace('"', '""')
    return f'LEADS_OPEN(,"{quoted}")'


def _bought_by(context: Context) -> str:
    """By what orders tell what was bought; "" where they, or the customers' needs, do not."""
    if context.principles.get("need") != "Customers":
        return ""
    orders = context.frames["Orders"]
    filled = (name for name in ("product", "category") if orders[name].count())
    return next((argument(context, name) for name in filled), "")


def offers(page: Page, row: int, width: int) -> int:
    """A line per need; returns the first free row.

    Args:
        page: the sheet.
        row: the first free row.
        width: how many columns the sheet has.
    """
    found = open_needs(page.context)
    if not found:
        return row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.offers")
    row = page.note(row, FIRST_COLUMN, width, "funnel.offers_note")
    heads = [page.text(f"funnel.offer.{name}") if name else None for name in _COLUMNS]
    numbers = dict.fromkeys(range(len(_COLUMNS)), LABEL) | dict.fromkeys((1, 4, 7, 10, 11), COUNT)
    page.rows(row, FIRST_COLUMN, heads, [], numbers)
    for start in (2, 5, 8):
        page.merges.append(Extent.of(row, FIRST_COLUMN + start, 1, 2))
    for offer in found:
        row += 1
        _line(page, row, width, offer)
    return row + 2


def _line(page: Page, row: int, width: int, offer: Offer) -> None:
    page.put(row, FIRST_COLUMN, offer.need, LABEL)
    page.fit(row, offer.need, page.pixels(FIRST_COLUMN, 1), LABEL)
    page.figure(row, FIRST_COLUMN + 1, _open(offer.need), COUNT)
    for place in range(2, width):
        page.put(row, FIRST_COLUMN + place, None, theme.CELL)
    if offer.customers < FEW:
        said = page.text("funnel.few", n=offer.customers, needed=FEW)
        page.put(row, FIRST_COLUMN + 2, said, theme.CELL_GREY._replace(indent=1))
        return
    for start, (at, values) in zip((2, 5, 8), offer.bought[:_OFFERS], strict=False):
        column = FIRST_COLUMN + start
        page.merges.append(Extent.of(row, column, 1, 2))
        page.figure(row, column, pick(offer.formula, at, 1), LABEL)
        page.fit(row, str(values[0]), page.pixels(column, 2), LABEL)
        page.figure(row, column + 2, pick(offer.formula, at, 2), COUNT)
    page.figure(row, FIRST_COLUMN + 11, pick(offer.formula, offer.total, 2), COUNT)
