"""How a sheet looks that a running program wrote: formats, pictures, links and notes."""

import re

import pytest

from xlcrm.cells import Address, Extent
from xlcrm.patches import (
    Cell,
    ChartSpec,
    ColorScale,
    DataBars,
    FormulaFormat,
    Series,
    Style,
    Validation,
    WriteSheet,
)
from xlcrm.workbook.live import LiveWorkbook

KEYS, VALUES = Extent.parse("A4:A6"), Extent.parse("B4:B6")


@pytest.fixture
def book(plain_book, opened):
    """The book with table T at B3, open in LibreOffice."""
    return LiveWorkbook(opened(plain_book))


def report(**others):
    held = {Address(row, 1): Cell(f"k{row}") for row in range(4, 7)}
    held |= {Address(row, 2): Cell(row / 10, style=Style("0%")) for row in range(4, 7)}
    held[Address(1, 1)] = Cell("Title", style=Style(bold=True, size=18, color="#1F6F8B", indent=1))
    return WriteSheet("report", "Report", held, **others)


def test_a_sheet_with_everything(book, saved):
    series = Series("share", KEYS, VALUES, color="#1F6F8B")
    goal = Series("goal", KEYS, VALUES, kind="line", dashed=True)
    page = report(
        widths={1: 30.0, 2: 12.0, 3: 12.0},
        heights={1: 40.0},
        merges=(Extent.parse("A1:C1"),),
        freeze=Address(4, 1),
        tab="#B23A3A",
        charts=(
            ChartSpec("column", "Shares", (series, goal), Address(4, 5), y_title="of all", y_max=1),
            ChartSpec("bar", "Again", (series,), Address(24, 5), legend=False),
        ),
        formats=(
            DataBars(VALUES, "#A9CFDB"),
            ColorScale(Extent.parse("B4:B5"), "#FFFFFF", "#5AA6BE"),
            FormulaFormat(KEYS, "$B4>0.4", Style(bold=True, fill="#FBF0DA")),
        ),
        validations=(Validation(KEYS, "list", source="=Data!$B$4:$B$8", message="pick"),),
    )
    for _ in range(2):
        book.apply([page])
        live = book.book.sheets["Report"]
        assert [len(live.charts), live["A1"].merge_area.address] == [2, "$A$1:$C$1"]
        assert live["B4"].color != live["B5"].color
    made = saved(book)
    sheet = made["Report"]
    assert (sheet["A1"].value, sheet["A1"].font.b, sheet["A1"].font.sz) == ("Title", True, 18)
    assert sheet["B4"].number_format.endswith("0%")
    assert sheet.freeze_panes == "A4"
    assert sheet.row_dimensions[1].height == pytest.approx(40, abs=1)
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["A4:A6"]
    rules = {str(one.sqref): [r.type for r in one.rules] for one in sheet.conditional_formatting}
    assert rules == {"B4:B6": ["dataBar"], "A4:A6": ["expression"]}
    charts = book.book.sheets["Report"].charts
    assert sorted(str(chart.title) for chart in charts) == ["Again", "Shares"]


def test_the_right_axis_says_what_it_measures(book):
    bars = Series("Revenue", KEYS, VALUES)
    line = Series("Active customers", KEYS, VALUES, kind="line", secondary=True)
    spec = ChartSpec("column", "Both", (bars, line), Address(4, 5), y_title="Revenue", y_min=0)
    book.apply([report(charts=(spec,))])
    (chart,) = book.book.sheets["Report"].charts
    assert (chart.value_axis.title, chart.secondary_value_axis.title) == (
        "Revenue",
        "Active customers",
    )
    assert chart.secondary_value_axis.minimum_scale == 0


def test_a_colour_scale_follows_the_values_of_each_write(book):
    scale = ColorScale(VALUES, "#FFFFFF", "#5AA6BE")
    low, high = (255, 255, 255), (0x5A, 0xA6, 0xBE)
    for shares in ((0.1, 0.5, 0.9), (0.9, 0.5, 0.1), (0.9, 0.9, 0.1)):
        held = {Address(row, 2): Cell(share) for row, share in enumerate(shares, 4)}
        book.apply([WriteSheet("report", "Report", held, formats=(scale,))])
        area = book.book.sheets["Report"]["B4:B6"]
        ends = {0.1: low, 0.9: high}
        for cell, share in zip(area, shares, strict=True):
            assert cell.color == ends.get(share, cell.color)
            assert (cell.color in {low, high}) == (share in ends)


def test_texts_links_and_notes(book):
    held = {
        Address(1, 1): Cell("to row 4", link="Data!B4", note="remark"),
        Address(2, 1): Cell(2, formula="1+1", link="Data!B4"),
        Address(3, 1): Cell("007"),
        Address(4, 1): Cell(True),  # noqa: FBT003 - a cell's value
    }
    book.apply([WriteSheet("k", "K", held, hidden=True)])
    sheet = book.book.sheets["K"]
    assert [cell.value for cell in sheet["A1:A4"]] == ["to row 4", 2, "007", True]
    assert sheet["A1"].hyperlink == "#Data.B4"
    assert sheet["A1"].note.text == "remark"
    assert sheet["A2"].formula == "=1+1"
    assert not sheet.visible


@pytest.mark.parametrize("protected", [False, True])
def test_a_rule_looks_the_same_where_a_sheet_of_the_users_is_protected(book, protected):
    if protected:
        book.book.sheets["Data"].api.protect("")
    looks = Style(bold=True, italic=True, fill="#FBF0DA", color="#B23A3A")
    book.apply([report(formats=(FormulaFormat(KEYS, "$B4>0.4", looks),))])
    styles = book.book.api.StyleFamilies.getByName("CellStyles")
    (name,) = [one for one in styles.ElementNames if one.startswith("xlcrm")]
    made = styles.getByName(name)
    assert (made.CellBackColor, made.CharColor) == (0xFBF0DA, 0xB23A3A)
    assert (made.CharWeight, made.CharPosture.value) == (150, "ITALIC")
    (rule,) = book.book.sheets["Report"].api.ConditionalFormats.getConditionalFormats()
    assert rule.getByIndex(0).StyleName == name


def test_rules_are_shown_where_their_formulas_hold(book, saved, tmp_path):
    dark, light = Style(fill="#112233"), Style(fill="#FBF0DA")
    above = FormulaFormat(KEYS, 'AND($B4>0.4,A4<>"k6")', light)
    last = FormulaFormat(Extent.parse("A6:B6"), "$B6=0.6", dark)
    for _ in range(2):
        book.apply([report(formats=(DataBars(VALUES, "#A9CFDB"), above, last))])
    page = tmp_path / "report.html"
    (kind,) = (one for one in book.book.api.getArgs() if one.Name == "FilterName")
    kind.Value = "HTML (StarCalc)"
    book.book.api.storeToURL(page.as_uri(), (kind,))
    shown = re.findall(r'<td[^>]*bgcolor="(#\w+)"[^>]*>.*?>(\w+%?)<', page.read_text("utf-8"))
    assert shown == [("#FBF0DA", "k5"), ("#112233", "k6"), ("#112233", "60%")]
    rules = {
        str(one.sqref): [(rule.type, *rule.formula) for rule in one.rules]
        for one in saved(book)["Report"].conditional_formatting
    }
    assert rules == {
        "A4:A5": [("expression", 'AND($B4>0.4,A4<>"k6")')],
        "A6": [("expression", 'AND($B6>0.4,A6<>"k6")'), ("expression", "$B6=0.6")],
        "B4:B6": [("dataBar",)],
        "B6": [("expression", "$B6=0.6")],
    }
