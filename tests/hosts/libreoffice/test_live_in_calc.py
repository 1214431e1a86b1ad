"""What is computed after an edit, and when it is shown: a document that is asked from outside."""

import pytest

from xlcrm.hosts.libreoffice.in_sight import formulas_in_sight
from xlcrm.udfs.catalogue import FUNCTIONS

pytestmark = pytest.mark.office
REVENUE, AVERAGE = ("REVENUE_TOTAL", ()), ("AVERAGE_ORDER", ())


@pytest.fixture
def document(opened, sample_book, copy_of):
    """The sample firm with one figure on the sheet that is shown, and one on another."""
    document = opened(copy_of(sample_book))
    sheets = document.Sheets
    for title, formula in (("Here", "=REVENUE_TOTAL()"), ("There", "=AVERAGE_ORDER()")):
        sheets.insertNewByName(title, sheets.Count)
        sheets.getByName(title).getCellByPosition(1, 1).Formula = formula
    document.CurrentController.setActiveSheet(sheets.getByName("Here"))
    return document


@pytest.fixture
def live(document):
    """The document as the extension has it, watched from outside of the office."""
    from xlcrm.hosts.libreoffice.live import LiveDocument  # needs the office's classes

    made = LiveDocument(document, lambda: None, lambda: None)
    yield made
    made.close()


@pytest.fixture
def figures(live):
    """What cells show of the two figures."""
    results = [live.result(FUNCTIONS[name], arguments) for name, arguments in (REVENUE, AVERAGE)]
    return lambda: [result._answer.shown for result in results]


@pytest.fixture
def edit(document):
    """Adds something to an order."""
    sheet = document.Sheets.getByName("Orders")
    headers = sheet.getCellRangeByPosition(0, 0, 20, 0).getDataArray()[0]
    cell = sheet.getCellByPosition(headers.index("Amount"), 1500)

    def added(amount):
        cell.Value += amount

    return added


def test_what_is_in_sight_are_the_formulas_of_the_sheet_that_is_shown(document):
    assert list(formulas_in_sight(document)) == ["=XLCRM.REVENUE_TOTAL()"]
    sheets = document.Sheets
    document.CurrentController.setActiveSheet(sheets.getByName("Orders"))
    assert list(formulas_in_sight(document)) == []


def test_what_the_user_sees_is_shown_first(live, figures, edit):
    revenue, average = figures()
    edit(1000)
    work = live.read()
    assert figures() == [revenue, average]
    assert work.do_in_sight()
    assert live.show(work, all_of_it=False) == 1
    assert figures() == [pytest.approx(revenue + 1000), average]
    assert work.do_all()
    assert live.show(work) == 1
    assert figures()[1] > average
    assert live.show(work) == 0
    assert live.read() is None


def _insert(sheets):
    sheets.insertNewByName("Front", 0)


def _remove(sheets):
    sheets.removeByName("Start")


def _move(sheets):
    sheets.moveByName("Orders", 0)


@pytest.mark.parametrize("change", [_insert, _remove, _move])
def test_figures_follow_where_sheets_in_front_of_a_table_come_and_go(
    live, figures, edit, document, change
):
    """Calc goes on watching the place where the sheet was: the second edit was the one missed."""
    revenue, _ = figures()
    change(document.Sheets)
    for times in (1, 2, 3):
        edit(1000)
        live.catch_up()
        assert figures()[0] == pytest.approx(revenue + 1000 * times)


def test_later_work_overtakes_what_nobody_looks_at(live, figures, edit):
    revenue, average = figures()
    edit(1000)
    first = live.read()
    first.do_in_sight()
    live.show(first, all_of_it=False)
    edit(1000)
    second = live.read()
    assert not first.do_all()
    assert second.do_all()
    live.show(second)
    shown = figures()
    assert shown[0] == pytest.approx(revenue + 2000)
    assert live.show(first) == 0
    assert figures() == shown
    edit(-2000)
    live.catch_up()
    assert figures() == [pytest.approx(revenue), pytest.approx(average)]


def test_what_is_still_being_computed_is_there_when_the_document_is_saved(live, figures, edit):
    revenue, average = figures()
    edit(1000)
    work = live.read()
    live.show(work, all_of_it=False)
    live.catch_up()  # nothing was edited since
    assert figures()[0] == pytest.approx(revenue + 1000)
    assert figures()[1] > average
