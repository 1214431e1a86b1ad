import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.crosstab import Distinct, Labels, Sums

WORDS = st.sampled_from(["North", "South", "", None])
ROWS = st.lists(
    st.tuples(WORDS, WORDS, st.integers(0, 4), st.booleans(), st.integers(-500, 500)), max_size=25
)


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_cells_and_totals_as_counted_one_by_one(rows):
    columns = [*zip(*rows, strict=True)] or [()] * 5
    told = {
        "row": Labels.of(pl.Series(columns[0], dtype=pl.String)),
        "column": Labels.of(pl.Series(columns[1], dtype=pl.String)),
    }
    which = np.array(columns[3], dtype=np.bool_)
    things = np.array(columns[2], dtype=np.int64)[which]
    sums = Sums(np.array(columns[4], dtype=np.int64))
    for keys in ([], ["row"], ["column"], ["row", "column"]):
        parts = {key: told[key] for key in keys}
        summed, different, each = {}, {}, {}
        for down, across, thing, counts, number in rows:
            both = {"row": down or None, "column": across or None}
            label = tuple(both[key] for key in keys)
            summed[label] = summed.get(label, 0) + number
            if counts:
                different.setdefault(label, set()).add(thing)
                each[label] = each.get(label, 0) + 1
        assert sums.by(parts) == summed
        counted = {label: len(found) for label, found in different.items()}
        assert Distinct(which, things).by(parts) == counted
        assert Distinct(which, None).by(parts) == each


def test_some_rows_under_a_name_of_their_own():
    labels = Labels.of(pl.Series(["x", "y", "x", None]))
    told = {"row": labels.but(np.array([False, False, True, True]), "nobody")}
    assert Sums(np.array([1, 2, 4, 8])).by(told) == {("x",): 1, ("y",): 2, ("nobody",): 12}
