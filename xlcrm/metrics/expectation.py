"""How many orders, and how much money, are to be expected of one customer.

Definition: docs/definitions.md, "EXPECTED_ORDERS" and "CUSTOMER_VALUE".
"""

from dataclasses import dataclass
from datetime import date
from math import exp, sqrt

import numpy as np
import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics import bg_nbd, gamma_gamma
from xlcrm.metrics.activity import Integers, activity
from xlcrm.metrics.bg_nbd import Buying
from xlcrm.metrics.figure import MONEY, ORDERS, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.ledger import ledger
from xlcrm.metrics.likelihood import Fit, Floats
from xlcrm.metrics.status import place_of
from xlcrm.metrics.wilson import Z
from xlcrm.metrics.window import day_number

FEWEST = 30
"""Fewer customers, or fewer who came back, make no fit."""
MOST_CORRELATED = 0.3


@dataclass(frozen=True, eq=False)
class _Customers:
    """All customers by id, (c,) each: their buying, net revenue, and that of repeat order days."""

    ids: pl.Series
    repeats: Floats
    last: Floats
    observed: Floats
    cents: Integers
    repeat_cents: Integers

    def buying(self, place: int) -> Buying:
        return Buying(
            int(self.repeats[place]), float(self.last[place]), float(self.observed[place])
        )


@dataclass(frozen=True)
class _Model:
    """A fit, or why there is none."""

    fit: Fit | None
    n: int
    note: str = ""


def expected_orders(history: OrderHistory, customer: str, days: int) -> Figure:
    """The expected number of a customer's order days in the days after the history's end.

    Args:
        history: the orders.
        customer: the customer's id.
        days: how many, 1 or more.

    Returns:
        A number by BG/NBD, fitted on all customers of the history, with the interval of that
        expectation (not of what one customer will do). `n` counts the customers. None, with the
        reason, where they had not bought yet or the fit is none.

    Raises:
        FormulaError: `days` is not positive.
    """
    if days < 1:
        raise FormulaError("argument.not_positive", argument="days", value=days)
    known, model = _customers(history), buying_model(history)
    place = place_of(known.ids, customer)
    if place is None:
        return Figure(None, ORDERS, n=model.n, as_of=history.as_of, note="figure.not_bought_yet")
    if model.fit is None:
        return _refused(model, ORDERS, history.as_of)
    mine = known.buying(place)
    found = model.fit.estimate(lambda given: bg_nbd.expected(given, mine, days))
    if found is None:
        return Figure(None, ORDERS, n=model.n, as_of=history.as_of, note="figure.no_estimate")
    value, low, high = found
    return Figure(value, ORDERS, n=model.n, low=low, high=high, as_of=history.as_of)


def customer_value(history: OrderHistory, customer: str) -> Figure:
    """A customer's net revenue up to the history's end.

    Args:
        history: the orders.
        customer: the customer's id.

    Returns:
        Money; `n` counts their order days. None where they had not bought yet.
    """
    known = _customers(history)
    place = place_of(known.ids, customer)
    if place is None:
        return Figure(None, MONEY, as_of=history.as_of, note="figure.not_bought_yet")
    n = known.buying(place).repeats + 1
    return Figure(int(known.cents[place]) / 100, MONEY, n=n, as_of=history.as_of)


def predicted_value(history: OrderHistory, customer: str, days: int) -> Figure:
    """The money that is to be expected of a customer in the days after the history's end.

    Expected orders (BG/NBD) times the expected worth of one (Gamma-Gamma); the note says that it
    is a prediction. Args, errors and what is refused are those of `expected_orders`; refused,
    too, where the worth of orders goes with their number.

    Returns:
        Money with an interval.
    """
    orders = expected_orders(history, customer, days)
    if orders.value is None:
        return Figure(
            None,
            MONEY,
            orders.n,
            as_of=orders.as_of,
            note=orders.note,
            note_parameters=orders.note_parameters,
        )
    model, buying, known = worth_model(history), buying_model(history), _customers(history)
    place = place_of(known.ids, customer)
    if model.fit is None or buying.fit is None or place is None:
        return _refused(model, MONEY, history.as_of)
    mine, cents = known.buying(place), int(known.repeat_cents[place])
    repeats = mine.repeats if cents > 0 else 0
    mean = cents / repeats / 100 if repeats else 0.0

    def worth(given: Floats) -> float:
        return gamma_gamma.expected(given, repeats, mean)

    def number(given: Floats) -> float:
        return bg_nbd.expected(given, mine, days)

    spreads = model.fit.variance(worth), buying.fit.variance(number)
    if spreads[0] is None or spreads[1] is None:
        return Figure(None, MONEY, n=model.n, as_of=history.as_of, note="figure.no_estimate")
    value = number(buying.fit.parameters) * worth(model.fit.parameters)
    spread = exp(Z * sqrt(spreads[0] + spreads[1]))
    return Figure(
        value,
        MONEY,
        n=buying.n,
        low=value / spread,
        high=value * spread,
        as_of=history.as_of,
        note="figure.predicted_value",
        note_parameters={"days": days},
    )


@remembered
def buying_model(history: OrderHistory) -> _Model:
    """BG/NBD fitted on all customers of a history."""
    known = _customers(history)
    n, back = len(known.ids), int(np.count_nonzero(known.repeats))
    if min(n, back) < FEWEST:
        return _Model(None, back, "figure.too_few_repeaters")
    fit = bg_nbd.fit(known.repeats, known.last, known.observed)
    return _Model(fit, n, "" if fit else "figure.fit_degenerates")


@remembered
def worth_model(history: OrderHistory) -> _Model:
    """Gamma-Gamma fitted on the customers of a history who came back and paid for it."""
    known = _customers(history)
    paid = (known.repeats > 0) & (known.repeat_cents > 0)
    orders, n = known.repeats[paid], int(np.count_nonzero(paid))
    if n < FEWEST:
        return _Model(None, n, "figure.too_few_repeaters")
    mean = known.repeat_cents[paid] / orders / 100
    if orders.std() > 0 and mean.std() > 0:
        together = float(np.corrcoef(orders, mean)[0, 1])
        if abs(together) > MOST_CORRELATED:
            return _Model(None, n, "figure.worth_goes_with_number")
    fit = gamma_gamma.fit(orders, mean)
    return _Model(fit, n, "" if fit else "figure.fit_degenerates")


@remembered
def _customers(history: OrderHistory) -> _Customers:
    known, rows = activity(history), ledger(history)
    mine = rows.owner >= 0
    owner, cents, day = rows.owner[mine], rows.cents[mine], rows.day[mine]
    number = len(known.customers)
    total, later, newest = (np.zeros(number, dtype=np.int64) for _ in range(3))
    again = day > known.first_day[owner]
    np.add.at(total, owner, cents)
    np.add.at(later, owner[again], cents[again])
    np.maximum.at(newest, known.owner, known.starts)
    repeats = np.bincount(known.owner, minlength=number) - 1
    ids = known.customers.cast(pl.String)
    order = ids.arg_sort().to_numpy()
    ages = (repeats, newest - known.first_day, day_number(history.as_of) - known.first_day)
    orders, last, observed = (column[order].astype(np.float64) for column in ages)
    return _Customers(ids.sort(), orders, last, observed, total[order], later[order])


def _refused(model: _Model, unit: str, as_of: date) -> Figure:
    named = {"n": model.n, "needed": FEWEST}
    return Figure(None, unit, n=model.n, as_of=as_of, note=model.note, note_parameters=named)
