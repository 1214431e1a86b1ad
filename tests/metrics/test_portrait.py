from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from xlcrm.errors import ColumnMissingError, FormulaError, TableError
from xlcrm.metrics.portrait import portrait

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
WINDOW = (date(2024, 1, 1), date(2024, 3, 31))


def asked(*rows):
    return pl.DataFrame(rows, schema={"date": pl.Date, "need": pl.String}, orient="row")


ROWS = asked(
    (date(2024, 1, 1), "gift"),
    (date(2024, 3, 31), "office"),
    (date(2024, 2, 1), "gift"),
    (date(2024, 2, 2), None),
    (date(2024, 4, 1), "gift"),
    (None, "gift"),
)


@pytest.mark.parametrize("engine", [pl.DataFrame, pl.DataFrame.to_pandas, pl.DataFrame.lazy])
def test_what_is_not_known_stands_first(engine):
    rows = portrait(engine(ROWS), "need", AS_OF, *WINDOW)
    assert rows.select("label", "n", "share").rows() == [
        (None, 1, 0.25),
        ("gift", 2, 0.5),
        ("office", 1, 0.25),
    ]


def test_the_interval_is_that_of_statsmodels():
    rows = portrait(ROWS, "need", AS_OF, *WINDOW)
    ends = [proportion_confint(n, 4, method="wilson") for n in rows["n"]]
    got = rows.select("low", "high").rows()
    assert [pytest.approx(pair, abs=1e-12) for pair in ends] == got


def test_all_together_and_nothing():
    assert portrait(ROWS, None, AS_OF, *WINDOW).rows() == [(None, 4, 1.0, None, None)]
    assert portrait(asked(), "need", AS_OF).height == 0


def test_labels_with_an_order_keep_it():
    bands = pl.Enum(["< 18", "18 - 24", "65 +"])
    rows = ROWS.head(4).with_columns(age=pl.Series(["65 +", "18 - 24", "65 +", None], dtype=bands))
    assert portrait(rows, "age", AS_OF, *WINDOW)["label"].to_list() == [None, "18 - 24", "65 +"]
    by_day = portrait(rows.with_columns(day="date"), "day", AS_OF, *WINDOW)["label"]
    assert by_day.to_list() == sorted(rows["date"])


def test_what_is_wrong_is_said():
    with pytest.raises(ColumnMissingError):
        portrait(ROWS, "age", AS_OF)
    with pytest.raises(TableError):
        portrait(ROWS.with_columns(date=pl.lit("x")), "need", AS_OF)
    with pytest.raises(FormulaError):
        portrait(ROWS, "need", AS_OF, AS_OF + timedelta(1), AS_OF + timedelta(2))


@FEW
@given(
    rows=st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["a", "b", None])), max_size=30),
    later=st.integers(1, 300),
)
def test_parts_sum_to_the_whole_and_later_rows_change_nothing(rows, later):
    first = WINDOW[0] - timedelta(days=50)
    table = asked(*((first + timedelta(days=n), label) for n, label in rows))
    counted = portrait(table, "need", AS_OF, *WINDOW)
    inside = [label for n, label in rows if 50 <= n <= 140]
    assert dict(counted.select("label", "n").iter_rows()) == Counter(inside)
    if inside:
        assert counted["share"].sum() == pytest.approx(1)
    assert portrait(table.reverse(), "need", AS_OF, *WINDOW).equals(counted)
    more = pl.concat([table, asked((WINDOW[1] + timedelta(days=later), "b"))])
    assert portrait(more, "need", AS_OF, *WINDOW).equals(counted)
