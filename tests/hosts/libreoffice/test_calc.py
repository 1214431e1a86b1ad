"""The functions in a real Calc: the same figures as on the closed file, live, kept in the file."""

import json
import re
import zipfile
from datetime import date

import pytest

from xlcrm.cells import Grid
from xlcrm.hosts.libreoffice.binding import cells_to_bind
from xlcrm.hosts.libreoffice.raw_tables import TablesAsRead
from xlcrm.language import text
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.opc.serials import to_serial
from xlcrm.sheets import MODELS
from xlcrm.udfs.catalogue import FUNCTIONS, Shape
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate
from xlcrm.workbook.closed import ClosedWorkbook

pytestmark = pytest.mark.office
CONTENTS, ERRORS = 1 | 2 | 4 | 16, 4
NO_VALUE = 519
"""Calc's number of #VALUE!."""


@pytest.fixture
def scratch():
    """A part of the sheet Start where nothing stands, from a row on."""

    def cells(document, height=1, width=1):
        sheet = document.Sheets.getByName("Start")
        return sheet.getCellRangeByPosition(30, 99, 29 + width, 98 + height)

    return cells


@pytest.fixture
def cleared(opened_sample, scratch):
    """The document that several tests share, without what the one before typed."""
    scratch(opened_sample, 900, 90).clearContents(CONTENTS)
    return opened_sample


@pytest.fixture
def typed(scratch):
    """Types a formula into a cell."""

    def enter(document, formula):
        cell = scratch(document).getCellByPosition(0, 0)
        cell.Formula = formula
        return cell

    return enter


def in_calc(formula):
    """A formula as the office's interface takes it: semicolons between arguments."""
    pieces = re.split(r'("[^"]*")', formula)
    pieces[::2] = [piece.replace(",", ";") for piece in pieces[::2]]
    return "".join(pieces)


def same(ours, theirs):
    """Whether a cell shows what was computed from the closed file."""
    if ours is None:
        return theirs == ""
    if isinstance(ours, date):
        return theirs == pytest.approx(to_serial(ours))
    return theirs == (ours if isinstance(ours, str) else pytest.approx(ours, rel=1e-12))


def close(document):
    """Closes a document; nobody else has a say in it."""
    document.close(True)  # noqa: FBT003 - the office's methods take no names


def value(cell):
    return cell.getDataArray()[0][0]


def amount_of(document, row):
    """The cell with the amount of an order line; rows count from 0."""
    sheet = document.Sheets.getByName("Orders")
    headers = sheet.getCellRangeByPosition(0, 0, 20, 0).getDataArray()[0]
    return sheet.getCellByPosition(headers.index("Amount"), row)


@pytest.fixture(scope="module")
def closed_context(sample_book):
    """What the command line computes from."""
    frames = read_frames(ClosedWorkbook.open(sample_book), lambda key, **_: None, BOXES)
    today = date.today()
    return Context(frames, effective_day(frames, None, today), today)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_shows_what_the_closed_file_gives(name, cleared, closed_context, scratch):
    function = FUNCTIONS[name]
    told = evaluate(function.example, closed_context)
    if function.shape is Shape.VALUE:
        cell = scratch(cleared).getCellByPosition(0, 0)
        cell.Formula = in_calc(function.example)
        assert cell.getError() == 0
        assert same(told.value, value(cell)), (told.value, value(cell))
        return
    rows = [told.headers, *told.rows]
    cells = scratch(cleared, len(rows), len(rows[0]))
    cells.setArrayFormula(in_calc(function.example))
    for ours, theirs in zip(rows, cells.getDataArray(), strict=True):
        assert [pair for pair in zip(ours, theirs, strict=True) if not same(*pair)] == []


def test_the_command_line_tells_the_same(cleared, sample_book, typed, run_command):
    shown = value(typed(cleared, "=CHURN_RATE()"))
    _, said, _ = run_command("calc", sample_book, "=CHURN_RATE()", "--json")
    assert json.loads(said)["value"] == pytest.approx(shown)


@pytest.fixture(scope="module")
def opened_sample(running, sample_book):
    desktop = running.service("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(sample_book.as_uri(), "_blank", 0, ())
    yield document
    close(document)


def test_the_tables_are_those_of_the_closed_file(opened_sample, sample_book):
    from xlcrm.hosts.libreoffice.tables import CalcTables  # needs the office's classes

    closed = ClosedWorkbook.open(sample_book)
    tables = TablesAsRead("sample", CalcTables(opened_sample, lambda: None).read())
    assert list(tables.tables()) == list(closed.tables())
    for name in MODELS:
        assert_same_grid(tables.read(name), closed.read(name))


def assert_same_grid(ours: Grid, theirs: Grid):
    assert ours.place == theirs.place
    for header in theirs.place.headers:
        found, expected = list(ours.column(header)), list(theirs.column(header))
        different = [pair for pair in zip(found, expected, strict=True) if not near(*pair)]
        assert different == [], (theirs.place.name, header)


def near(found, expected):
    if hasattr(expected, "microsecond"):  # files keep fractions of a day
        return abs((found - expected).total_seconds()) < 0.01
    return found == expected or found == pytest.approx(expected, rel=1e-14)


def test_the_wizard_shows_names_arguments_and_help(running):
    described = running.service("com.sun.star.sheet.FunctionDescriptions")
    found = {}
    for index in range(described.Count):
        properties = {one.Name: one.Value for one in described.getByIndex(index)}
        found[properties["Name"]] = properties
    for function in FUNCTIONS.values():
        shown = found[function.name]
        assert len(shown["Description"]) > len(function.name)
        assert [a.Name for a in shown["Arguments"]] == [a.name for a in function.arguments]
        assert all(a.Description for a in shown["Arguments"])


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("ru", "ru"), ("ro", "ro")])
def test_the_wizard_speaks_the_languages_of_the_office(running, property_value, locale, language):
    provider = running.service("com.sun.star.configuration.ConfigurationProvider")
    told = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        (
            property_value("nodepath", "/org.openoffice.Office.CalcAddIns/AddInInfo/XLCRM"),
            property_value("Locale", locale),
        ),
    )
    for function in FUNCTIONS.values():
        shown = told.getByHierarchicalName(f"AddInFunctions/{function.name}")
        assert shown.DisplayName == function.name
        assert shown.Description == text(f"function.{function.name}.tip", language)
        for argument in function.arguments:
            needed = "" if argument.optional else f" {text('office.needed', language)}"
            what = text(f"function.argument.{argument.name}", language)
            assert shown.Parameters.getByName(argument.name).Description == what + needed


def test_a_wrong_argument_is_an_error_and_the_log_says_why(cleared, typed, log):
    cell = typed(cleared, '=REVENUE_TOTAL(;;"colour=red")')
    assert cell.getError() == NO_VALUE
    cell.Formula = "=CUSTOMERS_ACTIVE(A1:A2)"
    assert cell.getError() == NO_VALUE
    written = log.read_text(encoding="utf-8")
    assert "colour" in written
    assert "range of 2 cells" in written


def test_a_cell_may_be_an_argument(cleared, scratch, typed):
    place = scratch(cleared, 1, 2).getCellByPosition(1, 0)
    cell = typed(cleared, "=CUSTOMER_STATUS(AF100)")
    place.String = "C-0001"
    named = value(cell)
    cell.Formula = '=CUSTOMER_STATUS("C-0001")'
    assert value(cell) == named != ""


def test_an_edit_changes_what_depends_on_it(opened, copy_of, sample_book, typed, until):
    document = opened(copy_of(sample_book))
    cell = typed(document, "=REVENUE_TOTAL()")
    amount, before = amount_of(document, 1500), value(cell)
    amount.Value += 1000
    until(lambda: value(cell) == pytest.approx(before + 1000), "the new revenue")
    sheet = document.Sheets.getByName("Orders")
    last = document.DatabaseRanges.getByName("Orders").DataArea.EndRow
    line = sheet.getCellRangeByPosition(0, 1500, 6, 1500).getDataArray()
    sheet.getCellRangeByPosition(0, last + 1, 6, last + 1).setDataArray(line)
    until(lambda: value(cell) == pytest.approx(before + 1000 + amount.Value), "the row below")
    sheet.Rows.removeByIndex(1500, 1)
    until(lambda: value(cell) == pytest.approx(before + 1000), "the row that went")


def test_a_table_that_is_renamed_is_missed_until_it_is_back(
    opened, copy_of, sample_book, typed, until
):
    document = opened(copy_of(sample_book))
    cell = typed(document, "=CUSTOMERS_ACTIVE()")
    before = value(cell)
    tables = document.DatabaseRanges
    area = tables.getByName("Orders").DataArea
    tables.removeByName("Orders")
    until(lambda: cell.getError() == NO_VALUE, "the error")
    tables.addNewByName("Orders", area)
    until(lambda: value(cell) == before, "the figure")


def test_two_documents_do_not_mix(opened, copy_of, sample_book, refreshed_book, typed, until):
    first, second = opened(copy_of(sample_book)), opened(copy_of(refreshed_book))
    one, other = typed(first, "=REVENUE_TOTAL()"), typed(second, "=REVENUE_TOTAL()")
    before = value(one)
    assert value(other) == before
    amount_of(second, 1500).Value += 500
    until(lambda: value(other) == pytest.approx(before + 500))
    assert value(one) == before


def formulas_in(path):
    """All formulas of a file, in capitals, by sheet part."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return b"\n".join(archive.read(name) for name in parts)


def test_an_opened_book_is_live_and_counts_as_unchanged(opened, copy_of, refreshed_book, until):
    document = opened(copy_of(refreshed_book))
    assert not document.isModified()
    assert not document.UndoManager.isUndoPossible()
    for sheet in document.Sheets:
        assert not sheet.queryFormulaCells(ERRORS).RangeAddresses, sheet.Name
    places = [p for p in cells_to_bind(document) if p.formula == "=XLCRM.REVENUE_TOTAL()"]
    sheet, column, row, _ = places[0]
    revenue = document.Sheets.getByIndex(sheet).getCellByPosition(column, row)
    before = revenue.Value
    amount_of(document, 1500).Value += 1000
    until(lambda: revenue.Value == pytest.approx(before + 1000))


def test_an_xlsx_file_keeps_its_formulas_and_values(
    opened, copy_of, refreshed_book, run_command, until, typed, scratch
):
    path = copy_of(refreshed_book)
    document = opened(path)
    cell = typed(document, "=REVENUE_TOTAL()")
    block = scratch(document, 9, 3).getCellRangeByPosition(1, 0, 2, 8)
    block.setArrayFormula('=SEGMENT_PIVOT("region")')
    amount_of(document, 1500).Value += 1000
    document.store()  # at once: what is saved is up to date all the same
    expected, shown = value(cell), block.getDataArray()
    written = formulas_in(path)
    assert b"XLCRM" not in written
    assert b"REVENUE_TOTAL()</f><v>" in written
    document.store()  # the office does not take the file for changed by others
    close(document)
    status, said, _ = run_command("calc", path, "=REVENUE_TOTAL()", "--json")
    assert status == 0
    assert f"{expected:.2f}".rstrip("0") in said
    again = opened(path)
    cell = scratch(again).getCellByPosition(0, 0)
    assert (cell.Formula, cell.Value) == ("=XLCRM.REVENUE_TOTAL()", pytest.approx(expected))
    assert scratch(again, 9, 3).getCellRangeByPosition(1, 0, 2, 8).getDataArray() == shown
    assert not again.isModified()


def test_an_ods_file_is_live_again(
    opened, copy_of, sample_book, typed, until, property_value, scratch
):
    document = opened(copy_of(sample_book))
    expected = value(typed(document, "=REVENUE_TOTAL()"))
    path = copy_of(sample_book).with_suffix(".ods")
    document.storeAsURL(path.as_uri(), (property_value("FilterName", "calc8"),))
    close(document)
    again = opened(path)
    cell = scratch(again).getCellByPosition(0, 0)
    assert value(cell) == pytest.approx(expected)
    amount_of(again, 1500).Value += 1000
    until(lambda: value(cell) == pytest.approx(expected + 1000))


def test_a_book_of_somebody_elses_is_left_alone(opened, plain_book):
    document = opened(plain_book)
    sheet = document.Sheets.getByIndex(0)
    assert sheet.getCellByPosition(0, 0).Formula == "=SUM(B1:B2)"
    assert not document.isModified()
