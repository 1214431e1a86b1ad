"""The sample's orders: each customer in their own rhythm, until they go quiet."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xlcrm.cells import Value
from xlcrm.sample.calendar import Calendar, workday
from xlcrm.sample.chance import happens
from xlcrm.sample.story import BIG, Party
from xlcrm.sample.words import DELIVERIES, PRODUCTS, Profile

Row = dict[str, Value]

_RETURNS = 0.008
_PAUSE, _QUIET_BIG = 230, 75
WINBACK, GONE_QUIET = BIG, BIG - 1
"""Of the known customers: the one that came back, and the big one that fell silent."""


def order_rows(parties: list[Party], calendar: Calendar, random: Random) -> list[Row]:
    """The order lines of all customers by day; lines of one day share an order id.

    Leads that bought after the tidy day have their lead_id where customers have their own id:
    that is what converting them waits for.
    """
    days = []
    for at, party in enumerate(parties):
        if party.bought is not None and party.party_id and party.ordered:
            days += [(day, at) for day in _order_days(at, party, calendar, random)]
    rows: list[Row] = []
    for number, (day, at) in enumerate(sorted(days), 1):
        rows += _lines(f"O-{number:05d}", day, parties[at], calendar, random)
    return rows


def _order_days(at: int, party: Party, calendar: Calendar, random: Random) -> Iterator[date]:
    gap, day = party.contact.profile.gap, party.bought
    assert day is not None
    yield day
    if gap is None:
        return
    last = day + timedelta(days=round(random.expovariate(1 / party.contact.profile.stays)))
    if at <= WINBACK:
        last = calendar.as_of - timedelta(days=_QUIET_BIG if at == GONE_QUIET else 0)
    usual = random.randint(*gap)
    pause_from = calendar.start + timedelta(days=250) if at == WINBACK else None
    while True:
        day += timedelta(days=max(2, round(random.gauss(usual, usual * 0.15))))
        if pause_from is not None and day > pause_from:
            day, pause_from = day + timedelta(days=_PAUSE), None
        if day > min(last, calendar.as_of):
            return
        yield workday(day, calendar.as_of)


def _lines(
    order_id: str, day: date, party: Party, calendar: Calendar, random: Random
) -> Iterator[Row]:
    profile = party.contact.profile
    count = random.randint(1, profile.lines)
    liked = [2.0**-place for place in range(len(profile.products))]
    chosen = dict.fromkeys(random.choices(profile.products, liked, k=count))
    delivery = random.choices(DELIVERIES, (5, 4, 1))[0]
    for name in chosen:
        product = PRODUCTS[name]
        quantity = _quantity(profile, product.category, party.scale * calendar.growth(day), random)
        cents = product.price * quantity * random.choice((100, 100, 100, 95, 90)) // 100
        if happens(random, _RETURNS):
            quantity, cents = -1, -product.price
        yield {
            "order_id": order_id,
            "date": day,
            "customer_id": party.party_id,
            "product": name,
            "category": product.category,
            "quantity": quantity,
            "amount": cents / 100,
            "owner": party.owner,
            "Delivery": delivery,
        }


def _quantity(profile: Profile, category: str, scale: float, random: Random) -> int:
    most = 1 if category in {"machines", "training"} else profile.quantity
    return max(1, round(random.triangular(1, most, most / 2) * (scale if most > 1 else 1.0)))
