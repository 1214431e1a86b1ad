from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from xlcrm.metrics.surveys import csat_share, nps_by, nps_interval, nps_score

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 6, 1)
SCHEMA = {
    "date": pl.Date,
    "customer_id": pl.String,
    "score": pl.Int64,
    "satisfaction": pl.Int64,
    "region": pl.String,
}
WINDOW = (date(2024, 1, 1), AS_OF)


def answers(*rows):
    padded = (tuple(row) + (None,) * (5 - len(row)) for row in rows)
    return pl.DataFrame(list(padded), schema=SCHEMA, orient="row")


@pytest.mark.outside("NPS_SCORE")
def test_the_published_60_30_10():
    """Wald is 50 +- 13.148; three answers more draw the adjusted one a little to the middle."""
    table = answers(*[(DAY, None, s) for s in [9] * 30 + [10] * 30 + [7, 8] * 15 + [0, 6] * 5])
    figure = nps_score(table, AS_OF, *WINDOW)
    assert (figure.value, figure.n, figure.unit) == (50.0, 100, "points")
    assert figure.high - figure.low == pytest.approx(2 * 13.148, abs=0.2)
    scores = np.array([1.0, 0.0, -1.0])
    weights = np.array([60.75, 31.5, 10.75])
    centre = np.average(scores, weights=weights)
    spread = np.sqrt(np.average((scores - centre) ** 2, weights=weights) / 103)
    expected = [100 * (centre + side * 1.959964 * spread) for side in (-1, 1)]
    assert [figure.low, figure.high] == pytest.approx(expected, abs=1e-4)


def test_five_promoters_do_not_reach_beyond_one_hundred():
    assert nps_interval(5, 0, 5)[1] == 100.0
    assert nps_interval(0, 5, 5)[0] == -100.0


def test_the_latest_answer_of_each_customer_counts():
    table = answers(
        (DAY, "a", 10),
        (DAY, "a", 0),  # on the same day, further down
        (DAY - timedelta(days=1), "a", 9),
        (DAY, "b", 9),
        (AS_OF + timedelta(days=1), "b", 0),
        (DAY, None, 0),
        (DAY, None, 0),
        (DAY, "c", None, 5),
    )
    figure = nps_score(table, AS_OF, *WINDOW)
    assert (figure.value, figure.n) == (pytest.approx(-50.0), 4)


def test_satisfaction_as_statsmodels_has_it():
    table = answers(*[(DAY, str(n), None, s) for n, s in enumerate([5, 4, 3, 1, 4])])
    figure = csat_share(table, AS_OF, *WINDOW)
    assert (figure.value, figure.n) == (0.6, 5)
    ends = proportion_confint(3, 5, method="wilson")
    assert (figure.low, figure.high) == pytest.approx(ends, abs=1e-12)
    nobody = nps_score(table, AS_OF, *WINDOW)
    assert (nobody.value, nobody.note) == (None, "figure.no_answers")


def test_no_trend_is_drawn_out_of_few_answers():
    table = answers(*[(DAY, str(n), 9, 5, "North") for n in range(29)]).with_columns(
        month=pl.lit(date(2024, 6, 1))
    )
    assert nps_by(table, "month", AS_OF, *WINDOW)["nps"].to_list() == [None]
    assert nps_by(table, "region", AS_OF, *WINDOW)["nps"].to_list() == [100.0]
    one_more = pl.concat([table, table.head(1).with_columns(customer_id=pl.lit("x"))])
    row = nps_by(one_more, "month", AS_OF, *WINDOW).row(0, named=True)
    assert (row["n"], row["nps"], row["nps_high"]) == (30, 100.0, 100.0)


@FEW
@given(data=st.data())
def test_bounds_and_parts(data):
    line = st.tuples(
        st.integers(0, 300).map(lambda n: date(2023, 11, 1) + timedelta(days=n)),
        st.none(),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(1, 5),
        st.sampled_from(["N", "S", None]),
    )
    lines = data.draw(st.lists(line, max_size=30))
    table = answers(*lines)
    figure = nps_score(table, AS_OF, *WINDOW)
    scores = [s for day, _, s, *_ in lines if s is not None and WINDOW[0] <= day <= AS_OF]
    if scores:
        expected = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)
        assert figure.value == pytest.approx(expected)
        assert -100 <= figure.low <= figure.value <= figure.high <= 100
    rows = nps_by(table, "region", AS_OF, *WINDOW)
    assert rows["n"].sum() == figure.n
    assert (rows["promoters"] + rows["passives"] + rows["detractors"]).equals(rows["n"])
    assert rows["answers"].sum() == csat_share(table, AS_OF, *WINDOW).n
    assert nps_score(table.reverse(), AS_OF, *WINDOW) == figure
