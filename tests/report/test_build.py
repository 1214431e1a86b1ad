"""All sheets of all books: what holds for every one of them."""

import re
from collections import defaultdict

from xlcrm.cells import Address
from xlcrm.frames import Frames
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
    keys = [sheet.key for sheet in made]
    assert keys == [key for key in SHEETS if key in keys]
    assert {"today", "dashboard", "portrait", "funnel", "churn", "segments"} <= set(keys)
    titles = {sheet.key: sheet.title for sheet in made}
    assert [title for title in told if title in titles.values()] == list(titles.values())
    assert titles["funnel"] == "Funnel"


def test_leads_alone_make_no_sheets_about_customers(make, small):
    grids = {t: g for t, g in small.frames.grids.items() if t in {"Leads", "Inquiries"}}
    context = type(small)(Frames(grids), small.as_of, small.today)
    made = {sheet.key for sheet in build(context, lambda _title: None)}
    assert {"today", "dashboard", "portrait", "funnel"} <= made
    assert not made & {"churn", "segments"}


def test_each_formula_gives_the_value_that_is_kept(built):
    context, sheets = built
    for sheet in sheets:
        for at, cell in sheet.cells.items():
            if cell.formula:
                result = evaluate(cell.formula, context)
                assert not isinstance(result, Table), (sheet.key, at.a1)
                shown = BLANK if result.value is None else result.value
                assert cell.value == shown, (sheet.key, at.a1, cell.formula)
                assert not result.too_few, (sheet.key, at.a1, cell.formula)


def test_tables_are_shown_in_place_and_whole_or_from_their_first_row(built):
    context, sheets = built
    for sheet in sheets:
        said = [str(cell.value) for cell in sheet.cells.values()]
        for formula, corner, cells in tables(sheet):
            table = evaluate(formula, context)
            rows, columns = (max(cell[side] for cell in cells) for side in (0, 1))
            width = len(sheet_headers(sheet, corner, table.headers))
            assert width >= columns >= 1, (sheet.key, formula)
            shown = {down for down, _ in cells}
            last = len(table.rows)
            cut = not shown >= set(range(1, last + 1))
            filled = {
                (down, place)
                for down, values in enumerate(table.rows, start=1)
                for place, value in enumerate(values[:width], start=1)
                if value not in {None, ""} and down <= rows
            }
            assert set(cells) == filled, (sheet.key, formula)
            if cut:
                assert any(f"={formula} gives all" in text for text in said), (sheet.key, formula)


def tables(sheet):
    """The blocks of TABLE_CELL that stand under the headers of their table, without single picks."""
    blocks = defaultdict(dict)
    for at, cell in sheet.cells.items():
        match = TABLE_CELL.fullmatch(cell.formula)
        if match:
            down, place = int(match[2]), int(match[3])
            corner = (at.row - down, at.column - place)
            blocks[match[1].replace('""', '"'), corner][down, place] = at
    for (formula, (row, column)), cells in blocks.items():
        spread = {down for down, _ in cells}, {place for _, place in cells}
        if 1 in spread[0] and 1 in spread[1] and min(map(len, spread)) > 1:
            yield formula, Address(row, column + 1), cells


def sheet_headers(sheet, first, headers):
    """Those of a table's headers that stand above it, from the left."""
    there = []
    for place, header in enumerate(headers):
        at = Address(first.row, first.column + place)
        if at not in sheet.cells or sheet.cells[at].value != header:
            break
        there.append(header)
    return there


def test_a_copy_of_values_has_no_formula_and_shows_the_same(built):
    for sheet in built[1]:
        copy = values_only(sheet)
        assert not any(cell.formula for cell in copy.cells.values())
        assert not copy.arrays
        # What is undefined shows as nothing either way; a plain copy holds nothing there.
        assert {at: c.value for at, c in copy.cells.items()} == {
            at: None if c.value == BLANK else c.value for at, c in sheet.cells.items()
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
        "CUSTOMERS_ACTIVE()",
        "CUSTOMERS_NEW()",
        "CUSTOMERS_LOST()",
        'FIGURE_DETAIL("CHURN_RATE()","n")',
        'FIGURE_DETAIL("CHURN_RATE()","low")',
        'FIGURE_DETAIL("CHURN_RATE()","from")',
    } <= formulas
    assert "CONVERSION_RATE()" not in formulas, "six leads are too few"
