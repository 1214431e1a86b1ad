"""What the sample firm does around its orders: activities, journeys, surveys, cold calls."""

from datetime import date, timedelta
from random import Random

from xlcrm.sample.calendar import Calendar, at_work, workday
from xlcrm.sample.chance import happens
from xlcrm.sample.orders import Row
from xlcrm.sample.people import People, spelled
from xlcrm.sample.story import Party
from xlcrm.sample.words import NEXT_STEPS, PROFILES
from xlcrm.sheets.vocabularies import LABELS

STAGES: tuple[tuple[str, str, str | None], ...] = (
    ("Finds us", "shared", "Our name says nothing to people from outside the region"),
    ("First contact", "ours", "Nobody picks up the phone before nine"),
    ("Tasting and offer", "ours", "Samples take a week"),
    ("First order", "ours", None),
    ("Delivery", "shared", "The courier comes when the cafe is full"),
    ("Everyday supply", "ours", None),
)
_MOMENTS = (
    ("First contact", "Called back the same day", "contact", "good"),
    ("First contact", "Waited three days for an answer", "contact", "bad"),
    ("Tasting and offer", "Liked the tasting", "visit", "good"),
    ("First order", "Order confirmed", "contact", "neutral"),
    ("Delivery", "On time, driver helped to carry", "delivery", "good"),
    ("Delivery", "Came a day late", "complaint", "bad"),
    ("Delivery", "Two bags missing", "complaint", "bad"),
    ("Everyday supply", "Praised the new espresso", "praise", "good"),
    ("Everyday supply", "Invoice was wrong", "invoice", "bad"),
    ("Everyday supply", "Regular visit", "visit", "good"),
)
_OFTEN = (6, 2, 4, 4, 8, 2, 1, 5, 1, 7)
_COMMENTS: dict[bool, tuple[str, ...]] = {
    True: ("Great coffee, always fresh", "Friendly driver", "Best espresso in town"),
    False: ("Deliveries got unreliable", "Too dear by now", "Nobody called back"),
}
_ROLES = ("owner", "manager", "office manager", "buyer", "reception")
_ACTIVITIES, _TOUCHES, _ANSWERS, _PROSPECTS = 420, 150, 90, 64
_LATELY = 30


def stage_rows() -> list[Row]:
    """The stages of the journey."""
    return [
        {"stage": name, "position": at, "ours_to_control": control, "obstacle": obstacle}
        for at, (name, control, obstacle) in enumerate(STAGES, 1)
    ]


def activity_rows(parties: list[Party], calendar: Calendar, random: Random) -> list[Row]:
    """Calls, visits, meetings, e-mails and offers by day, with those who are known by then."""
    rows: list[Row] = []
    for _ in range(_ACTIVITIES):
        day = calendar.drawn(random)
        party = random.choice(_known_by(parties, min(day, calendar.tidy)))
        kind = random.choices(LABELS["activity_kind"], (8, 3, 1, 5, 3))[0]
        row: Row = {
            "date": at_work(day, random),
            "owner": party.owner,
            "kind": kind,
            "party_id": party.party_id,
            "contact": party.contact.name,
            "result": random.choices(LABELS["activity_result"], (4, 1, 3, 3, 1, 6))[0],
            "amount": random.randint(8, 120) * 10 if kind == "offer" else None,
        }
        if not party.customer_id and (calendar.as_of - day).days < _LATELY:
            row["next_step"] = random.choice(NEXT_STEPS)
            row["next_step_date"] = workday(day + timedelta(days=random.randint(5, 40)), date.max)
        rows.append(row)
    return sorted(rows, key=lambda row: str(row["date"]))


def _known_by(parties: list[Party], day: date) -> list[Party]:
    known = [party for party in parties if party.party_id and _appears(party) <= day]
    return known or [party for party in parties if party.party_id][:1]


def _appears(party: Party) -> date:
    return party.asked[0] if party.asked else party.bought or date.max


def touchpoint_rows(parties: list[Party], calendar: Calendar, random: Random) -> list[Row]:
    """Moments of customers' journeys by day; a complaint has an owner and a day."""
    customers = [party for party in parties if party.customer_id]
    rows: list[Row] = []
    for _ in range(_TOUCHES):
        party = random.choice(customers)
        stage, what, kind, moment = random.choices(_MOMENTS, _OFTEN)[0]
        assert party.bought is not None
        day = _between(max(party.bought, calendar.start), calendar.as_of, random)
        row: Row = {
            "date": at_work(day, random),
            "party_id": party.customer_id,
            "stage": stage,
            "touchpoint": what,
            "kind": kind,
            "moment": moment,
            "owner": party.owner,
        }
        if kind == "complaint":
            row["due_on"] = workday(day + timedelta(days=3), date.max)
            resolved = day + timedelta(days=random.randint(0, 6))
            row["resolved_on"] = resolved if resolved <= calendar.tidy else None
        rows.append(row)
    return sorted(rows, key=lambda row: str(row["date"]))


def survey_rows(parties: list[Party], calendar: Calendar, random: Random) -> list[Row]:
    """Answers of customers in the last year by day; unhappy ones get an owner and a day."""
    customers = [party for party in parties if party.customer_id]
    rows: list[Row] = []
    for party in random.choices(customers, k=_ANSWERS):
        assert party.bought is not None
        from_day = max(party.bought, calendar.as_of - timedelta(days=365))
        day = _between(from_day, calendar.as_of, random)
        score = random.choices(range(11), (1, 0, 1, 1, 1, 3, 4, 10, 16, 18, 14))[0]
        happy = score > 6  # noqa: PLR2004 - detractors give six at most
        settled = workday(day + timedelta(days=random.randint(2, 9)), date.max)
        rows.append(
            {
                "date": day,
                "customer_id": party.customer_id,
                "score": score,
                "satisfaction": max(1, min(5, round(score / 2 + random.uniform(-0.4, 0.6)))),
                "comment": random.choice(_COMMENTS[happy]) if happens(random, 0.5) else None,
                "owner": None if happy else party.owner,
                "due_on": None if happy else workday(day + timedelta(days=7), date.max),
                "closed_on": settled if not happy and settled <= calendar.tidy else None,
            }
        )
    return sorted(rows, key=lambda row: str(row["date"]))


def prospect_rows(
    parties: list[Party], calendar: Calendar, people: People, random: Random
) -> list[Row]:
    """The cold-call list by day: firms to call, and those whom a call has made a lead."""
    rows = [_called(party) for party in parties if party.source == "cold call" and party.lead_id]
    rows = [row for row in rows if row["company"]]
    for _ in range(_PROSPECTS):
        contact = people.contact(random.choice(PROFILES[:4]))
        rows.append(
            {
                "company": contact.company,
                "contact": contact.name if happens(random, 0.7) else None,
                "role": random.choice(_ROLES),
                "phone": spelled(contact.phone, random) or None,
                "email": contact.email or None,
                "website": _website(contact.company),
                "source": "cold call",
                "verified_on": _between(calendar.start, calendar.as_of, random),
                "decision_maker": random.choice(("yes", "no", None)),
                "status": random.choices(("new", "called", "meeting", "refused"), (5, 4, 1, 2))[0],
            }
        )
    return sorted(rows, key=lambda row: str(row["verified_on"]))


def _called(party: Party) -> Row:
    contact = party.contact
    return {
        "company": contact.company,
        "contact": contact.name,
        "role": _ROLES[0],
        "phone": contact.phone or None,
        "email": contact.email or None,
        "website": _website(contact.company),
        "source": party.source,
        "verified_on": party.asked[0],
        "decision_maker": "yes",
        "status": "lead",
        "lead_id": party.lead_id,
    }


def _website(company: str) -> str:
    return f"www.{'-'.join(company.lower().split()[:2])}.example"


def _between(first: date, last: date, random: Random) -> date:
    return workday(first + timedelta(days=random.randint(0, max(0, (last - first).days))), last)
