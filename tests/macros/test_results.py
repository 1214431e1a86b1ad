"""How figures and tables read on the command line: by their unit, in the reader's language."""

from datetime import date

import pytest

from xlcrm.macros.results import figure_line, table_lines
from xlcrm.metrics.figure import COUNT, DATE, DAYS, INDEX, MONEY, SHARE, Figure
from xlcrm.udfs.evaluate import Table
from xlcrm.udfs.formula import parse

DAY = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("figure", "en", "ru", "ro"),
    [
        (Figure(183441.9, MONEY), "183,441.90", "183\u00a0441,90", "183.441,90"),
        (Figure(1200.0, MONEY), "1,200.00", "1\u00a0200,00", "1.200,00"),
        (Figure(-0.5, MONEY), "-0.50", "-0,50", "-0,50"),
        (Figure(0.2063, SHARE), "20.63%", "20,63\u00a0%", "20,63\u00a0%"),
        (Figure(1096, DAYS), "1,096", "1\u00a0096", "1.096"),
        (Figure(12.5, DAYS), "12.5", "12,5", "12,5"),
        (Figure(0.05194, INDEX), "0.0519", "0,0519", "0,0519"),
        (Figure(69659, COUNT), "69,659", "69\u00a0659", "69.659"),
        (Figure(date(2024, 12, 31), DATE), "2024-12-31", "31.12.2024", "31.12.2024"),
        (Figure(">730", DAYS), ">730", ">730", ">730"),
        (Figure(None, MONEY), "-", "-", "-"),
    ],
)
def test_a_figure_is_written_by_its_unit(figure, en, ru, ro):
    assert [figure_line(figure, one) for one in ("en", "ru", "ro")] == [en, ru, ro]


def test_what_it_rests_on_is_written_alike():
    figure = Figure(10.5, MONEY, 1204, 9.25, 1300.0, DAY, date(2024, 1, 1), DAY)
    assert figure_line(figure, "ro") == (
        "10,50   n = 1.204   95 %: 9,25 - 1.300,00   01.01.2024 .. 30.06.2024"
    )


def test_columns_of_money_have_cents():
    table = Table(["Rang", "Venituri", "Pondere"], [(1, 1234.0, 0.25), (2, None, None)])
    call = parse("=TOP_CUSTOMERS(2)", DAY)
    _, rows = table_lines(call, table, "ro")
    assert rows == [["1", "1.234,00", "0,2500"], ["2", "", ""]]


def test_a_cross_table_of_revenue_is_money_throughout():
    call = parse('=SEGMENT_PIVOT("region","size","revenue")', DAY)
    table = Table(["region / size", "small", 2024, date(2024, 1, 1)], [("North", 5.0, 0.0, 12.345)])
    headers, rows = table_lines(call, table, "en")
    assert headers == ["region / size", "small", "2,024", "2024-01-01"]
    assert rows == [["North", "5.00", "0.00", "12.35"]]
