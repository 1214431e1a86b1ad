from datetime import date, datetime

import pytest

from xlcrm.errors import FormulaError
from xlcrm.hosts.answers import one_value, shown
from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.udfs.evaluate import Table


def test_a_table_is_its_header_row_and_its_rows():
    rows = [("a", 2, True, None), (date(2024, 2, 29), datetime(2024, 2, 29, 12), False, 0.5)]
    table = Table(["x", 1, "y", None], rows)
    assert shown(table, epoch_1904=False) == (
        ("x", 1.0, "y", ""),
        ("a", 2.0, True, ""),
        (45351.0, 45351.5, False, 0.5),
    )
    assert shown(table, epoch_1904=True)[2][:2] == (43889.0, 43889.5)


def test_where_truth_values_are_no_results_they_are_numbers():
    (row,) = shown(Table([True, False], []), epoch_1904=False, truths=False)
    assert [(value, type(value)) for value in row] == [(1.0, float), (0.0, float)]


@pytest.mark.parametrize(("value", "seen"), [(None, ""), (3, 3.0), (">412", ">412")])
def test_a_figure_is_one_value(value, seen):
    assert shown(Figure(value, COUNT), epoch_1904=False) == seen


def test_a_day_before_the_epoch_is_its_text():
    figure = Figure(date(1903, 5, 1), COUNT)
    assert shown(figure, epoch_1904=True) == "1903-05-01"


@pytest.mark.parametrize("given", [5.0, ((5.0,),), [(5.0,)], (5.0,)])
def test_a_range_of_one_cell_is_its_cell(given):
    assert one_value("CHURN_RATE", given) == 5.0


def test_a_larger_range_is_no_argument():
    with pytest.raises(FormulaError, match="n=2"):
        one_value("CHURN_RATE", ((1.0, 2.0),))
