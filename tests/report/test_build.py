"""All sheets of all books: what holds for every one of them."""

import re
from collections import defaultdict

from xlcrm.cells import Address
from xlcrm.language import text
from xlcrm.report.build import SHEETS, build
from xlcrm.report.page import BLANK, values_only
from xlcrm.udfs.evaluate import Table, evaluate

TABLE_CELL = re.compile(r'TABLE_CELL\("((?:[^"]|"")*)",(\d+),(\d+)\)')


def test_an_empty_book_has_no_sheets(make):
    assert build(make({}), lambda _title: None) == []


def test_sheets_come_in_order_and_progress_is_told(small):
    told = []
    made = build(small, told.append)
    assert (
        [sheet.key for sheet in made] == list(SHEETS) == ["today", "dashboard", "churn", "segments"]
    )
    assert told == [sheet.title for sheet in made] == ["Today", "Dashboard", "Churn", "Segments"]


def test_leads_alone_make_no_sheets_about_customers(make, small):
    grids = {t: g for t, g in small.frames.grids.items() if t in {"Leads", "Inquiries"}}
    context = type(small)(type(small.frames)(grids), small.as_of, small.today)
    assert [sheet.key for sheet in build(context, lambda _title: None)] == ["today", "dashboard"]


def test_each_formula_gives_the_value_that_is_kept(built):
    context, sheets = built
    for sheet in sheets:
        for at, cell in sheet.cells.items():
            if cell.formula:
                result = evaluate(cell.formula, context)
                assert not isinstance(result, Table), (sheet.key, at.a1)
                shown = BLANK if result.value is None else result.value
                assert cell.value == shown, (sheet.key, at.a1, cell.formula)


def test_tables_are_shown_whole_and_in_place(built):
    context, sheets = built
    for sheet in sheets:
        blocks = defaultdict(dict)
        for at, cell in sheet.cells.items():
            match = TABLE_CELL.fullmatch(cell.formula)
            if match:
                blocks[match[1].replace('""', '"')][int(match[2]), int(match[3])] = at
        for formula, cells in blocks.items():
            table = evaluate(formula, context)
            filled = {
                (down, place)
                for down, values in enumerate(table.rows, start=1)
                for place, value in enumerate(values, start=1)
                if value not in {None, ""}
            }
            assert set(cells) == filled, (sheet.key, formula)
            corners = {
                Address(a.row - down, a.column - place) for (down, place), a in cells.items()
            }
            assert len(corners) == 1, (sheet.key, formula)
            (corner,) = corners
            headers = [
                sheet.cells[Address(corner.row, corner.column + place)].value
                for place in range(1, len(table.headers) + 1)
            ]
            assert headers == list(table.headers)


def test_a_copy_of_values_has_no_formula_and_shows_the_same(built):
    for sheet in built[1]:
        copy = values_only(sheet)
        assert not any(cell.formula for cell in copy.cells.values())
        assert not copy.arrays
        assert {at: c.value for at, c in copy.cells.items()} == {
            at: c.value for at, c in sheet.cells.items()
        }


def test_each_sheet_says_that_it_is_generated_and_as_of_when(built):
    context, sheets = built
    stamp = text("report.stamp", as_of=context.as_of)
    for sheet in sheets:
        assert sheet.cells[Address(2, 2)].value == stamp
        assert str(context.as_of) in stamp
        answer = sheet.cells[Address(4, 2)].value
        assert isinstance(answer, str)
        assert answer.endswith((".", "!"))


def test_figures_have_formulas(small):
    sheets = {sheet.key: sheet for sheet in build(small, lambda _title: None)}
    formulas = {cell.formula for cell in sheets["dashboard"].cells.values()}
    assert {
        "CHURN_RATE()",
        "RETENTION_RATE()",
        "HALF_LIFE()",
        "REPEAT_PROBABILITY(365)",
        "REVENUE_TOTAL()",
        "AVERAGE_ORDER()",
        "CONVERSION_RATE()",
        "CONVERTED_WITHIN(90)",
        "CUSTOMERS_ACTIVE()",
        "CUSTOMERS_NEW()",
        "CUSTOMERS_LOST()",
        'FIGURE_DETAIL("CHURN_RATE()","n")',
        'FIGURE_DETAIL("CHURN_RATE()","low")',
        'FIGURE_DETAIL("CHURN_RATE()","from")',
    } <= formulas
