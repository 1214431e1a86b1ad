from datetime import date, timedelta

import pandas as pd
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.effort import effort

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 6, 3)
WINDOW = (date(2024, 6, 1), AS_OF)
KINDS = ("call", "visit", "offer")
SCHEMA = {
    "date": pl.Date,
    "owner": pl.String,
    "kind": pl.String,
    "result": pl.String,
    "amount": pl.Float64,
}


def done(*rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_what_was_done_and_reached():
    rows = effort(
        done(
            (DAY, "Ola", "call", "decision maker", None),
            (DAY, "Ola", "offer", "offer requested", 100.005),
            (DAY, "Ola", "offer", None, 20.0),
            (DAY, "Ola", "call", "gatekeeper", 7.0),  # no offer: not an amount offered
            (DAY, None, "fair", None, None),
            (AS_OF + timedelta(days=1), "Tom", "call", None, None),
        ),
        "owner",
        KINDS,
        AS_OF,
        *WINDOW,
    )
    assert rows.columns == [
        "label", "kind:call", "kind:visit", "kind:offer", "other", "n", "reached", "offered",
    ]  # fmt: skip
    assert [row[:-1] for row in rows.rows()] == [
        (None, 0, 0, 0, 1, 1, 0),
        ("Ola", 2, 0, 2, 0, 4, 2),
    ]
    assert effort(done(), None, KINDS, AS_OF, *WINDOW).height == 0


@FEW
@given(data=st.data())
def test_as_the_crosstab_of_pandas_and_the_parts_make_the_whole(data):
    line = st.tuples(
        st.integers(0, 40).map(lambda n: DAY + timedelta(days=n)),
        st.sampled_from(["Ola", "Tom"]),
        st.sampled_from(["call", "visit", "offer", "fax"]),
        st.sampled_from(["decision maker", "refused"]),
        st.none() | st.integers(0, 9).map(float),
    )
    lines = data.draw(st.lists(line, min_size=1, max_size=30))
    table = done(*lines)
    rows = effort(table, "owner", KINDS, AS_OF, *WINDOW)
    frame = pd.DataFrame(lines, columns=list(SCHEMA))
    inside = frame[frame.date <= AS_OF]
    crossed = pd.crosstab(inside.owner, inside.kind)
    for owner, *counts in rows.select("label", *(f"kind:{kind}" for kind in KINDS)).iter_rows():
        assert counts == [int(crossed.loc[owner].get(kind, 0)) for kind in KINDS]
    total = effort(table, None, KINDS, AS_OF, *WINDOW)
    for column in rows.columns[1:]:
        assert rows[column].sum() == total[column].sum()
    mixed = done(*data.draw(st.permutations(lines)))
    assert effort(mixed, "owner", KINDS, AS_OF, *WINDOW).equals(rows)
