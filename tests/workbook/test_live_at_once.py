"""Several writes into an open book as one step, in Calc's way and in that of Excel."""

import pytest

from xlcrm.cells import Address
from xlcrm.errors import BookError, TableBlockedError
from xlcrm.patches import AppendRows, Cell, DefineName, EditCells, WriteSheet
from xlcrm.workbook.additions import Addition
from xlcrm.workbook.live import LiveWorkbook
from xlcrm.workbook.live.office import Office
from xlcrm.workbook.live.program import Program


class Plain(Program):
    """A program that is spoken to through xlwings alone, as Excel is."""

    def grow(self, above, new, formulas):
        # LibreOffice cannot paste validations alone, as this does otherwise.
        self._written.keep(new)

    def hide_name(self, name, refers_to, sheet=None):
        # Nor does it take a name with a point, which Excel does.
        if sheet is None:
            self._written.keep_name(self.book, name)
        Office(self.book).hide_name(name, refers_to, sheet)


@pytest.fixture
def book(plain_book, opened):
    """The book with table T at B3, open in LibreOffice; its last sheet has no table."""
    book = opened(plain_book)
    book.names.add("theirs", "=Data!$B$3")
    book.api.getUndoManager().clear()
    return book


def whole(book):
    """The cells, the tables' ranges and the names."""
    model = book.api
    areas = [model.DatabaseRanges.getByName(one) for one in model.DatabaseRanges.ElementNames]
    return (
        {one.Name: one.getCellRangeByName("A1:J20").getFormulaArray() for one in model.Sheets},
        {one.Name: (one.DataArea.EndColumn, one.DataArea.EndRow) for one in areas},
        {one.name: one.refers_to for one in book.names},
    )


def titles(book):
    return book.api.getUndoManager().getAllUndoActionTitles()


def added(standing):
    sheet = WriteSheet("report", "Report", {Address(row, 1): Cell(f"k{row}") for row in (1, 2)})
    names = [DefineName("theirs", "=Report!$A$1"), DefineName("ours", "=Report!$A$2")]
    return Addition([sheet], names=names)


def steps(live):
    live.add_sheets(added, titles=["Report"], keys=[])
    live.apply([EditCells("T", "note", dict.fromkeys(range(4, 9), "x"))])
    assert list(live.read("T").columns[3]) == ["x"] * 5
    live.apply([AppendRows("T", {"id": ["6", "7"], "own": ["n", "m"]})])
    return live.sheet_titles()


def refused(live):
    raise TableBlockedError("table.blocked", table="T", sheet="Data", cell="F3")


def test_several_writes_are_one_step(book):
    before, undo = whole(book), book.api.getUndoManager()
    assert LiveWorkbook(book).at_once(steps) == ["Data", "Dashboard", "Report"]
    after = whole(book)
    assert titles(book) == ("xlcrm",)
    undo.undo()
    assert whole(book) == before
    undo.redo()
    assert whole(book) == after


@pytest.mark.parametrize("program", [Office, Plain])
def test_writes_before_one_that_is_refused_are_taken_back(book, program):
    before = whole(book)
    live = LiveWorkbook(book, program=program(book))
    with pytest.raises(TableBlockedError):
        live.at_once(lambda one: (steps(one), refused(one)))
    assert whole(book) == before
    if program is Office:
        assert titles(book) == ()
    live.at_once(steps)
    assert whole(book) != before, "and the next one is a step again"


def test_what_the_office_refuses_in_the_middle_is_said(book, monkeypatch):
    def refuse(office, title):
        office.book.sheets[0].api.getCellByPosition(-1, 0)

    before = whole(book)
    monkeypatch.setattr(Office, "add_sheet", refuse)
    with pytest.raises(BookError) as caught:
        LiveWorkbook(book).at_once(steps)
    assert caught.value.code == "book.refused"
    assert "traceback" not in caught.value.parameters["why"]
    assert whole(book) == before


def test_a_refused_step_that_wrote_nothing_takes_no_other_back(book):
    live = LiveWorkbook(book)
    live.at_once(steps)
    after = whole(book)
    with pytest.raises(TableBlockedError):
        live.at_once(refused)
    assert (whole(book), titles(book)) == (after, ("xlcrm",))
