"""The buttons in a real Calc: pressed through the window's frame, as the menu presses them."""

import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from xlcrm.macros.catalogue import COMMANDS
from xlcrm.workbook.closed import ClosedWorkbook

pytestmark = pytest.mark.office
ANY = {"about", "adopt"}
"""Commands that have something to say of whatever document there is."""


@pytest.fixture(scope="module")
def small(running, small_book, tmp_path_factory):
    """A small firm: what a button does is the same as with many rows."""
    path = tmp_path_factory.mktemp("open") / small_book.name
    path.write_bytes(small_book.read_bytes())
    desktop = running.service("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
    yield document
    document.close(True)  # noqa: FBT003 - the office's methods take no names


@pytest.fixture
def kept(small):
    """The small firm, for a test that leaves it as it is."""
    before = held(small)
    yield small
    assert held(small) == before


@pytest.fixture
def document(opened, small_book, copy_of):
    """A small firm of a test's own."""
    return opened(copy_of(small_book))


def held(document):
    """The cells of all sheets, by title, and where the tables stand."""
    found = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(True)  # noqa: FBT003
        found[sheet.Name] = cursor.getFormulaArray()
    tables = document.DatabaseRanges
    places = {name: tables.getByName(name).DataArea for name in tables.ElementNames}
    return found, {name: (at.Sheet, at.StartRow, at.EndRow) for name, at in places.items()}


@pytest.fixture
def large(opened, sample_book, copy_of):
    """The sample firm: what has to last for a while, or to bear two years of orders."""
    return opened(copy_of(sample_book))


def test_about_names_the_log(blank, press, log):
    done, (said,) = press(blank, "about")
    assert done
    assert str(log) in said
    assert "LibreOffice" in said


OF_A_CRM = [one.name for one in COMMANDS.values() if one.button and one.name not in ANY]


@pytest.mark.parametrize("name", OF_A_CRM)
def test_a_document_that_is_no_crm_is_told_so(name, blank, press):
    done, said = press(blank, name)
    assert not done
    assert "none of the tables" in said[-1] or "has no table" in said[-1]
    assert "save it as an Excel file" in said[-1]
    assert not blank.isModified()


def test_validate_writes_its_sheet_and_says_so(document, press):
    done, (said,) = press(document, "validate")
    assert done
    assert 'The sheet "Problems" lists them' in said
    assert "Problems" in document.Sheets.ElementNames


def test_convert_writes_after_a_yes_and_calc_takes_it_back(document, press, cells):
    before = cells(document, "Customers")
    press(document, "convert", "no")
    assert cells(document, "Customers") == before
    done, (_, said) = press(document, "convert", "yes")
    assert done
    assert "became new customers" in said
    assert len(cells(document, "Customers")) > len(before)
    document.UndoManager.undo()
    assert cells(document, "Customers") == before


def test_undo_takes_back_what_sort_leads_did(document, press, cells):
    before = cells(document, "Leads")
    assert "made new lead" in press(document, "leads", "yes")[1][-1]
    assert cells(document, "Leads") != before
    assert "Undone" in press(document, "undo", "yes")[1][-1]
    assert cells(document, "Leads") == before


def test_import_appends_the_rows_of_a_file(document, press, cells, tmp_path):
    before = len(cells(document, "Inquiries"))
    file = tmp_path / "rows.csv"
    file.write_text("Date,Channel,Name,E-mail\n2026-11-19,phone,Zed Zimmer,zed@example.com\n")
    done, said = press(document, "import", "Inquiries", str(file), "yes")
    assert done
    assert "= 1 added" in said[-1]
    assert len(cells(document, "Inquiries")) == before + 1
    assert "Zed Zimmer" in cells(document, "Inquiries")[-1]


def test_a_file_that_nobody_can_read_is_told_without_options(kept, press, cells, tmp_path):
    before, file = cells(kept, "Orders"), tmp_path / "rows.csv"
    file.write_text("One,Two\n1,2\n")
    done, (*_, said) = press(kept, "import", "Orders", str(file), "yes")
    assert not done
    assert "The file has: One, Two" in said
    file.write_text("Date,Customer ID,Product,Amount\n01/02/2026,C-0001,Beans,10\n")
    done, said = press(kept, "import", "Orders", str(file), "")
    assert not done
    assert "In which order do day (d), month (m) and year (y) stand?" in said[-1]
    assert cells(kept, "Orders") == before


def test_refresh_makes_the_sheets_and_one_step_takes_them_back(large, press):
    before = large.Sheets.ElementNames
    done, said = press(large, "refresh", "yes")
    assert done, said
    assert {"Dashboard", "Churn"} <= set(large.Sheets.ElementNames)
    large.UndoManager.undo()
    assert large.Sheets.ElementNames == before


def test_a_further_refresh_is_taken_back_and_then_what_was_typed_before_it(document, press):
    assert press(document, "refresh", "yes")[0]
    sheets = [document.Sheets.getByName(title) for title in ("Churn", "Segments", "Today")]
    for sheet in sheets:
        sheet.getCellRangeByName("A1").String = "typed"
    leads = document.Sheets.getByName("Leads")
    document.CurrentController.setActiveSheet(leads)
    before, charts = held(document), [sheet.Charts.Count for sheet in sheets]
    leads.getCellRangeByName("A2").String = "typed, too"
    typed = held(document)
    assert press(document, "refresh", "yes")[0]
    assert sheets[0].getCellRangeByName("A1").String != "typed"
    document.UndoManager.undo()
    assert held(document) == typed
    assert [sheet.Charts.Count for sheet in sheets] == charts
    document.UndoManager.undo()
    assert held(document) == before


def test_the_call_list_is_cleaned(document, press, cells):
    before = cells(document, "Prospects")
    done, said = press(document, "clean", "yes")
    assert done, said
    assert cells(document, "Prospects") != before
    document.UndoManager.undo()
    assert cells(document, "Prospects") == before


def test_the_person_of_the_selected_row_is_erased_after_two_yes(document, press):
    sheet = document.Sheets.getByName("Customers")
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName("B5"))
    name = sheet.getCellRangeByName("B5").String
    press(document, "erase", "yes", "no")
    assert sheet.getCellRangeByName("B5").String == name
    done, (*_, said) = press(document, "erase", "yes", "yes")
    assert done, said
    assert sheet.getCellRangeByName("B5").String != name, said


def test_check_up_lists_what_broke(document, press):
    done, (said,) = press(document, "checkup")
    assert done, said
    assert "Check-up" in said


def test_the_selected_leads_are_offered(document, press):
    sheet = document.Sheets.getByName("Leads")
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName("B3:C4"))
    _, said = press(document, "convert", "yes", "no")
    first, second = sheet.getCellRangeByName("A3:A4").getDataArray()
    assert f"({first[0]}, {second[0]})" in said[0]


def test_leads_that_are_selected_in_separate_areas_are_all_offered(document, press):
    sheet = document.Sheets.getByName("Leads")
    document.CurrentController.setActiveSheet(sheet)
    areas = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    for row in range(3, 43, 2):
        area = sheet.getCellRangeByName(f"B{row}:C{row}").getRangeAddress()
        areas.addRangeAddress(area, False)  # noqa: FBT003
    document.CurrentController.select(areas)
    _, said = press(document, "convert", "yes", "no")
    assert "the 20 selected leads" in said[0]


def test_the_window_that_was_clicked_is_meant(document, blank, press):
    assert document.RuntimeUID != blank.RuntimeUID  # the one in front is the blank one
    assert press(document, "validate")[0]
    assert not press(blank, "validate")[0]


def test_a_document_that_may_not_be_written_stays_as_it_is(
    opened, running, small_book, press, property_value
):
    desktop = running.service("com.sun.star.frame.Desktop")
    how = (property_value("ReadOnly", True),)  # noqa: FBT003
    document = desktop.loadComponentFromURL(small_book.as_uri(), "_blank", 0, how)
    try:
        done, said = press(document, "leads", "yes")
        assert not done
        assert "read-only" in said[-1]
        assert not document.isModified()
    finally:
        document.close(True)  # noqa: FBT003


def test_another_button_can_stop_a_command_that_works(large, begin):
    first = begin(large, "refresh", "yes")
    _, (asked,) = begin(large, "validate", "yes").wait()
    assert asked.startswith('"Refresh" is still at work')
    assert first.wait() == (False, [])
    assert "Dashboard" not in large.Sheets.ElementNames
    assert "Problems" not in large.Sheets.ElementNames
    assert begin(large, "validate").wait()[0]


def test_the_document_can_be_closed_while_a_command_works(large, begin):
    first = begin(large, "refresh", "yes")
    large.close(True)  # noqa: FBT003
    done, said = first.wait()
    assert not done
    assert "was closed meanwhile" in said[-1]


@pytest.mark.parametrize("table", ["Leads", "History", "Settings"])
def test_a_table_that_was_renamed_is_named(table, kept, press, cells):
    kept.DatabaseRanges.getByName(table).setName("Contacts")
    before, titles = cells(kept, "Inquiries"), kept.Sheets.ElementNames
    done, said = press(kept, "leads", "yes")
    assert not done
    assert table in said[-1]
    assert "Contacts" in said[-1]
    assert (cells(kept, "Inquiries"), kept.Sheets.ElementNames) == (before, titles)
    kept.DatabaseRanges.getByName("Contacts").setName(table)


def test_a_document_of_the_offices_own_format_is_as_good(
    document, running, tmp_path, property_value, press, cells
):
    path = tmp_path / "sample.ods"
    document.storeToURL(path.as_uri(), (property_value("FilterName", "calc8"),))
    desktop = running.service("com.sun.star.frame.Desktop")
    own = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
    try:
        before = cells(own, "Leads")
        assert press(own, "leads", "yes")[0]
        assert cells(own, "Leads") != before
        assert press(own, "undo", "yes")[0]
        assert cells(own, "Leads") == before
        assert press(own, "today")[0]
    finally:
        own.close(True)  # noqa: FBT003


def test_the_crms_sheets_are_added_to_a_file_that_lacks_them(opened, plain_book, press, running):
    document = opened(plain_book)
    frame = document.CurrentController.Frame
    done, said = press(document, "validate", "no")
    assert not done
    assert "Add the CRM's sheets to plain.xlsx?" in said[-1]
    _, said = press(document, "validate", "yes")
    assert said[-1].startswith("Added to plain.xlsx")
    assert "Inquiries" in ClosedWorkbook.open(plain_book).tables()
    shown = frame.Controller.Model
    assert plain_book.as_uri() == shown.URL
    assert press(shown, "about")[0]
    shown.close(True)  # noqa: FBT003


def test_an_edit_while_a_command_runs_is_kept_and_nothing_is_written(large, begin, cells):
    leads = cells(large, "Leads")
    sheet = large.Sheets.getByName("Inquiries")
    cell = sheet.getCellByPosition(cells(large, "Inquiries")[0].index("Note"), 5)
    running, typed = begin(large, "leads", "yes"), 0
    while not running.told.is_set():
        typed += 1
        cell.String = f"typed {typed}"
    done, said = running.wait()
    assert not done
    assert said[-1].startswith("The table Inquiries of sample.xlsx was changed since")
    assert cells(large, "Leads") == leads
    assert cell.String == f"typed {typed}"
    assert begin(large, "leads", "yes").wait()[0]
    assert cells(large, "Leads") != leads


def test_each_window_of_a_document_has_the_buttons(document, press, running):
    first = document.CurrentController.Frame
    url = running.uno.getClass("com.sun.star.util.URL")()
    url.Complete = ".uno:NewWindow"
    _, url = running.service("com.sun.star.util.URLTransformer").parseStrict(url)
    first.queryDispatch(url, "_self", 0).dispatch(url, ())
    second = document.CurrentController.Frame
    assert second != first
    done, (said,) = press(document, "validate")
    assert done
    assert 'The sheet "Problems" lists them' in said
    assert second.Controller.ActiveSheet.Name == "Problems"
    second.close(True)  # noqa: FBT003


def test_a_protected_sheet_is_named_and_nothing_is_written(kept, press, cells):
    before = cells(kept, "Inquiries")
    kept.Sheets.getByName("Leads").protect("")
    done, said = press(kept, "leads", "yes")
    assert not done
    assert "The sheet Leads of sample.xlsx is protected" in said[-1]
    assert cells(kept, "Inquiries") == before
    kept.Sheets.getByName("Leads").unprotect("")


def test_a_document_that_another_office_has_open_is_told_so(
    opened, running, small_book, copy_of, press, property_value
):
    path = copy_of(small_book)
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text(",other,elsewhere,20.11.2026 09:30,file:///home/other/profile;")
    desktop = running.service("com.sun.star.frame.Desktop")
    how = (property_value("ReadOnly", True),)  # noqa: FBT003 - what the office's question offers
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, how)
    try:
        before = path.read_bytes()
        done, said = press(document, "convert", "yes")
        assert not done
        assert "read-only" in said[-1]
        assert path.read_bytes() == before
    finally:
        document.close(True)  # noqa: FBT003


def test_suggestions_are_shown_written_and_taken_back(document, press, cells):
    before = cells(document, "Orders")
    done, (look, said) = press(document, "suggestions", "yes")
    assert done
    assert "Orders!B2   28.08.2025   2025-08-28" in look
    assert "written as suggested" in said
    assert cells(document, "Orders") != before
    document.UndoManager.undo()
    assert cells(document, "Orders") == before


def test_the_card_of_the_selected_row_is_shown(document, press):
    sheet = document.Sheets.getByName("Customers")
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName("B5"))
    done, (said,) = press(document, "card")
    assert done, said
    assert f"({sheet.getCellRangeByName('A5').String})" in said
    assert document.CurrentController.ActiveSheet.Name == "ClientCard"


def test_a_copy_for_sending_holds_values_only(kept, press):
    done, said = press(kept, "copy")
    assert done, said
    folder = Path(unquote(urlsplit(kept.URL).path)).parent
    (copy,) = folder.glob("sample for sending *.xlsx")
    assert "Dashboard" in ClosedWorkbook.open(copy).sheet_titles()
    assert "Dashboard" not in kept.Sheets.ElementNames
    with zipfile.ZipFile(copy) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"CHURN_RATE(" in part for part in parts)


def test_nobody_else_is_asked_about_other_addresses(blank, running):
    from com.sun.star.util import URL

    url = URL()
    url.Complete = "org.xlcrm:nothing-of-the-kind"
    _, url = running.service("com.sun.star.util.URLTransformer").parseStrict(url)
    assert blank.CurrentController.Frame.queryDispatch(url, "_self", 0) is None
