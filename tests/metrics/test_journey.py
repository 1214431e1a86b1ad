from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from xlcrm.metrics.journey import journey

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 6, 1)
WINDOW = (date(2024, 1, 1), AS_OF)
STAGES = pl.DataFrame({"stage": ["order", "ask", "use", None], "position": [2, 1, 3, 4]})


def steps(*rows):
    schema = {"date": pl.Date, "party_id": pl.String, "stage": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_who_reached_left_and_came_back():
    table = steps(
        (DAY, "a", "ask"),
        (DAY, "a", "order"),
        (DAY + timedelta(1), "a", "ask"),  # came back, and left there
        (DAY, "b", "ask"),  # has not left
        (DAY, "c", "ask"),
        (DAY, "c", "use"),  # skipped a stage, and left there
        (DAY, "d", "elsewhere"),
        (DAY, None, "ask"),
        (AS_OF + timedelta(1), "e", "ask"),
    )
    rows = journey(table, STAGES, {"a", "c", "d", "z"}, AS_OF, *WINDOW)
    columns = ("stage", "position", "reached", "left", "back")
    assert rows.select(columns).rows() == [
        ("ask", 1, 3, 1, 1),
        ("order", 2, 1, 0, 0),
        ("use", 3, 1, 1, 0),
    ]
    ends = proportion_confint(1, 3, method="wilson")
    assert rows.row(0)[5:] == pytest.approx((1 / 3, *ends))
    assert journey(steps(), STAGES, (), AS_OF, *WINDOW)["share"].to_list() == [None] * 3


@FEW
@given(
    lines=st.lists(
        st.tuples(
            st.integers(0, 40).map(lambda n: DAY + timedelta(days=n)),
            st.sampled_from(["a", "b", "c"]),
            st.sampled_from(["ask", "order", "use"]),
        ),
        max_size=20,
        unique_by=lambda row: row[:2],
    ),
    gone=st.sets(st.sampled_from(["a", "b", "c"])),
)
def test_everybody_leaves_once_at_most_and_rows_may_stand_in_any_order(lines, gone):
    rows = journey(steps(*lines), STAGES, gone, AS_OF, *WINDOW)
    seen = {party for day, party, _ in lines if day <= AS_OF}
    assert rows["left"].sum() == len(gone & seen)
    assert (rows["reached"] >= rows["left"]).all()
    assert (rows["reached"] >= rows["back"]).all()
    assert rows["reached"].max() <= len(seen) if seen else rows["reached"].sum() == 0
    assert journey(steps(*reversed(lines)), STAGES, gone, AS_OF, *WINDOW).equals(rows)
