"""Part names: compared without case, resolved from any form of target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.opc.names import fresh, part_key, relationships_name, relative, resolve


@pytest.mark.parametrize(
    ("base", "target", "part"),
    [
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("", "/xl/workbook.xml", "xl/workbook.xml"),
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "../tables/table1.xml", "xl/tables/table1.xml"),
        ("xl/worksheets/sheet1.xml", "..\\tables\\table1.xml", "xl/tables/table1.xml"),
        ("xl/workbook.xml", "my%20sheet.xml", "xl/my sheet.xml"),
        ("xl/workbook.xml", "../../../etc/passwd", "etc/passwd"),
    ],
)
def test_targets_resolve(base: str, target: str, part: str) -> None:
    assert resolve(base, target) == part


PART = st.lists(st.from_regex(r"[a-z]{1,4}", fullmatch=True), min_size=1, max_size=4).map("/".join)


@given(PART, PART)
def test_a_relative_target_leads_back(base: str, part: str) -> None:
    assert resolve(base, relative(base, part)) == part


def test_names_compare_without_case() -> None:
    assert part_key("/XL\\Workbook.XML") == "xl/workbook.xml"
    assert relationships_name("xl/workbook.xml") == "xl/_rels/workbook.xml.rels"
    assert relationships_name("") == "_rels/.rels"


def test_fresh_names_take_the_lowest_free_number() -> None:
    taken = {"xl/charts/chart1.xml", "xl/charts/chart3.xml"}
    assert fresh("xl/charts/chart9.xml", taken) == "xl/charts/chart2.xml"
    assert fresh("xl/styles.xml", taken) == "xl/styles1.xml"
