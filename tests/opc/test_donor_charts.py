import re
import zipfile

import pytest
import xlsxwriter

from xlcrm.cells import Address, Extent
from xlcrm.opc.donor_charts import insert_chart
from xlcrm.patches import ChartSpec, Series


@pytest.mark.parametrize(
    ("points", "kind", "every"),
    [
        (12, "column", None),
        (24, "line", "3"),
        (25, "column", "3"),
        (13, "column", "2"),
        (60, "bar", None),
    ],
)
def test_labels_of_a_long_axis_do_not_touch(tmp_path, points, kind, every):
    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        months, values = (Extent.of(2, at, points, 1) for at in (1, 2))
        chart = ChartSpec(kind, "Churn", (Series("Rate", months, values),), Address(1, 4))
        insert_chart(book, sheet, "S", chart)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    found = re.search('tickLblSkip val="([0-9]+)"', xml)
    assert (found and found[1]) == every


@pytest.mark.parametrize(("kind", "lines"), [("line", 2), ("column", 1), ("bar", 0)])
def test_each_line_says_that_it_is_straight(tmp_path, kind, lines):
    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        months, values = (Extent.of(2, at, 5, 1) for at in (1, 2))
        both = (Series("Rate", months, values), Series("Usual", months, values, "line"))
        drawn = both if lines else both[:1]
        insert_chart(book, sheet, "S", ChartSpec(kind, "Churn", drawn, Address(1, 4)))
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    assert xml.count('<c:smooth val="0"/>') == lines


def test_the_right_axis_is_named_after_what_it_measures(tmp_path):
    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        months, values = (Extent.of(2, at, 5, 1) for at in (1, 2))
        both = (
            Series("Revenue", months, values),
            Series("Active", months, values, "line", secondary=True),
        )
        chart = ChartSpec("column", "Firm", both, Address(1, 4), y_title="GBP", y_format="#,##0")
        insert_chart(book, sheet, "S", chart)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    axes = re.findall(r"<c:valAx>.*?</c:valAx>", xml)
    assert [re.findall(r"<a:t>(.*?)</a:t>", axis) for axis in axes] == [["GBP"], ["Active"]]
    assert all('formatCode="#,##0"' in axis for axis in axes)
