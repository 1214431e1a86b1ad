"""What was lost by not answering, and with those whom somebody else had let down."""

from xlcrm.cells import Value
from xlcrm.report import theme
from xlcrm.report.counts import COUNT, END, SHARE, counts_table
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of

MISSED = {
    "unanswered": 'INQUIRIES_TOTAL(,,"replied_at=")',
    "unhappy": 'INQUIRIES_TOTAL(,,"unhappy=yes")',
}
"""Inquiries of the last 12 complete months without a reply noted, and those of the unhappy."""
BENEFITS = {
    "benefit_unanswered": 'BENEFIT_LOST("unanswered")',
    "benefit_unhappy": 'BENEFIT_LOST("unhappy")',
}
"""What they would have brought in at the usual share won."""
_LOSSES = {
    "unanswered": 'LOSS_REASONS(,,,"replied_at=")',
    "unhappy": 'LOSS_REASONS(,,,"unhappy=yes")',
}
_LOST, _SHARE, _LOW, _HIGH, _CUMULATIVE, _QUOTED = range(1, 7)


def missed(page: Page) -> str:
    """How many were lost without a reply, and what had been quoted; "" where there are none."""
    lost, amount = _total(page, "unanswered")
    if not lost:
        return ""
    name = "follow_ups.say.missed" if amount else "follow_ups.say.missed_unpriced"
    return page.text(name, n=lost, lost=page.wording.count(lost), amount=page.wording.money(amount))


def lost(page: Page, row: int, columns: int) -> int:
    """Both kinds of losses, by reason.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many columns the sheet has.

    Returns:
        The first row of what follows, below a blank one.
    """
    row = page.heading(row, FIRST_COLUMN, columns, "follow_ups.lost")
    row = page.note(row, FIRST_COLUMN, columns, "follow_ups.lost_note")
    for name, formula in _LOSSES.items():
        row = _block(page, row, columns, name, formula)
    return row


def _block(page: Page, row: int, columns: int, name: str, formula: str) -> int:
    count, amount = _total(page, name)
    named = {"lost": page.wording.count(count), "amount": page.wording.money(amount)}
    said = page.text(f"follow_ups.lost_{name}", n=count, **named)
    said = (
        f"{said} {_worth(page, name)}".rstrip() if count else page.text(f"follow_ups.none_{name}")
    )
    page.span(row, FIRST_COLUMN, columns, said, theme.CELL_WRAP._replace(bold=True))
    if not count:
        return row + 2
    styles = {
        _LOST: COUNT,
        **dict.fromkeys((_SHARE, _CUMULATIVE), SHARE),
        **dict.fromkeys((_LOW, _HIGH), END),
        _QUOTED: theme.number(theme.CELL, page.money()),
    }
    return counts_table(page, row + 1, FIRST_COLUMN, formula, styles).under + 1


def _total(page: Page, name: str) -> tuple[int, float]:
    """How many were lost, and the prices quoted to them in all."""
    rows = table_of(_LOSSES[name], page.context).rows
    if not rows:
        return 0, 0.0
    return int(_number(rows[-1][_LOST])), _number(rows[-1][_QUOTED])


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _worth(page: Page, name: str) -> str:
    """What so many inquiries usually bring in; "" where the win rate or an order is not known."""
    found = figure_of(BENEFITS[f"benefit_{name}"], page.context)
    won, order = (figure_of(one, page.context) for one in ("WIN_RATE()", "AVERAGE_ORDER()"))
    if found.value is None:
        return ""
    wording = page.wording
    return page.text(
        "follow_ups.worth",
        share=wording.share(number_of(won)),
        order=wording.money(number_of(order)),
        amount=wording.money(round(number_of(found))),
    )
