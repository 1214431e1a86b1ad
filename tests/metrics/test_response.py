from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from xlcrm.metrics.response import response_bands, response_by, response_hours

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
WINDOW = (date(2024, 6, 1), AS_OF)
SCHEMA = {
    "date": pl.Datetime("us"),
    "replied_at": pl.Datetime("us"),
    "won": pl.Boolean,
    "owner": pl.String,
}


def asked(*rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def at(day, hour, minute=0):
    return datetime(2024, 6, day, hour, minute)


def test_the_median_of_three_of_which_one_waits():
    table = asked(
        (at(3, 9), at(3, 10, 30), True, "x"),
        (at(3, 9), at(3, 13), False, "x"),
        (at(4, 9), None, False, "y"),
    )
    figure = response_hours(table, AS_OF, *WINDOW)
    assert (figure.value, figure.n, figure.unit) == (4.0, 3, "hours")
    rows = response_by(table, "owner", AS_OF, *WINDOW)
    columns = ("label", "n", "answered", "hours", "won")
    assert rows.select(columns).rows() == [("x", 2, 2, 1.5, 1), ("y", 1, 0, None, 0)]


def test_only_noted_times_count():
    table = asked(
        (at(3, 0), at(3, 10), True, None),  # no time of day
        (at(3, 9), at(4, 0), False, None),  # a reply without one
        (at(3, 9), at(3, 8), False, None),  # before it was asked
        (at(3, 9), datetime(2024, 7, 1, 9), True, None),  # not answered yet
        (at(3, 9), at(3, 9), True, None),
    )
    figure = response_hours(table, AS_OF, *WINDOW)
    assert (figure.value, figure.n) == (0.0, 2)
    bands = dict(response_bands(table, AS_OF, *WINDOW).select("label", "n").iter_rows())
    assert bands == {
        "hour": 1,
        "four_hours": 0,
        "day": 0,
        "three_days": 0,
        "later": 0,
        "unanswered": 1,
        "untimed": 3,
    }


def test_fewer_than_half_answered_and_nothing_at_all():
    waiting = asked((at(30, 12), None, False, None), (at(30, 18), None, False, None))
    figure = response_hours(waiting, AS_OF, *WINDOW)
    assert (figure.value, figure.note) == (">12", "figure.fewer_than_half_answered")
    nothing = response_hours(asked(), AS_OF, *WINDOW)
    assert (nothing.value, nothing.note) == (None, "figure.no_times")
    days = waiting.with_columns(pl.col("date").cast(pl.Date))
    assert response_hours(days, AS_OF, *WINDOW).note == "figure.no_times"


@pytest.mark.outside("RESPONSE_HOURS")
@FEW
@given(data=st.data())
def test_as_lifelines_says_and_bands_sum_to_all(data):
    moment = st.integers(1, 29 * 1440 - 1).filter(lambda n: n % 1440)
    line = st.tuples(moment, st.none() | st.integers(0, 6000), st.booleans())
    lines = data.draw(st.lists(line, min_size=1, max_size=30))
    start, end = datetime(2024, 6, 1), datetime(2024, 7, 1)
    made = []
    for minute, wait, won in lines:
        first = start + timedelta(minutes=minute)
        made.append(
            (first, first + timedelta(minutes=wait) if wait is not None else None, won, "a")
        )
    table = asked(*made)
    timed = [row for row in made if row[1] is None or row[1].time() != start.time()]
    figure = response_hours(table, AS_OF, *WINDOW)
    assert figure.n == len(timed)
    if timed:
        spans = [
            (min(reply or end, end) - first).total_seconds() / 60 for first, reply, *_ in timed
        ]
        ended = [reply is not None and reply < end for _, reply, *_ in timed]
        curve = KaplanMeierFitter().fit(spans, ended)
        shares = curve.survival_function_["KM_estimate"].to_numpy()
        if not np.isclose(shares, 0.5).any():  # exactly one half is a matter of rounding there
            median = curve.median_survival_time_ / 60
            assert isinstance(figure.value, str) == np.isinf(median)
            assert np.isinf(median) or figure.value == pytest.approx(median)
    bands = response_bands(table, AS_OF, *WINDOW)
    assert bands["n"].sum() == len(lines)
    assert bands["won"].sum() == sum(won for *_, won in lines)
    assert response_hours(table.reverse(), AS_OF, *WINDOW) == figure
