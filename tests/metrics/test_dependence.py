from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.concentration import effective_number, top_share
from xlcrm.metrics.dependence import by_trailing_year, pareto, stress

FEW = settings(max_examples=30, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 5, 1)


def firm(*amounts):
    return [(f"c{n}", DAY, amount) for n, amount in enumerate(amounts)]


def test_the_curve_rises_to_one(history_of):
    rows = pareto(history_of(firm(5.0, 3.0, 2.0), AS_OF))
    assert rows["party"].to_list() == ["c0", "c1", "c2"]
    assert rows["cumulative"].to_list() == pytest.approx([0.5, 0.8, 1.0])
    assert rows["party_share"].to_list() == pytest.approx([1 / 3, 2 / 3, 1.0])


def test_losing_the_largest_of_the_four_firms(history_of):
    """30, 30, 20, 20: without the first, shares are 3, 2 and 2 of 7."""
    history = history_of(firm(30.0, 30.0, 20.0, 20.0), AS_OF)
    rows = stress(history)
    assert rows.select("leaving", "cents", "share").rows() == [(1, 3000, 0.3), (3, 8000, 0.8)]
    assert rows["effective"].to_list() == pytest.approx([49 / 17, 1.0])
    with pytest.raises(FormulaError, match="not_positive"):
        stress(history, (0,))
    assert stress(history_of([], AS_OF)).height == pareto(history_of([], AS_OF)).height == 0


def test_years_end_on_the_same_day_and_are_whole(history_of):
    lines = [
        ("a", date(2021, 7, 1), 1.0),  # the first day of the oldest year
        ("a", date(2022, 6, 30), 1.0),
        ("b", date(2023, 7, 1), 3.0),
        ("a", date(2024, 6, 30), 1.0),
    ]
    rows = by_trailing_year(history_of(lines, AS_OF))
    assert rows.select("start", "end", "parties", "top_one").rows() == [
        (date(2021, 7, 1), date(2022, 6, 30), 1, 1.0),
        (date(2023, 7, 1), AS_OF, 2, 0.75),
    ]
    assert rows["effective"].to_list() == pytest.approx([1.0, 1.6])


def test_no_year_is_told_of_which_the_beginning_is_missing(history_of):
    assert by_trailing_year(history_of(firm(1.0), AS_OF)).height == 0


@FEW
@given(data=st.data())
def test_the_curve_and_the_figures_agree(data, books, history_of):
    lines = data.draw(books)
    history = history_of(lines, date(2025, 12, 31))
    rows = pareto(history)
    for count, share in stress(history).select("leaving", "share").iter_rows():
        assert share == pytest.approx(top_share(history, count).value)
        assert rows["cumulative"][count - 1] == pytest.approx(share)
    if rows.height and rows["share"][0] is not None:
        assert rows["share"].sum() == pytest.approx(1)
        assert effective_number(history).value >= 1 - 1e-9
    mixed = history_of(data.draw(st.permutations(lines)), date(2025, 12, 31))
    assert pareto(mixed).equals(rows)
