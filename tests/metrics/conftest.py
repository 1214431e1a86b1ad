"""Books to compute from, and a slow, naive reading of the definitions to compare with."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.util import find_spec
from itertools import pairwise
from math import floor
from pathlib import Path

import polars as pl
import pytest
from hypothesis import strategies as st

from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.lapse import LapseRule

DAY = timedelta(days=1)
FIRST = date(2023, 1, 1)


class NaiveBook:
    """Order lines read by the words of the definitions: day by day, customer by customer."""

    def __init__(self, lines, as_of, rule):
        self.as_of, self.rule = as_of, rule
        self.lines = [
            (customer, day, self.cents(amount), amount)
            for customer, day, amount in lines
            if day is not None and amount is not None and day <= as_of
        ]
        self.customers = sorted({c for c, _, _, a in self.lines if c is not None and a >= 0})
        self.order_days = {
            customer: sorted({d for c, d, _, a in self.lines if c == customer and a >= 0})
            for customer in self.customers
        }
        self.prior = rule.prior_days if rule.prior_days is not None else self.estimated_prior()

    @staticmethod
    def cents(amount):
        text = Decimal(repr(amount))
        return int(text.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) * 100)

    def estimated_prior(self):
        gaps = [
            (later - sooner).days
            for days in self.order_days.values()
            for sooner, later in pairwise(days)
        ]
        return sum(gaps) / len(gaps) if gaps else 90.0

    def known(self, customer, day):
        return [d for d in self.order_days[customer] if d <= day]

    def cadence(self, customer, day):
        days = self.known(customer, day)
        m = self.rule.m
        return (m * self.prior + (days[-1] - days[0]).days) / (m + len(days) - 1)

    def limit(self, customer, day):
        return max(self.rule.k * self.cadence(customer, day), self.rule.floor_days)

    def last_active_day(self, customer, day):
        return self.known(customer, day)[-1] + timedelta(days=floor(self.limit(customer, day)))

    def is_active(self, customer, day):
        return bool(self.known(customer, day)) and day <= self.last_active_day(customer, day)

    def active(self, day):
        return {c for c in self.customers if self.is_active(c, day)}

    def new(self, start, end):
        return {c for c in self.customers if start <= self.order_days[c][0] <= end}

    def left(self, start, end):
        return self.active(start - DAY) - self.active(end)

    def revenue(self, start, end, customers=None):
        return sum(
            cents
            for c, day, cents, _ in self.lines
            if start <= day <= end and (customers is None or c in customers)
        )

    def lifetimes(self):
        spans = []
        for customer in self.customers:
            first = self.order_days[customer][0]
            last = self.last_active_day(customer, self.as_of)
            gone = last < self.as_of
            spans.append((((last + DAY if gone else self.as_of) - first).days, gone))
        return spans

    @staticmethod
    def kaplan_meier(spans, days):
        share = 1.0
        for time in sorted({t for t, gone in spans if gone and t <= days}):
            share *= 1 - spans.count((time, True)) / sum(t >= time for t, _ in spans)
        return share


@pytest.fixture(scope="session")
def naive():
    return NaiveBook


@pytest.fixture(scope="session")
def frame_of():
    """Order lines as a Polars frame."""

    def make(lines):
        schema = {"customer_id": pl.String, "date": pl.Date, "amount": pl.Float64}
        return pl.DataFrame(lines, schema=schema, orient="row")

    return make


@pytest.fixture(scope="session")
def history_of(frame_of):
    """The history of order lines (customer, date, amount)."""

    def make(lines, as_of, **rule):
        return OrderHistory.of(frame_of(lines), as_of, LapseRule(**rule))

    return make


@pytest.fixture(scope="session")
def days():
    """Days of three years, mostly five days apart so that limits, windows and orders meet."""
    apart = st.builds(
        lambda n, off: 5 * n + off, st.integers(1, 219), st.sampled_from([-1, 0, 0, 1])
    )
    return (apart | st.integers(0, 1095)).map(lambda n: FIRST + timedelta(days=n))


@pytest.fixture(scope="session")
def windows(days):
    """The first and last day of a window in the midst of the books, and a later as-of day."""

    def window(start, length, later):
        end = min(start + timedelta(days=length), FIRST + timedelta(days=1095))
        return start, end, end + timedelta(days=later)

    early = days.filter(lambda day: day < FIRST + timedelta(days=900))
    lengths = st.sampled_from([0, 4, 5, 9, 29, 30, 31, 60, 89, 90, 180, 200])
    return st.builds(window, early, lengths, st.integers(0, 400))


@pytest.fixture(scope="session")
def books():
    """Order lines of a few customers, some unknown, some returns, many on the same days."""
    amounts = st.integers(-20_000, 100_000).map(lambda n: n / 1000)
    apart = st.integers(0, 219) | st.integers(60, 120)
    line = st.tuples(
        st.sampled_from(["a", "b", "c", "d", None]),
        apart.map(lambda n: FIRST + timedelta(days=5 * n)),
        amounts,
    )
    return st.lists(line, max_size=12) | st.lists(line, min_size=8, max_size=30)


@pytest.fixture(scope="session")
def rules():
    """Lapse rules, with and without a given prior."""
    return st.builds(
        LapseRule,
        k=st.sampled_from([1.0, 1.5, 2.0, 3.0]),
        floor_days=st.sampled_from([0.0, 7.0, 30.0, 45.5]),
        prior_days=st.sampled_from([None, 10.0, 33.3, 45.0, 90.0]),
    )


@pytest.fixture(scope="session")
def cdnow():
    """The CDNOW transactions: 69,659 purchases of 23,570 customers, to 1998-06-30."""
    (folder,) = find_spec("lifetimes").submodule_search_locations
    text = (Path(folder) / "datasets" / "CDNOW_master.txt").read_text()
    rows = [row.split() for row in text.splitlines()[1:]]
    columns = list(zip(*rows, strict=True))
    return pl.DataFrame(
        {
            "customer_id": columns[0],
            "date": pl.Series(columns[1]).str.to_date("%Y%m%d"),
            "amount": pl.Series(columns[3]).cast(pl.Float64),
        }
    )


@pytest.fixture(scope="session")
def cdnow_history(cdnow):
    return OrderHistory.of(cdnow, date(1998, 6, 30))
