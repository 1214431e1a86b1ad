"""Removed rows and columns: the reverse of edits and appended rows, and refused where it is not."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.errors import TableBlockedError
from xlcrm.opc.package import Package
from xlcrm.patches import AppendRows, EditCells, RemoveColumns, RemoveRows
from xlcrm.workbook.closed import ClosedWorkbook

HEADER = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def apply(path: Path, *patches) -> None:
    ClosedWorkbook.open(path).apply(patches)


def part(path: Path, name: str = SHEET) -> str:
    with Package.open(path) as package:
        return package.read(name).decode()


def state(path: Path) -> dict:
    """All that a person sees of the book, and what its table and rules reach over."""
    book = openpyxl.load_workbook(path)
    sheet = book["Data"]
    return {
        "cells": {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        },
        "table": {
            table.name: (table.ref, table.autoFilter.ref, table.column_names)
            for table in sheet.tables.values()
        },
        "rules": sorted(str(rule.sqref) for rule in sheet.data_validations.dataValidation),
        "formats": sorted(str(rule.sqref) for rule in sheet.conditional_formatting),
        "places": {
            name: (place.extent.a1, place.headers)
            for name, place in ClosedWorkbook.open(path).tables().items()
        },
    }


def test_appended_rows_and_columns_go_again(plain_book: Path) -> None:
    before = state(plain_book)
    apply(
        plain_book,
        AppendRows("T", {"id": ["006", "007"], "when": [date(2024, 2, 29), None], "new": [1, 2]}),
        EditCells("T", "new", {4: "x"}),
    )
    assert state(plain_book)["places"]["T"][0] == "B3:F10"
    apply(
        plain_book,
        EditCells("T", "new", {4: None}),
        RemoveRows("T", [9, 10], last_row=8),
        RemoveColumns("T", ["new"]),
    )
    assert state(plain_book) == before
    kept = plain_book.read_bytes()
    apply(plain_book, RemoveRows("T", [9, 10], last_row=8), RemoveColumns("T", ["new"]))
    assert plain_book.read_bytes() == kept


@pytest.mark.parametrize("beside", [False, True])
def test_the_used_range_shrinks_where_nothing_is_left_in_it(plain_book: Path, beside) -> None:
    apply(plain_book, AppendRows("T", {"id": ["006", "007"]}))
    if beside:
        book = openpyxl.load_workbook(plain_book)
        book["Data"]["G10"] = "beside"
        book.save(plain_book)
    apply(plain_book, RemoveRows("T", [9, 10], last_row=8))
    assert f'<dimension ref="B3:{"G10" if beside else "E8"}"' in part(plain_book).replace(
        " />", "/>"
    )


def test_what_stands_beside_and_below_the_table_stays(plain_book: Path) -> None:
    apply(plain_book, AppendRows("T", {"id": ["006", "007"]}))
    book = openpyxl.load_workbook(plain_book)
    book["Data"]["A9"], book["Data"]["F10"], book["Data"]["C13"] = "left", "right", "below"
    book.save(plain_book)
    apply(plain_book, RemoveRows("T", [9, 10], last_row=8))
    found = state(plain_book)
    assert found["places"]["T"][0] == "B3:E8"
    assert [found["cells"][cell] for cell in ("A9", "F10", "C13")] == ["left", "right", "below"]


def test_the_range_stays_where_something_is_left_below(plain_book: Path) -> None:
    apply(plain_book, AppendRows("T", {"id": ["006"]}))
    apply(plain_book, AppendRows("T", {"id": ["007"]}))
    apply(plain_book, RemoveRows("T", [9], last_row=8))
    found = state(plain_book)
    assert found["places"]["T"][0] == "B3:E10"
    assert (found["cells"].get("B9"), found["cells"]["B10"]) == (None, "007")
    apply(plain_book, RemoveRows("T", [10], last_row=8))
    assert state(plain_book)["places"]["T"][0] == "B3:E8"


def test_the_range_stays_where_no_last_row_is_given(plain_book: Path) -> None:
    apply(plain_book, AppendRows("T", {"id": ["006"]}))
    apply(plain_book, RemoveRows("T", [9]))
    assert state(plain_book)["places"]["T"][0] == "B3:E9"


def test_rows_that_were_filled_before_the_table_grew_keep_their_formats(raw_book) -> None:
    data = (
        f'<sheetData>{HEADER}<row r="2"><c r="A2"><v>1</v></c></row>'
        '<row r="3" ht="30"><c r="A3" s="1"/></row></sheetData>'
    )
    path = raw_book(data, "A1:B3", ["a", "b"])
    apply(path, AppendRows("T", {"a": [date(2024, 1, 1), 2]}))
    apply(path, RemoveRows("T", [3, 4], last_row=3))
    assert '<row r="3" ht="30"><c r="A3" s="1"/></row>' in part(path)
    assert ClosedWorkbook.open(path).tables()["T"].extent.a1 == "A1:B3"


def test_formulas_of_calculated_columns(raw_book) -> None:
    columns = [
        '<tableColumn id="1" name="a"/>',
        (
            '<tableColumn id="2" name="b"><calculatedColumnFormula>T[[#This Row],[a]]*2'
            "</calculatedColumnFormula></tableColumn>"
        ),
    ]
    formula = "<f>T[[#This Row],[a]]*2</f>"
    data = (
        f'<sheetData><row r="1"/><row r="2"><c r="A2"><v>1</v></c><c r="B2">{formula}<v>2</v></c>'
        f'</row><row r="3"><c r="B3">{formula}<v>0</v></c></row></sheetData>'
    )
    path = raw_book(data, "A1:B4", ["a", "b"], columns=columns)
    before = part(path)
    apply(path, AppendRows("T", {"a": [5, 6, 7]}))
    assert part(path).count("<f") == 4
    apply(path, RemoveRows("T", [3, 4, 5], last_row=4))
    after = part(path)
    assert after.count("<f") == 2
    kept = before[before.index('<row r="2"') : before.index("</row></sheetData>")]
    assert kept.replace('<c r="B3"', '<c r="A3"/><c r="B3"') in after


def test_a_sorted_and_filtered_table_shrinks_whole(plain_book: Path) -> None:
    apply(plain_book, AppendRows("T", {"id": ["006"], "new": [None]}))
    book = openpyxl.load_workbook(plain_book)
    table = book["Data"].tables["T"]
    table.autoFilter.add_filter_column(4, ["x"])
    table.autoFilter.add_sort_condition("F4:F9")
    table.autoFilter.sortState.ref = "B4:F9"
    book.save(plain_book)
    apply(plain_book, RemoveRows("T", [9], last_row=8), RemoveColumns("T", ["new"]))
    table = openpyxl.load_workbook(plain_book)["Data"].tables["T"]
    assert table.autoFilter.sortState.ref == "B4:E8"
    assert table.autoFilter.sortState.sortCondition == []
    assert table.autoFilter.filterColumn == []


def refused(path: Path, patch, code: str, **named: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TableBlockedError) as caught:
        apply(path, patch)
    assert caught.value.code == code
    assert named.items() <= caught.value.parameters.items()
    assert path.read_bytes() == before


def test_rows_that_are_not_the_tables(plain_book: Path) -> None:
    refused(plain_book, RemoveRows("T", [3]), "table.row_outside", cell="B3")
    apply(plain_book, AppendRows("T", {"id": ["x"]}))
    book = openpyxl.load_workbook(plain_book)
    book["Data"]["D12"] = "mine"
    book.save(plain_book)
    refused(plain_book, RemoveRows("T", [9, 12], last_row=8), "table.row_outside", cell="B12")
    apply(plain_book, RemoveRows("T", [9, 11], last_row=8))


def test_columns_that_may_not_go(plain_book: Path) -> None:
    apply(plain_book, EditCells("T", "new", {4: 1}), EditCells("T", "newer", {5: None}))
    refused(plain_book, RemoveColumns("T", ["new"]), "table.column_inside", header="new")
    refused(plain_book, RemoveColumns("T", ["new", "newer"]), "table.column_filled", cell="F4")
    apply(plain_book, RemoveColumns("T", ["newer"]))
    assert state(plain_book)["places"]["T"][0] == "B3:F8"


def test_a_column_that_formulas_use(raw_book) -> None:
    columns = ['<tableColumn id="1" name="a"/>', '<tableColumn id="2" name="b [1]"/>']
    data = (
        f'<sheetData>{HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="D2">'
        "<f>SUM(T[b '[1']])</f><v>0</v></c></row></sheetData>"
    )
    path = raw_book(data, "A1:B2", ["a", "b [1]"], columns=columns)
    refused(path, RemoveColumns("T", ["b [1]"]), "table.column_used", part="Data")


def test_the_only_column_stays(raw_book) -> None:
    data = f'<sheetData>{HEADER}<row r="2"/></sheetData>'
    refused(raw_book(data, "A1:A2", ["a"]), RemoveColumns("T", ["a"]), "table.blocked")


def test_removed_and_appended_in_one_go(plain_book: Path) -> None:
    apply(plain_book, AppendRows("T", {"id": ["old"], "new": [1]}))
    apply(
        plain_book,
        RemoveRows("T", [9], last_row=8),
        RemoveColumns("T", ["new"]),
        AppendRows("T", {"new": ["again"]}),
    )
    found = state(plain_book)
    assert found["places"]["T"][0] == "B3:F9"
    assert (found["cells"].get("B9"), found["cells"]["F9"]) == (None, "again")


CELL = st.one_of(st.none(), st.integers(-9, 9), st.sampled_from(["x", "=1+1", "007"]))


@st.composite
def books(draw: st.DrawFn) -> dict:
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    row, column = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    return {
        "at": (row, column, row + height, column + width - 1),
        "data": draw(
            st.lists(
                st.lists(CELL, min_size=width, max_size=width), min_size=height, max_size=height
            )
        ),
        "beside": draw(st.booleans()),
    }


def write(path: Path, book: dict) -> None:
    top, left, bottom, right = book["at"]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Data")
        columns = [{"header": f"h{number}"} for number in range(right - left + 1)]
        sheet.add_table(top, left, bottom, right, {"name": "T", "columns": columns})
        for index, values in enumerate(book["data"], top + 1):
            sheet.write_row(index, left, values)
        sheet.data_validation(
            top + 1, left, bottom, left, {"validate": "length", "criteria": ">", "value": 0}
        )
        sheet.conditional_format(top + 1, left, bottom, right, {"type": "data_bar"})
        if book["beside"]:
            sheet.write(bottom + 1, right + 8, "beside")
            sheet.write(bottom + 12, left, "below")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    book=books(),
    steps=st.lists(
        st.tuples(
            st.lists(st.tuples(CELL, CELL), min_size=0, max_size=3),
            st.integers(0, 2),
            st.dictionaries(st.integers(0, 9), CELL, max_size=3),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_edits_and_their_reverse_give_the_table_back(tmp_path, book: dict, steps: list) -> None:
    path = tmp_path / "book.xlsx"
    write(path, book)
    states, reverses = [state(path)], []
    for number, (rows, new, edits) in enumerate(steps):
        patches, reverse = step(path, number, rows, new, edits)
        apply(path, *patches)
        states.append(state(path))
        reverses.append(reverse)
    for reverse in reversed(reverses):
        states.pop()
        apply(path, *reverse)
        assert state(path) == states[-1]


def step(path: Path, number: int, rows: list, new: int, edits: dict) -> tuple[list, list]:
    """Patches, and their reverse as somebody who read the table before would write it."""
    workbook = ClosedWorkbook.open(path)
    place = workbook.tables()["T"]
    grid = workbook.read("T")
    header, added = place.headers[0], [f"n{number}_{index}" for index in range(new)]
    at = {place.first_row + index % grid.height: value for index, value in edits.items()}
    columns = {header: [row[0] for row in rows]}
    columns |= {name: [row[1] for row in rows] for name in added}
    there = list(grid.column(header))
    patches = [EditCells("T", header, at), *(EditCells("T", name, {}) for name in added)]
    filled = [
        max((i for i, value in enumerate(column) if value is not None), default=-1)
        for column in map(list, grid.columns)
    ]
    edited = [row - place.first_row for row, value in at.items() if value is not None]
    cleared = {row - place.first_row for row, value in at.items() if value is None}
    stays = [i for i, value in enumerate(there) if value is not None and i not in cleared]
    others = [
        index for column, index in zip(place.headers, filled, strict=True) if column != header
    ]
    first = place.first_row + 1 + max([-1, *others, *edited, *stays])
    reverse = [
        RemoveRows("T", range(first, first + len(rows)), place.extent.last.row),
        EditCells("T", header, {row: there[row - place.first_row] for row in at}),
        RemoveColumns("T", added),
    ]
    return [*patches, AppendRows("T", columns)], reverse
