from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.cohorts import cohort_table
from xlcrm.metrics.window import Window, month_end, month_number

FEW = settings(max_examples=40, deadline=None)


@pytest.mark.outside("COHORT_TABLE")
def test_the_first_cohorts_of_cdnow(cdnow_history):
    rows = cohort_table(cdnow_history)
    assert rows["cohort"].to_list() == [date(1997, month, 1) for month in (1, 2, 3)]
    assert rows["size"].to_list() == [7846, 8476, 7248]
    assert rows.columns[2:] == [str(age) for age in range(18)]
    assert rows["0"].to_list() == [1, 1, 1]
    assert [rows.row(n)[2:].count(None) for n in range(3)] == [0, 1, 2]


def test_a_month_that_is_not_over_is_blank(history_of):
    lines = [
        ("a", date(2024, 1, 5), 1.0),
        ("b", date(2024, 1, 6), 1.0),
        ("b", date(2024, 2, 6), 1.0),
        ("a", date(2024, 3, 6), 1.0),
        ("c", date(2024, 3, 7), 1.0),
    ]
    rows = cohort_table(history_of(lines, date(2024, 3, 30)))
    assert rows.rows() == [
        (date(2024, 1, 1), 2, 1.0, 0.5),
        (date(2024, 3, 1), 1, None, None),
    ]
    closed = cohort_table(history_of(lines, date(2024, 3, 31)))
    assert closed.rows() == [
        (date(2024, 1, 1), 2, 1.0, 0.5, 0.5),
        (date(2024, 3, 1), 1, 1.0, None, None),
    ]


def test_only_some_cohorts(cdnow_history):
    rows = cohort_table(cdnow_history, date(1997, 2, 14), date(1997, 2, 20))
    assert rows["size"].to_list() == [8476]
    assert rows.columns[-1] == "16"
    with pytest.raises(FormulaError):
        cohort_table(cdnow_history, date(1997, 3, 1), date(1997, 2, 1))


def test_nobody(history_of):
    assert cohort_table(history_of([], date(2024, 1, 1))).columns == ["cohort", "size"]


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, days, naive, history_of):
    lines, as_of = data.draw(books), data.draw(days)
    history = history_of(lines, as_of)
    slow, rows = naive(lines, as_of, history.rule), cohort_table(history)
    assert rows["size"].sum() == len(slow.customers)
    for row in rows.iter_rows(named=True):
        mine = slow.new(row["cohort"], month_end(row["cohort"]))
        assert row["size"] == len(mine) > 0
        months = Window(row["cohort"], as_of).months()
        for age, month in enumerate(months):
            if month.end < month_end(month.start):
                assert row.get(str(age)) is None
                continue
            bought = {c for c in mine for d in slow.order_days[c] if month.start <= d <= month.end}
            assert row[str(age)] == len(bought) / len(mine)
        ages = [age for age in rows.columns[2:] if row[age] is not None]
        whole = month_number(as_of) - month_number(row["cohort"]) + (as_of == month_end(as_of))
        assert len(ages) == whole


def test_the_columns_have_their_types(cdnow_history):
    schema = cohort_table(cdnow_history).schema
    assert schema["cohort"] == pl.Date
    assert schema["size"] == pl.Int64
    assert {schema[str(age)] for age in range(18)} == {pl.Float64()}
