"""The sample's story: who asks, who buys, and when; told before any row is written."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from xlcrm.sample.calendar import Calendar, workday
from xlcrm.sample.chance import happens
from xlcrm.sample.people import Contact, People
from xlcrm.sample.words import OWNERS, PROFILES
from xlcrm.sheets.vocabularies import LABELS

ASKING, KNOWN, REPEATS, PENDING = 345, 44, 34, 6
"""Parties that ask, customers from before the log, customers that ask once more, and leads that
bought since the buttons were last pressed."""

BIG = 3
"""The first of the known customers take several times as much as the others."""

_SOURCES = ("search", "recommendation", "advertising", "social media", "cold call")
_WINS = {"recommendation": 1.5, "search": 1.0, "advertising": 0.8, "social media": 0.7}
_STILL_FRESH = 45
_WARM = frozenset({"working", "offer", "postponed"})


@dataclass
class Party:
    """One person or firm and what becomes of it.

    Attributes:
        contact: who it is.
        owner: our colleague.
        source: how they came to know of us.
        asked: the days of their inquiries as a lead; none for customers from before the log.
        bought: the day of the first order.
        status: where the lead stands, in the words of the list.
        closed: the day on which it was lost.
        reason: why it was lost.
        scale: how much it takes, against its kind.
        repeats: the days on which it asked again as a customer.
        lead_id: once the lead was sorted.
        customer_id: once it was converted.
        ordered: whether its orders are written down.
    """

    contact: Contact
    owner: str
    source: str
    asked: list[date] = field(default_factory=list)
    bought: date | None = None
    status: str = "new"
    closed: date | None = None
    reason: str = ""
    scale: float = 1.0
    repeats: list[date] = field(default_factory=list)
    lead_id: str = ""
    customer_id: str = ""
    ordered: bool = True

    @property
    def party_id(self) -> str:
        """The id under which things are written about it."""
        return self.customer_id or self.lead_id


def tell(calendar: Calendar, people: People, random: Random) -> list[Party]:
    """All parties: customers from before the log, then who asks, by day.

    Args:
        calendar: the days of the story.
        people: makes the contacts.
        random: the source of chance.
    """
    known = [_known(calendar, people, random, at) for at in range(KNOWN)]
    asking = [_asking(calendar, people, random) for _ in range(ASKING)]
    asking.sort(key=lambda party: party.asked[0])
    parties = known + asking
    _number(parties, calendar)
    _pending(parties, calendar, random)
    customers = [party for party in parties if party.customer_id]
    for party in random.sample(customers, REPEATS):
        assert party.bought is not None
        later = party.bought + timedelta(days=random.randint(30, 500))
        if later < calendar.as_of:
            party.repeats.append(workday(later, calendar.as_of))
    return parties


def _known(calendar: Calendar, people: People, random: Random, at: int) -> Party:
    contact = people.contact(PROFILES[0] if at < BIG else random.choice(PROFILES[:3]))
    party = Party(contact, random.choice(OWNERS), random.choice(_SOURCES[:2]))
    party.bought = workday(calendar.start + timedelta(days=random.randrange(28)), calendar.as_of)
    party.scale = 3.5 if at < BIG else random.uniform(0.7, 1.5)
    return party


def _asking(calendar: Calendar, people: People, random: Random) -> Party:
    source = random.choices(_SOURCES, (5, 4, 3, 2, 2))[0]
    party = Party(people.contact(), random.choice(OWNERS), source)
    first = calendar.drawn(random)
    party.asked.append(first)
    party.scale = random.uniform(0.6, 1.4)
    wait = round(random.lognormvariate(2.6, 0.8))
    wins = party.contact.profile.wins * _WINS.get(source, 0.6)
    if random.random() < wins and first + timedelta(days=wait) <= calendar.as_of:
        party.bought = workday(first + timedelta(days=wait), calendar.as_of)
        party.status = "bought"
    else:
        _not_bought(party, calendar, random)
    if happens(random, 0.12):
        again = first + timedelta(days=random.randint(2, 40))
        if again < min(party.bought or calendar.as_of, party.closed or calendar.as_of):
            party.asked.append(workday(again, calendar.as_of))
    return party


def _not_bought(party: Party, calendar: Calendar, random: Random) -> None:
    first = party.asked[0]
    age = (calendar.as_of - first).days
    if age < _STILL_FRESH:
        party.status = random.choices(("new", "working", "offer"), (4, 4, 3))[0]
        return
    party.status = random.choices(
        ("lost", "postponed", "working", "offer"), (min(age / 30, 12), 2, 1, 1)
    )[0]
    if party.status == "lost":
        party.closed = workday(first + timedelta(days=random.randint(5, 44)), calendar.as_of)
        party.reason = random.choices(LABELS["lost_reason"], (4, 3, 4, 2, 2))[0]


def _number(parties: list[Party], calendar: Calendar) -> None:
    """Gives the ids that pressing the buttons on the tidy day has given."""
    leads = [party for party in parties if party.asked and party.asked[0] <= calendar.tidy]
    for number, party in enumerate(leads, 1):
        party.lead_id = f"L-{number:04d}"
    bought = [party for party in parties if party.bought and party.bought <= calendar.tidy]
    bought.sort(key=lambda party: party.bought or calendar.as_of)
    for number, party in enumerate(bought, 1):
        party.customer_id = f"C-{number:04d}"


def _pending(parties: list[Party], calendar: Calendar, random: Random) -> None:
    """Lets some leads buy at last; of every three, one has no order written yet."""
    waiting = [party for party in parties if party.lead_id and party.status in _WARM]
    for party in random.sample(waiting, PENDING):
        since = random.randint(2, (calendar.as_of - calendar.tidy).days)
        party.bought = workday(calendar.tidy + timedelta(days=since), calendar.as_of)
        party.status = "bought"
    bought = [p for p in parties if p.lead_id and p.bought and not p.customer_id]
    for at, party in enumerate(bought):
        party.ordered = at % 3 > 0
