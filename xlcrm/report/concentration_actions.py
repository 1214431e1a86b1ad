"""What to do about the largest customers: keep them, hear them, ask them."""

from collections.abc import Iterator, Sequence

from xlcrm.report.actions import Action
from xlcrm.report.concentration_leaders import Leader
from xlcrm.report.page import Page
from xlcrm.report.waiting import people_of

WATCHED = 10
"""So many of the largest are looked after."""
MAJOR = 0.10
"""A customer of a tenth of all revenue is a major one (ASC 280-10-50-42)."""
UNHAPPY = 6
"""Who gives that score or less is a detractor."""


def concentration_actions(page: Page, found: Sequence[Leader]) -> list[Action]:
    """The list: who went quiet, who is unhappy, on whom too much hangs, whom nobody asked.

    Args:
        page: the sheet.
        found: the largest customers, the largest first.
    """
    watched = found[:WATCHED]
    ids = [leader.customer_id for leader in watched if leader.customer_id]
    rows = {customer: row["row"] for customer, row in people_of(page.context, ids).items()}

    def action(leader: Leader, what: str) -> Action:
        row = rows.get(leader.customer_id or "", 0)
        return Action(leader.who, what, "Customers" if row else "", row)

    groups = (_quiet, _unhappy, _major)
    made = [action(leader, what) for told in groups for leader, what in told(page, watched)]
    silent = [leader.who for leader in watched if leader.last_score is None]
    if silent and page.context.frames["Surveys"].height:
        what = page.text("concentration.do.ask", n=len(silent), who=", ".join(silent))
        made.append(Action(page.text("concentration.do.all"), what))
    return made


Told = Iterator[tuple[Leader, str]]


def _quiet(page: Page, watched: Sequence[Leader]) -> Told:
    well = page.context.label("status_active")
    for leader in watched:
        if leader.status != well and leader.share > 0:
            day, share = page.wording.day(leader.last_order), page.wording.share(leader.share)
            named = {"status": leader.status, "day": day, "share": share}
            yield leader, page.text("concentration.do.call", **named)


def _unhappy(page: Page, watched: Sequence[Leader]) -> Told:
    for leader in watched:
        if leader.last_score is not None and leader.last_score <= UNHAPPY:
            share = page.wording.share(leader.share)
            named = {"score": leader.last_score, "share": share}
            yield leader, page.text("concentration.do.hear", **named)


def _major(page: Page, watched: Sequence[Leader]) -> Told:
    well = page.context.label("status_active")
    for leader in watched:
        if leader.share >= MAJOR and leader.status == well:
            share = page.wording.share(leader.share)
            yield leader, page.text("concentration.do.major", share=share)
