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
