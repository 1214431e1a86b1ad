"""How much hangs on the few best customers.

Definition: docs/definitions.md, "Concentration". Gini index: C. Gini, 1912, over the whole
population, uncorrected; HHI: O. C. Herfindahl, 1950, on the scale 0-1.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.errors import FormulaError
from xlcrm.metrics.activity import activity
from xlcrm.metrics.figure import COUNT, INDEX, SHARE, Figure
from xlcrm.metrics.groups import Groups as ByLabel
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import picked
from xlcrm.metrics.revenue import by_buyer
from xlcrm.metrics.window import FIRST_DAY, Window, resolve

Integers = NDArray[np.int64]
Groups = Mapping[str, str]
"""The group of a customer by their id; who is not in it stands alone."""


def parties(
    history: OrderHistory, start: date | None, end: date | None, groups: Groups | None = None
) -> tuple[pl.DataFrame, Window]:
    """All customers, or their groups, by net revenue.

    Args:
        history: the orders.
        start: the first day; both days omitted take everything, else see `window.resolve`.
        end: the last day.
        groups: customers that belong together.

    Returns:
        The parties with an order day up to the window's end, the largest first, then by id:
        `party` (the group, or the customer's id), `customers` (how many) and `cents` (net
        revenue of the window; returns may leave it negative); and the window.

    Raises:
        FormulaError: the window is wrong.
    """
    everything = start is None and end is None
    window = Window(FIRST_DAY, history.as_of) if everything else resolve(start, end, history.as_of)
    if not groups:
        return _customers(history, window).clone(), window
    return _together(history, window, tuple(groups.items())).clone(), window


@remembered
def _customers(history: OrderHistory, window: Window) -> pl.DataFrame:
    rows = _totals(history, window).sort("cents", "party", descending=[True, False])
    alone = pl.Series("customers", np.ones(rows.height, dtype=np.uint32))
    return pl.DataFrame([rows["party"], alone, rows["cents"]])


@remembered
def _together(
    history: OrderHistory, window: Window, groups: tuple[tuple[str, str], ...]
) -> pl.DataFrame:
    rows, known = _totals(history, window), dict(groups)
    names = [known.get(party, party) for party in rows["party"].to_list()]
    found = ByLabel.of(pl.Series("party", names, dtype=pl.String))
    cents = np.zeros(len(found.labels), dtype=np.int64)
    np.add.at(cents, found.places, rows["cents"].to_numpy())
    made = [found.labels, found.count("customers").cast(pl.UInt32), pl.Series("cents", cents)]
    return pl.DataFrame(made).sort("cents", "party", descending=[True, False])


@remembered
def _totals(history: OrderHistory, window: Window) -> pl.DataFrame:
    rows = picked(by_buyer(history, window), activity(history).first_day <= window.last)
    return pl.DataFrame([rows["customer"].cast(pl.String).alias("party"), rows["cents"]])


def top_share(
    history: OrderHistory,
    n: int,
    start: date | None = None,
    end: date | None = None,
    groups: Groups | None = None,
) -> Figure:
    """The share of the n largest customers in net revenue.

    Args:
        history: the orders.
        n: how many, 1 or more.
        start: the first day; see `parties` for what is omitted.
        end: the last day.
        groups: customers that belong together.

    Returns:
        A share; None where there is no revenue. `n` counts the parties; negative totals count as
        0, and the note says so.

    Raises:
        FormulaError: the window or `n` is wrong.
    """
    if n < 1:
        raise FormulaError("argument.not_positive", argument="n", value=n)
    rows, window = parties(history, start, end, groups)
    cents = clipped(rows)
    share = float(cents[:n].sum() / cents.sum()) if cents.sum() else None
    return _told(Figure(share, SHARE, n=rows.height, exact=True), rows, window, history.as_of)


def gini_index(
    history: OrderHistory,
    start: date | None = None,
    end: date | None = None,
    groups: Groups | None = None,
) -> Figure:
    """How unequal customers' revenues are: 0 is all alike, near 1 is all from one.

    Args, note and errors are those of `top_share`.

    Returns:
        An index; None where there is no revenue.
    """
    rows, window = parties(history, start, end, groups)
    return _told(Figure(gini(clipped(rows)), INDEX, n=rows.height), rows, window, history.as_of)


def hhi_index(
    history: OrderHistory,
    start: date | None = None,
    end: date | None = None,
    groups: Groups | None = None,
) -> Figure:
    """The sum of the squared shares in revenue: 1/n is all alike, 1 is all from one.

    Args, note and errors are those of `top_share`.

    Returns:
        An index; None where there is no revenue.
    """
    rows, window = parties(history, start, end, groups)
    return _told(Figure(hhi(clipped(rows)), INDEX, n=rows.height), rows, window, history.as_of)


def effective_number(
    history: OrderHistory,
    start: date | None = None,
    end: date | None = None,
    groups: Groups | None = None,
) -> Figure:
    """How many customers of one size would be as concentrated: 1 / HHI.

    Args, note and errors are those of `top_share`.

    Returns:
        A number, rarely whole; None where there is no revenue.
    """
    figure = hhi_index(history, start, end, groups)
    value = 1 / figure.value if isinstance(figure.value, float) else None
    return replace(figure, value=value, unit=COUNT)


def clipped(rows: pl.DataFrame) -> Integers:
    """The cents of `parties`, negative ones as 0, the largest first."""
    return rows["cents"].to_numpy().astype(np.int64).clip(min=0)


def gini(cents: Integers) -> float | None:
    """The Gini index of amounts of 0 or more, in any order; None where their sum is 0."""
    total, n = float(cents.sum()), cents.size
    if not total:
        return None
    ranks = 2 * np.arange(1, n + 1, dtype=np.float64) - n - 1
    return float(ranks @ np.sort(cents).astype(np.float64)) / (n * total)


def hhi(cents: Integers) -> float | None:
    """The Herfindahl-Hirschman index of amounts of 0 or more; None where their sum is 0."""
    total = float(cents.sum())
    return float(((cents / total) ** 2).sum()) if total else None


def _told(figure: Figure, rows: pl.DataFrame, window: Window, as_of: date) -> Figure:
    negative = rows["cents"].filter(rows["cents"] < 0)
    start = None if window.start == FIRST_DAY else window.start
    figure = replace(figure, as_of=as_of, start=start, end=window.end if start else None)
    if figure.value is None:
        return replace(figure, note="figure.no_revenue" if rows.height else "figure.no_customers")
    if not len(negative):
        return figure
    named = {"n": len(negative), "amount": int(negative.sum()) / 100}
    return replace(figure, note="figure.negatives_clipped", note_parameters=named)
