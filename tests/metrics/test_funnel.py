from datetime import date, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from xlcrm.metrics.conversion import conversion_rate, days_to_convert
from xlcrm.metrics.funnel import funnel

FEW = settings(max_examples=30, deadline=None)
AS_OF = date(2024, 6, 30)
WINDOW = (date(2024, 1, 1), date(2024, 5, 31))
SCHEMA = {
    "first_inquiry": pl.Date,
    "converted_on": pl.Date,
    "open": pl.Boolean,
    "source": pl.String,
}


def leads(*rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_a_pandas_frame_that_says_nothing_of_open_leads():
    day = pd.Timestamp(2024, 1, 1)
    rows = pd.DataFrame({"first_inquiry": [day], "converted_on": pd.to_datetime([None])})
    rows = rows.assign(open=pd.Series([None], dtype=object), source="fair")
    assert funnel(rows, "source", AS_OF, *WINDOW).row(0)[:4] == ("fair", 1, 0, 0)
    assert funnel(rows[:0], "source", AS_OF, *WINDOW).height == 0


def test_what_became_of_leads():
    rows = funnel(
        leads(
            (date(2024, 1, 1), date(2024, 1, 11), False, "fair"),
            (date(2024, 1, 2), None, True, "fair"),
            (date(2024, 1, 3), None, False, "fair"),
            (date(2024, 1, 3), date(2024, 7, 1), True, "search"),  # not yet
            (date(2024, 1, 3), date(2024, 1, 2), False, "search"),  # before it asked
            (date(2024, 6, 1), None, True, "search"),
        ),
        "source",
        AS_OF,
        *WINDOW,
    )
    states = ("label", "n", "open", "converted", "closed", "days")
    assert rows.select(states).rows() == [("fair", 3, 1, 1, 1, 10.0), ("search", 1, 1, 0, 0, None)]
    assert rows["share"].to_list() == pytest.approx([1 / 3, 0.0])
    assert rows.select("within_30", "within_365").rows() == [
        (pytest.approx(1 / 3), None),
        (0.0, None),
    ]
    assert funnel(leads(), "source", AS_OF).height == 0


@FEW
@given(data=st.data())
def test_as_lifelines_and_the_single_figures_say(data):
    days = st.integers(0, 170).map(lambda n: date(2023, 12, 20) + timedelta(days=n))
    line = st.tuples(days, days | st.none(), st.booleans(), st.sampled_from(["a", "b", None]))
    table = leads(*data.draw(st.lists(line, min_size=1, max_size=30)))
    rows = funnel(table, "source", AS_OF, *WINDOW)
    for label in rows["label"]:
        mine = table.filter(pl.col("source").eq_missing(label))
        row = rows.filter(pl.col("label").eq_missing(label)).row(0, named=True)
        rate = conversion_rate(mine, AS_OF, *WINDOW)
        assert (row["share"], row["n"], row["low"]) == (rate.value, rate.n, rate.low)
        assert row["days"] == days_to_convert(mine, AS_OF, *WINDOW).value
        assert row["n"] == row["open"] + row["converted"] + row["closed"]
        spans = [
            (((done or AS_OF) - first).days, done is not None)
            for first, done, *_ in mine.iter_rows()
            if WINDOW[0] <= first <= WINDOW[1] and not (done and done < first)
        ]
        durations, ended = (np.array(column) for column in zip(*spans, strict=True))
        curve = KaplanMeierFitter().fit(durations, ended)
        if durations.max() >= 90:
            assert row["within_90"] == pytest.approx(1 - curve.predict(90), abs=1e-9)
        else:
            assert row["within_90"] is None
    total = funnel(table, None, AS_OF, *WINDOW)
    assert total["n"].sum() == rows["n"].sum()
    assert funnel(table.reverse(), "source", AS_OF, *WINDOW).equals(rows)
