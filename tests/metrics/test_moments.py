from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.moments import moments_balance, moments_by

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 6, 1)
WINDOW = (date(2024, 1, 1), AS_OF)


def felt(*rows):
    schema = {"date": pl.Date, "moment": pl.String, "stage": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_twelve_good_ones_make_up_for_one_bad():
    """The rule of thumb itself: twelve positive experiences for one negative."""
    twelve = [(DAY, "good", "offer")] * 12
    assert moments_balance(felt(*twelve, (DAY, "bad", "offer")), AS_OF, *WINDOW).value == 0.0
    figure = moments_balance(felt(*twelve[1:], (DAY, "bad", "offer")), AS_OF, *WINDOW)
    assert (figure.value, figure.n, figure.unit) == (-1.0, 12, "points")


def test_the_worst_stage_stands_first_and_nothing_judged_is_no_balance():
    rows = moments_by(
        felt(
            (DAY, "good", "offer"),
            (DAY, "bad", "delivery"),
            (DAY, "good", "delivery"),
            (DAY, "neutral", "invoice"),
            (DAY, None, "silence"),
        ),
        "stage",
        AS_OF,
        *WINDOW,
        ratio=2.5,
    )
    assert rows.rows() == [
        ("delivery", 1, 0, 1, -1.5),
        ("offer", 1, 0, 0, 1.0),
        ("invoice", 0, 1, 0, None),
    ]
    nothing = moments_balance(felt((DAY, "neutral", None)), AS_OF, *WINDOW)
    assert (nothing.value, nothing.note) == (None, "figure.no_moments")
    assert moments_balance(felt(), AS_OF, *WINDOW).value is None


@pytest.mark.parametrize("ratio", [0.0, -1.0, float("nan"), float("inf")])
def test_a_ratio_that_is_none(ratio):
    with pytest.raises(FormulaError, match="ratio"):
        moments_balance(felt(), AS_OF, *WINDOW, ratio=ratio)


@FEW
@given(
    lines=st.lists(
        st.tuples(
            st.integers(0, 300).map(lambda n: date(2023, 11, 1) + timedelta(days=n)),
            st.sampled_from(["good", "neutral", "bad", None]),
            st.sampled_from(["a", "b", None]),
        ),
        max_size=30,
    ),
    ratio=st.sampled_from([1.0, 12.0]),
)
def test_the_stages_sum_to_the_whole(lines, ratio):
    table = felt(*lines)
    figure = moments_balance(table, AS_OF, *WINDOW, ratio=ratio)
    inside = [moment for day, moment, _ in lines if WINDOW[0] <= day <= AS_OF]
    good, bad = inside.count("good"), inside.count("bad")
    assert figure.value == (good - ratio * bad if good + bad else None)
    rows = moments_by(table, "stage", AS_OF, *WINDOW, ratio=ratio)
    assert rows["balance"].sum() == (figure.value or 0)
    assert moments_by(table.reverse(), "stage", AS_OF, *WINDOW, ratio=ratio).equals(rows)
