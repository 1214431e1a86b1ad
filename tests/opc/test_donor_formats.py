"""Conditional formats as a file holds them."""

import re
import zipfile

import pytest
import xlsxwriter

from xlcrm.cells import Extent
from xlcrm.opc.donor_formats import Formats, add_format
from xlcrm.patches import ColorScale


@pytest.mark.parametrize(
    ("middle", "ends", "written"),
    [
        ("", None, [("min", None), ("max", None)]),
        ("", (0.05, 0.5), [("num", "0.05"), ("num", "0.5")]),
        ("#EEEEEE", (0.0, 1.0), [("num", "0.0"), ("percentile", "50"), ("num", "1.0")]),
    ],
)
def test_scales_over_parts_of_a_table_share_their_ends(tmp_path, middle, ends, written):
    path = tmp_path / "scale.xlsx"
    scale = ColorScale(Extent.parse("B2:D3"), "#FFFFFF", "#5AA6BE", middle, ends)
    with xlsxwriter.Workbook(path) as book:
        add_format(book.add_worksheet("S"), Formats(book), scale)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r'<cfvo type="(\w+)"(?: val="([^"]*)")?', xml)
    kinds = [(kind, None if kind in {"min", "max"} else value) for kind, value in found]
    assert kinds == written
