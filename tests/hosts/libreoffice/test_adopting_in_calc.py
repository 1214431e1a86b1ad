"""Tables that a manager keeps by hand, adopted by a button in a real Calc."""

from datetime import datetime

import openpyxl
import pytest

pytestmark = pytest.mark.office


@pytest.fixture
def kept_by_hand(tmp_path):
    """A workbook as a manager keeps it: a log of inquiries under headers of their own."""
    path = tmp_path / "log.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Calls"
    book.active.append(["Day", "Who", "Phone number", "E-mail address", "What they asked"])
    for n in range(1, 13):
        day = datetime(2026, 11, n)
        book.active.append(
            [day, f"Ann Ash{n}", f"0113 496 02{n:02d}", f"a{n}@example.com", "beans"]
        )
    book.save(path)
    return path


def test_tables_kept_by_hand_are_adopted_after_a_yes(opened, kept_by_hand, press, cells):
    document = opened(kept_by_hand)
    held = cells(document, "Calls")
    done, said = press(document, "leads", "no")
    assert not done
    assert "none of the tables" in said[-1]
    assert 'Sheet "Calls", A1:E13: Inquiries' in said[-1]
    assert not document.isModified()
    _, said = press(document, "leads", "yes", "yes")
    assert 'The mapping stands in the sheet "Columns"' in said[-1]
    assert [row[:5] for row in cells(document, "Calls")] == list(held)
    done, said = press(document, "leads", "yes")
    assert done, said
    assert len(cells(document, "Leads")) == 13


def test_an_adoption_is_one_step_and_leaves_nothing_where_it_is_refused(
    opened, kept_by_hand, press, cells
):
    document = opened(kept_by_hand)
    remark = document.Sheets.getByName("Calls").getCellRangeByName("F5")
    remark.String = "called twice!"
    document.UndoManager.clear()
    document.setModified(False)
    held = cells(document, "Calls")
    done, said = press(document, "adopt", "yes", "yes")
    assert not done
    assert not document.isModified()
    assert "F5 is in the way" in said[-1]
    assert document.Sheets.ElementNames == ("Calls",)
    assert cells(document, "Calls") == held
    assert document.UndoManager.AllUndoActionTitles == ()
    remark.String = ""
    document.UndoManager.clear()
    held = cells(document, "Calls")
    done, said = press(document, "adopt", "yes", "yes")
    assert done, said
    assert "The mapping stands in" in said[-1]
    assert document.UndoManager.AllUndoActionTitles == ("Adopt this workbook",)
    assert cells(document, "Calls")[0][5:]
    document.CurrentController.Frame.activate()
    document.UndoManager.undo()
    assert document.Sheets.ElementNames == ("Calls",)
    assert cells(document, "Calls") == held


def test_the_button_adopts_what_was_typed_and_never_saved(blank, press, cells):
    sheet = blank.Sheets.getByIndex(0)
    rows = [("Date", "Name", "Phone", "Request")]
    rows += [(46000.0 + n, f"Bea Beck{n}", f"0113 496 02{n:02d}", "tea") for n in range(9)]
    sheet.getCellRangeByPosition(0, 0, 3, 9).setDataArray(tuple(rows))
    done, said = press(blank, "adopt", "yes", "no")
    assert done, said
    assert "Inquiries, 9 rows" in said[0]
    assert "--apply" not in said[0]
    assert {"Columns", "Leads", "Customers"} <= set(blank.Sheets.ElementNames)
    assert cells(blank, sheet.Name)[:10] == tuple(rows)


def test_a_document_with_nothing_to_adopt_is_told_so(blank, press):
    done, said = press(blank, "adopt")
    assert not done
    assert "looks like a list" in said[-1]
    assert "save it as an Excel file" in said[-1]
    assert not blank.isModified()
