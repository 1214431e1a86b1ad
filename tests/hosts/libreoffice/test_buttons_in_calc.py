"""The buttons in a real Calc: pressed through the window's frame, as the menu presses them."""

import threading
import zipfile

import pytest

from xlcrm.macros.catalogue import COMMANDS
from xlcrm.workbook.closed import ClosedWorkbook

pytestmark = pytest.mark.office
PATIENCE = 120


@pytest.fixture
def begin(running):
    """Presses a button of a document's window; gives what is told when it is done."""
    import unohelper  # the classes are there once an office is
    from com.sun.star.beans import PropertyValue
    from com.sun.star.frame import XDispatchResultListener
    from com.sun.star.util import URL

    class Listener(unohelper.Base, XDispatchResultListener):
        def __init__(self):
            self.told = threading.Event()

        def dispatchFinished(self, event):  # noqa: N802 - the office's name
            self.done, self.said = bool(event.State), list(event.Result)
            self.told.set()

        def disposing(self, event):
            """The office ends."""

        def wait(self):
            assert self.told.wait(PATIENCE)
            return self.done, self.said

    def begun(document, name, *answers):
        url = URL()
        url.Complete = f"org.xlcrm:{name}"
        _, url = running.service("com.sun.star.util.URLTransformer").parseStrict(url)
        frame = document.CurrentController.Frame
        button, listener = frame.queryDispatch(url, "_self", 0), Listener()
        given = PropertyValue()
        given.Name, given.Value = "Answers", running.uno.Any("[]string", answers)
        button.dispatchWithNotification(url, (given,), listener)
        return listener

    return begun


@pytest.fixture
def press(begin):
    """Presses a button of a document's window; gives whether it was done, and what was said."""
    return lambda *what: begin(*what).wait()


@pytest.fixture
def document(opened, sample_book, copy_of):
    return opened(copy_of(sample_book))


@pytest.fixture
def blank(running):
    desktop = running.service("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    yield document
    document.close(True)  # noqa: FBT003 - the office's methods take no names


@pytest.fixture
def cells():
    """The filled cells of a sheet."""

    def read(document, title):
        sheet = document.Sheets.getByName(title)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
        end = cursor.RangeAddress
        return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()

    return read


def test_about_names_the_log(blank, press, log):
    done, (said,) = press(blank, "about")
    assert done
    assert str(log) in said
    assert "LibreOffice" in said


@pytest.mark.parametrize(
    "name", [one.name for one in COMMANDS.values() if one.button and one.name != "about"]
)
def test_a_document_that_is_no_crm_is_told_so(name, blank, press):
    done, said = press(blank, name)
    assert not done
    assert "none of the tables" in said[-1] or "has no table" in said[-1]
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


def test_refresh_makes_the_sheets(document, press):
    done, said = press(document, "refresh", "yes")
    assert done, said
    assert {"Dashboard", "Churn"} <= set(document.Sheets.ElementNames)


def test_check_up_lists_what_broke(document, press):
    done, (said,) = press(document, "checkup")
    assert done
    assert "Check-up" in said


def test_the_selected_leads_are_offered(document, press):
    sheet = document.Sheets.getByName("Leads")
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName("B3:C4"))
    _, said = press(document, "convert", "yes", "no")
    first, second = sheet.getCellRangeByName("A3:A4").getDataArray()
    assert f"({first[0]}, {second[0]})" in said[0]


def test_the_window_that_was_clicked_is_meant(document, blank, press):
    assert document.RuntimeUID != blank.RuntimeUID  # the one in front is the blank one
    assert press(document, "validate")[0]
    assert not press(blank, "validate")[0]


def test_a_document_that_may_not_be_written_stays_as_it_is(
    opened, running, sample_book, press, property_value
):
    desktop = running.service("com.sun.star.frame.Desktop")
    how = (property_value("ReadOnly", True),)  # noqa: FBT003
    document = desktop.loadComponentFromURL(sample_book.as_uri(), "_blank", 0, how)
    try:
        done, said = press(document, "leads", "yes")
        assert not done
        assert "read-only" in said[-1]
        assert not document.isModified()
    finally:
        document.close(True)  # noqa: FBT003


def test_another_button_can_stop_a_command_that_works(document, begin):
    first = begin(document, "refresh", "yes")
    _, (asked,) = begin(document, "validate", "yes").wait()
    assert asked.startswith('"Refresh" is still at work')
    assert first.wait() == (False, [])
    assert "Dashboard" not in document.Sheets.ElementNames
    assert "Problems" not in document.Sheets.ElementNames
    assert begin(document, "validate").wait()[0]


def test_the_document_can_be_closed_while_a_command_works(opened, sample_book, copy_of, begin):
    document = opened(copy_of(sample_book))
    first = begin(document, "refresh", "yes")
    document.close(True)  # noqa: FBT003
    done, said = first.wait()
    assert not done
    assert "was closed meanwhile" in said[-1]


def test_a_table_that_was_renamed_is_named(document, press, cells):
    document.DatabaseRanges.getByName("Leads").setName("Contacts")
    before = cells(document, "Inquiries")
    done, said = press(document, "leads", "yes")
    assert not done
    assert "Leads" in said[-1]
    assert "Contacts" in said[-1]
    assert cells(document, "Inquiries") == before


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


def test_suggestions_are_shown_written_and_taken_back(document, press, cells):
    before = cells(document, "Orders")
    done, (look, said) = press(document, "suggestions", "yes")
    assert done
    assert "Orders!B644   28.08.2025   2025-08-28" in look
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


def test_a_copy_for_sending_holds_values_only(document, press, tmp_path):
    done, said = press(document, "copy")
    assert done, said
    (copy,) = tmp_path.glob("sample for sending *.xlsx")
    assert "Dashboard" in ClosedWorkbook.open(copy).sheet_titles()
    assert "Dashboard" not in document.Sheets.ElementNames
    with zipfile.ZipFile(copy) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"CHURN_RATE(" in part for part in parts)


def test_nobody_else_is_asked_about_other_addresses(blank, running):
    from com.sun.star.util import URL

    url = URL()
    url.Complete = "org.xlcrm:nothing-of-the-kind"
    _, url = running.service("com.sun.star.util.URLTransformer").parseStrict(url)
    assert blank.CurrentController.Frame.queryDispatch(url, "_self", 0) is None
