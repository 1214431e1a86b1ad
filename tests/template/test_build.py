"""The template as a file: it is what the declarations make, and other programs read it."""

import warnings
import zipfile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.vocabularies import CLOSED
from xlcrm.template import template_file
from xlcrm.template.looks import FILLED

COLUMNS = [
    (table, at, column)
    for table, model in MODELS.items()
    for at, column in enumerate(columns(model).values(), 1)
]
TYPED = [one for one in COLUMNS if one[0] != "Settings"]


def ids(one):
    return f"{one[0]}.{one[2].name}"


@pytest.fixture(scope="module")
def book(built):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(built)


def parts(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rule(sheet, at):
    """The validation of a column's first cell."""
    cell = f"{get_column_letter(at)}2"
    found = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    assert len(found) == 1, cell
    return found[0]


def test_the_template_in_the_repository_is_what_the_declarations_make(built):
    with template_file().open("rb") as kept:
        stored, made = parts(kept), parts(built)
    assert list(stored) == list(made)
    assert [name for name in made if made[name] != stored[name]] == []


def test_it_has_start_and_a_table_for_each_model_in_order(book):
    assert book.sheetnames == ["Start", *MODELS, "Drop-downs"]
    assert book["Drop-downs"].sheet_state == "hidden"
    assert [name for sheet in book for name in sheet.tables] == list(MODELS)


@pytest.mark.parametrize("one", COLUMNS, ids=ids)
def test_every_declared_column_has_its_header_with_a_hint(book, one):
    table, at, column = one
    header = book[table].cell(1, at)
    assert header.value == label(column.name)
    assert len(header.comment.text) > 5
    assert ("buttons" in header.comment.text) == column.filled


@pytest.mark.parametrize("table", MODELS)
def test_a_table_ends_with_a_row_that_is_ready_to_type_in(book, table):
    sheet = book[table]
    last = sheet.tables[table].ref.rpartition(":")[2]
    assert last == f"{get_column_letter(sheet.max_column)}{sheet.max_row}"
    blank = all(cell.value is None for cell in sheet[sheet.max_row])
    assert blank == (table != "Settings")
    assert sheet.freeze_panes is not None


FORMATS = {
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
    Kind.MONEY: "#,##0.00",
    Kind.PHONE: "@",
    Kind.ID: "@",
    Kind.COUNT: "0",
}


@pytest.mark.parametrize("one", TYPED, ids=ids)
def test_a_column_has_the_format_of_its_kind_all_the_way_down(book, built, one):
    table, at, column = one
    sheet = book[table]
    fresh = sheet.cell(sheet.max_row, at)
    assert fresh.number_format == FORMATS.get(column.kind, "General")
    assert (fresh.fill.fgColor.rgb == f"FF{FILLED[1:]}") == column.filled
    whole = sheet.column_dimensions[get_column_letter(at)]
    assert whole._style == fresh._style


@pytest.mark.parametrize("one", TYPED, ids=ids)
def test_a_column_takes_what_its_declaration_says(book, one):
    table, at, column = one
    found = rule(book[table], at)
    assert found.showInputMessage
    assert found.promptTitle == label(column.name)
    if column.filled:
        assert found.type is None
    elif column.choice:
        assert (found.type, found.formula1) == ("list", f"list_{column.choice.name}")
        assert found.errorStyle == (None if column.choice.name in CLOSED else "warning")
    elif column.kind in {Kind.DAY, Kind.MOMENT}:
        assert (found.type, found.errorStyle) == ("date", None)
    elif column.between:
        assert found.type == ("whole" if column.kind is Kind.COUNT else "decimal")
        assert [float(found.formula1), float(found.formula2)] == [
            column.between.low,
            column.between.high,
        ]


def test_rules_and_colours_go_on_below_the_fresh_row(book):
    for table in set(MODELS) - {"Settings"}:
        ranges = [str(rule.sqref) for rule in book[table].data_validations.dataValidation]
        ranges += [str(rule.sqref) for rule in book[table].conditional_formatting]
        assert {
            text.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for text in ranges
        } == {"5000"}


def test_every_list_of_a_column_has_its_name(book):
    lists = {column.choice.name for _, _, column in COLUMNS if column.choice}
    assert {f"list_{name}" for name in lists} <= set(book.defined_names)


def test_settings_hold_every_setting_with_its_default(book):
    rows = {row[0]: row[1] for row in book["Settings"].iter_rows(2, values_only=True)}
    assert rows["lapse_k"] == 2
    assert rows["lapse_floor_days"] == 30
    assert rows["moments_ratio"] == 12
    assert rows["language"] == "en"
    blank = {key for key, value in rows.items() if value is None}
    assert blank == {
        "as_of",
        "currency",
        "lapse_prior_days",
        "capacity_per_day",
        "date_order",
        "country",
    }


def test_start_links_to_every_table(book):
    cells = (cell for row in book["Start"] for cell in row)
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert links == {f"'{table}'!A1" for table in MODELS}
