"""What to do for one client: answer complaints, decide offers, call before they are gone."""

from xlcrm.report.actions import Action
from xlcrm.report.activity_todo import asked_for, open_offers
from xlcrm.report.client_card_formulas import WHO, Client
from xlcrm.report.journey_actions import about, answer_by, complaints
from xlcrm.report.page import Page, figure_of
from xlcrm.report.voice_detractors import detractors


def client_actions(page: Page, client: Client) -> list[Action]:
    """The list, most urgent first.

    Args:
        page: the sheet.
        client: whose card it is.
    """
    return [*_unanswered(page, client), *_offers(page, client), *_quiet(page, client)]


def _unanswered(page: Page, client: Client) -> list[Action]:
    made = []
    for one in complaints(page.context):
        row = one.row
        if row["party_id"] == client.key:
            what = about(page, row)
            by = answer_by(page, row["owner"], row["due_on"])
            day = page.wording.day(row["date"])
            told = page.text("journey.do.complaint", what=what, day=day, by=by)
            made.append(Action(_name(page, "complaint"), told, "Touchpoints", row["row"]))
    for unhappy in detractors(page.context):
        row = unhappy.row
        if row["customer_id"] == client.key and unhappy.open:
            scored = row["score"] is not None
            told = page.text(
                "voice.do.score" if scored else "voice.do.satisfaction",
                score=row["score"] if scored else row["satisfaction"],
                day=page.wording.day(row["date"]),
                by=answer_by(page, row["owner"], row["due_on"]),
            )
            made.append(Action(_name(page, "survey"), told, "Surveys", row["row"]))
    return made


def _offers(page: Page, client: Client) -> list[Action]:
    groups = {"write": asked_for(page.context), "ask": open_offers(page.context)}
    made = []
    for name, found in groups.items():
        for one in found:
            row = one.row
            if row["party_id"] == client.key:
                told = page.text(
                    f"activity.do.{name if row['amount'] or name == 'write' else 'ask_plain'}",
                    day=page.wording.day(one.day),
                    owner=row["owner"] or page.text("journey.do.no_owner"),
                    amount=page.wording.money(row["amount"] or 0),
                )
                made.append(Action(_name(page, "offer"), told, "Activities", row["row"]))
    return made


def _quiet(page: Page, client: Client) -> list[Action]:
    status, due = (
        figure_of(client.literal(f'{name}("{WHO}")'), page.context)
        for name in ("CUSTOMER_STATUS", "NEXT_ORDER_DUE")
    )
    well = page.context.label("status_active")
    if status.value is None or status.value == well or due.value is None:
        return []
    told = page.text("client_card.do.call", status=status.value, due=due.value)
    return [Action(_name(page, "call"), told, "Customers", client.row)]


def _name(page: Page, name: str) -> str:
    return page.text(f"client_card.do.{name}_name")
