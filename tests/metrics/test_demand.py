from datetime import date, timedelta

import pandas as pd
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.demand import demand, inquiries_total

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
WINDOW = (date(2024, 3, 1), date(2024, 3, 31))
SCHEMA = {
    "date": pl.Date,
    "product": pl.String,
    "quoted": pl.Float64,
    "known": pl.Boolean,
    "bought": pl.Boolean,
}


def asked(*rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_what_is_new_and_what_is_not_sold():
    rows = demand(
        asked(
            (date(2024, 3, 1), "tea", 10.0, False, True),
            (date(2024, 3, 2), "tea", 30.0, True, False),
            (date(2024, 3, 31), "ice", None, False, False),
            (date(2024, 1, 30), "tea", 99.0, False, True),  # the 31 days before begin on this day
            (date(2024, 1, 29), "tea", 99.0, False, True),
            (date(2024, 4, 1), "ice", 5.0, False, True),
        ),
        "product",
        AS_OF,
        *WINDOW,
    )
    columns = ("label", "n", "before", "ever", "new_people", "bought", "quoted")
    assert rows.select(columns).rows() == [
        ("tea", 2, 1, 2, 1, 1, 20.0),
        ("ice", 1, 0, 0, 1, 0, None),
    ]
    assert demand(asked(), None, AS_OF).height == 0


@FEW
@given(data=st.data())
def test_as_pandas_counts_and_the_parts_make_the_whole(data):
    line = st.tuples(
        st.integers(0, 120).map(lambda n: date(2024, 1, 1) + timedelta(days=n)),
        st.sampled_from(["a", "b", "c"]),
        st.none() | st.integers(1, 9).map(float),
        st.booleans(),
        st.booleans(),
    )
    lines = data.draw(st.lists(line, min_size=1, max_size=30))
    table = asked(*lines)
    found = demand(table, "product", AS_OF, *WINDOW)
    frame = pd.DataFrame(lines, columns=list(SCHEMA))
    inside = frame[(frame.date >= WINDOW[0]) & (frame.date <= WINDOW[1])]
    assert (
        dict(found.select("label", "n").iter_rows()) == inside.groupby("product").size().to_dict()
    )
    whole = demand(table, None, AS_OF, *WINDOW)
    for column in ("n", "new_people", "bought"):
        assert found[column].sum() == whole[column].sum()
    assert found["n"].sum() == inquiries_total(table, AS_OF, *WINDOW).value
    assert demand(asked(*data.draw(st.permutations(lines))), "product", AS_OF, *WINDOW).equals(
        found
    )
