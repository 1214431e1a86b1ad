"""The sample's log and its two boxes: inquiries, leads, customers."""

from datetime import date, datetime, timedelta
from random import Random

from xlcrm.sample.calendar import Calendar, at_work, workday
from xlcrm.sample.chance import happens
from xlcrm.sample.orders import Row
from xlcrm.sample.people import spelled
from xlcrm.sample.story import Party
from xlcrm.sample.words import COMPETITORS, MACHINES, NEXT_STEPS, PRODUCTS, REQUESTS
from xlcrm.sheets.vocabularies import LABELS

_OPEN = frozenset({"new", "working", "offer", "postponed"})


def customer_rows(parties: list[Party], random: Random) -> list[Row]:
    """Box two: those that were converted by the tidy day."""
    customers = [party for party in parties if party.customer_id]
    customers.sort(key=lambda party: party.customer_id)
    return [_customer(party, random) for party in customers]


def _customer(party: Party, random: Random) -> Row:
    contact = party.contact
    assert party.bought is not None
    big = party.scale > 3  # noqa: PLR2004 - the few big ones belong together
    return {
        "customer_id": party.customer_id,
        **_who(party, random),
        "birth_year": party.bought.year - contact.age if not contact.company else None,
        "region": contact.region,
        "size": "large" if big else contact.size or None,
        "need": contact.profile.need,
        "source": party.source,
        "customer_since": party.bought,
        "lead_id": party.lead_id or None,
        "owner": party.owner,
        "group": "Harbour Hotels" if big else None,
        "buys_elsewhere": random.choices(("yes", "no", None), (2, 4, 4))[0],
        "consent": random.choices(("given", "withdrawn", None), (12, 1, 3))[0],
        "Machine": random.choice(MACHINES) if contact.company else None,
    }


def lead_rows(parties: list[Party], calendar: Calendar, random: Random) -> list[Row]:
    """Box one: everybody who had asked by the tidy day, the converted ones included."""
    return [_lead(party, calendar, random) for party in parties if party.lead_id]


def _lead(party: Party, calendar: Calendar, random: Random) -> Row:
    asked = [day for day in party.asked if day <= calendar.tidy]
    status = _status(party, calendar)
    status_on = _status_on(party, status, asked[-1])
    row: Row = {
        "lead_id": party.lead_id,
        **_who(party, random),
        "age": party.contact.age if not party.contact.company else None,
        "first_inquiry": asked[0],
        "last_inquiry": asked[-1],
        "inquiries": len(asked),
        "need": party.contact.profile.need,
        "source": party.source,
        "owner": party.owner,
        "status": status,
        "status_on": status_on,
        "closed_on": status_on if status in {"lost", "converted"} else None,
        "lost_reason": party.reason if status == "lost" else None,
        "customer_id": party.customer_id or None,
        "converted_on": party.bought if party.customer_id else None,
    }
    return row | (_next_step(asked[-1], calendar, random) if status in _OPEN else {})


def _status(party: Party, calendar: Calendar) -> str:
    if party.customer_id:
        return "converted"
    if party.status == "bought":
        return "offer" if party.ordered else "bought"
    if party.status == "lost" and party.closed and party.closed > calendar.tidy:
        return "offer"
    return party.status


def _status_on(party: Party, status: str, last: date) -> date:
    if status == "converted":
        return party.bought or last
    return (party.closed or last) if status == "lost" else last


def _next_step(asked: date, calendar: Calendar, random: Random) -> Row:
    due = max(asked, calendar.as_of + timedelta(days=random.randint(-21, 28)))
    return {"next_step": random.choice(NEXT_STEPS), "next_step_date": workday(due, date.max)}


def inquiry_rows(parties: list[Party], calendar: Calendar, random: Random) -> list[Row]:
    """The log by time: sorted up to the tidy day, and later as it was typed, without ids."""
    told: list[tuple[datetime, Row]] = []
    for party in parties:
        told += [_inquiry(party, day, calendar, random) for day in party.asked]
        told += [_repeat(party, day, calendar, random) for day in party.repeats]
    told.sort(key=lambda one: one[0])
    rows = []
    for number, (moment, row) in enumerate(told, 1):
        if moment.date() <= calendar.tidy:
            row["inquiry_id"] = f"I-{number:04d}"
        rows.append(row)
    return rows


def _inquiry(party: Party, day: date, calendar: Calendar, random: Random) -> tuple[datetime, Row]:
    moment, row = _request(party, day, calendar, random)
    row |= {"source": party.source, **_outcome(party, day, calendar, random)}
    if day <= calendar.tidy:
        row["lead_id"] = party.lead_id
        if party.customer_id:
            row |= {"customer_id": party.customer_id, "converted_on": party.bought}
    return moment, row


def _outcome(party: Party, day: date, calendar: Calendar, random: Random) -> Row:
    if party.bought:
        return {"status": "bought", "closed_on": party.bought}
    if party.status == "lost":
        lost_to = random.choice(COMPETITORS) if happens(random, 0.4) else None
        return {
            "status": "lost",
            "closed_on": party.closed,
            "lost_reason": party.reason,
            "lost_to": lost_to,
        }
    status = party.status if party.status in {"offer", "postponed"} else "open"
    row: Row = {"status": status}
    return row | _next_step(day, calendar, random)


def _repeat(party: Party, day: date, calendar: Calendar, random: Random) -> tuple[datetime, Row]:
    moment, row = _request(party, day, calendar, random)
    row |= {"source": "repeat", "status": "bought", "closed_on": day}
    if day <= calendar.tidy:
        row |= {"lead_id": party.lead_id or None, "customer_id": party.customer_id}
    return moment, row


def _request(party: Party, day: date, calendar: Calendar, random: Random) -> tuple[datetime, Row]:
    contact, moment = party.contact, at_work(day, random)
    channel = random.choices(LABELS["channel"], (5, 4, 4, 1, 2, 1))[0]
    product = random.choice(contact.profile.products)
    replied = moment + timedelta(hours=random.lognormvariate(1.2, 1.3))
    answered = happens(random, 0.88) and replied.date() <= calendar.as_of
    row: Row = {
        "date": moment,
        "channel": channel,
        **_who(party, random),
        "age": contact.age if not contact.company else None,
        "need": contact.profile.need,
        "request": random.choice(REQUESTS[contact.profile.need]),
        "product": product,
        "quoted": PRODUCTS[product].price * random.randint(1, contact.profile.quantity) / 100,
        "replied_at": replied.replace(second=0, microsecond=0) if answered else None,
        "owner": party.owner,
        "unhappy": "yes" if happens(random, 0.15) else None,
    }
    return moment, row


def _who(party: Party, random: Random) -> Row:
    contact = party.contact
    return {
        "name": contact.name,
        "company": contact.company or None,
        "phone": spelled(contact.phone, random) or None,
        "email": contact.email or None,
        "sex": contact.sex,
    }
