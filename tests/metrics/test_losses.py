from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from xlcrm.metrics.conversion import win_rate
from xlcrm.metrics.losses import loss_reasons

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
WINDOW = (date(2024, 1, 1), date(2024, 3, 31))
SCHEMA = {
    "closed_on": pl.Date,
    "status": pl.String,
    "lost_reason": pl.String,
    "quoted": pl.Float64,
}


def closed(*rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_a_pareto_with_what_is_not_noted_last():
    day = date(2024, 2, 1)
    rows = loss_reasons(
        closed(
            (day, "lost", "price", 10.0),
            (day, "lost", "price", None),
            (day, "lost", None, 1.5),
            (day, "lost", None, 2.0),
            (day, "lost", None, None),
            (day, "lost", "no need", 7.0),
            (day, "bought", "price", 9.0),
            (date(2024, 4, 1), "lost", "price", 9.0),
            (None, "lost", "price", 9.0),
        ),
        "lost_reason",
        AS_OF,
        *WINDOW,
    )
    assert rows.select("label", "n", "quoted").rows() == [
        ("price", 2, 10.0),
        ("no need", 1, 7.0),
        (None, 3, 3.5),
    ]
    assert rows["cumulative"].to_list() == pytest.approx([2 / 6, 3 / 6, 1.0])
    assert rows.row(0)[3:5] == pytest.approx(proportion_confint(2, 6, method="wilson"))


@FEW
@given(
    lines=st.lists(
        st.tuples(
            st.dates(date(2023, 12, 1), date(2024, 4, 30)) | st.none(),
            st.sampled_from(["lost", "bought", "open", None]),
            st.sampled_from(["a", "b", None]),
            st.none() | st.floats(0, 100),
        ),
        max_size=30,
    )
)
def test_reasons_sum_to_the_lost_of_the_win_rate(lines):
    table = closed(*lines)
    rows = loss_reasons(table, "lost_reason", AS_OF, *WINDOW)
    rate = win_rate(table, AS_OF, *WINDOW)
    lost = rate.n - round((rate.value or 0) * rate.n)
    assert rows["n"].sum() == lost
    if lost:
        assert rows["cumulative"][-1] == 1.0
        assert rows["cumulative"].is_sorted()
    assert (
        loss_reasons(table.reverse(), "lost_reason", AS_OF, *WINDOW)
        .drop("quoted")
        .equals(rows.drop("quoted"))
    )
