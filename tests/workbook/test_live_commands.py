"""The same command on the same data leaves the same cells in a file and in a running LibreOffice."""

from datetime import date, datetime

import openpyxl
import pytest

from xlcrm.crm.history_lines import Stamp
from xlcrm.macros import (
    call_list,
    checkup,
    client_card,
    convert,
    erase,
    importing,
    leads,
    refresh,
    suggestions,
    today,
    undo,
    validate,
)
from xlcrm.patches import AppendRows, EditCells
from xlcrm.sample import sample_firm
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.live import LiveWorkbook

DAY = date(2026, 11, 20)
STAMP = Stamp("test", "tester", datetime(2026, 11, 20, 9, 30))


MOST = 24
"""Rows of each table: a running office takes a tenth of a second for ten."""


@pytest.fixture(scope="module")
def sample(run_command, tmp_path_factory):
    """The sample firm's latest rows."""
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    status, _, errors = run_command("new", path)
    assert (status, errors) == (0, "")
    ClosedWorkbook.open(path).apply([latest(patch) for patch in sample_firm(DAY).patches()])
    return path


def latest(patch):
    if not isinstance(patch, AppendRows) or patch.table == "Lists":
        return patch
    return patch._replace(columns={name: cells[-MOST:] for name, cells in patch.columns.items()})


@pytest.fixture
def both(sample, opened, tmp_path):
    """The same firm as a file, and open in LibreOffice."""
    return pair(sample, opened, tmp_path)


def pair(path, opened, tmp_path):
    copies = [tmp_path / name for name in ("closed.xlsx", "live.xlsx")]
    for copy in copies:
        copy.write_bytes(path.read_bytes())
    return ClosedWorkbook.open(copies[0]), LiveWorkbook(opened(copies[1]), title="a command")


def run(book, command, **options):
    return command(book, lambda *_, **__: True, lambda *_, **__: None, today=DAY, **options)


def state(book):
    """All tables; the empty text is blank, since Calc knows no other."""
    found = {}
    for name, place in book.tables().items():
        # By name, a running office would look for each table among all.
        live = isinstance(book, LiveWorkbook)
        grid = book.read_block(place) if live else book.read(name)
        columns = [[None if cell == "" else cell for cell in column] for column in grid.columns]
        found[name] = (place, columns)
    return found


def same(both, command, **options):
    """Runs a command on both, and compares what it said and what it left; the live book is told."""
    closed, live = (run(book, command, **options) for book in both)
    assert [one.key for one in live.messages] == [one.key for one in closed.messages]
    assert live.listings == closed.listings
    return live, same_cells(both)


def same_cells(both):
    """The tables of the live book, which are those of the file."""
    after, held = (state(book) for book in both)
    assert list(held) == list(after)
    for name in after:
        assert held[name] == after[name], name
    assert both[1].sheet_titles() == both[0].sheet_titles()
    return held


def undo_list(live):
    return live.book.api.getUndoManager().getAllUndoActionTitles()


def taken_back(live, before, titles, after):
    """One step of Calc's own undo takes the command back, and its redo does it again."""
    manager = live.book.api.getUndoManager()
    assert undo_list(live)[0] == "a command"
    shown = live.sheet_titles()
    manager.undo()
    assert (state(live), live.sheet_titles()) == (before, titles)
    manager.redo()
    assert (state(live), live.sheet_titles()) == (after, shown)


def test_leads_conversion_and_undo(both):
    live = both[1]
    before, titles = state(live), live.sheet_titles()
    _, after = same(both, leads.sort, as_of=DAY, stamp=STAMP)
    taken_back(live, before, titles, after)
    told, sorted_once = same(both, leads.sort, as_of=DAY, stamp=STAMP)
    assert len(undo_list(live)) == 1, "a second run does nothing"
    _, looked = same(both, convert.convert, as_of=DAY, stamp=STAMP)
    assert looked == sorted_once, "a look changes no table"
    told, converted = same(both, convert.convert, apply=True, as_of=DAY, stamp=STAMP)
    assert converted["Customers"] != looked["Customers"], told
    _, undone = same(both, undo.undo, stamp=STAMP)
    assert undone["Customers"][1] == looked["Customers"][1]


def same_sheets(both, keys):
    """The generated sheets of both show the same values in the same cells."""
    closed, live = both
    file = openpyxl.load_workbook(closed.path, data_only=True)
    for key in keys:
        title = closed.sheet_title(key)
        assert live.sheet_title(key) == title != ""
        sheet, held = live.book.sheets[title], file[title]
        block = sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2).value
        for row, line in enumerate(block, 1):
            for column, value in enumerate(line, 1):
                expected = held.cell(row, column).value
                if isinstance(value, float) and expected is not None:
                    assert value == pytest.approx(expected), (key, row, column)
                else:
                    assert (value or None) == (expected or None), (key, row, column)


def test_problems_and_check_up_are_the_same_sheets(both):
    same(both, validate.validate_book, as_of=DAY, stamp=STAMP)
    same_sheets(both, ["problems"])
    told = [run(book, checkup.check, as_of=DAY) for book in both]
    assert told[0].messages[0] == told[1].messages[0]
    assert both[1].sheet_title("checkup") == both[0].sheet_title("checkup") != ""


def only(book, keys, monkeypatch):
    """Has a book write these generated sheets alone: all of them take a running office long."""
    write = book.apply

    def chosen(patches):
        write([one for one in patches if getattr(one, "key", "") in {"", *keys}])

    monkeypatch.setattr(book, "apply", chosen)


def test_refreshed_sheets_hold_the_same_values(both, monkeypatch):
    live = both[1]
    before, titles = state(live), live.sheet_titles()
    for book in both:
        only(book, ("today", "churn", "customers", "pivot"), monkeypatch)
    _, after = same(both, refresh.refresh, as_of=DAY, values=True, stamp=STAMP)
    same_sheets(both, ("today", "churn", "customers"))
    # Calc computes the PivotTables itself.
    assert len(live.book.sheets[live.sheet_title("pivot")].pivot_tables) > 0
    taken_back(live, before, titles, after)


def test_suggestions_and_a_cleaned_call_list(both):
    live = both[1]
    for book in both:
        book.apply([EditCells("Inquiries", "Status", {3: " Opened", 4: "bougt"})])
    for command in (suggestions.apply_suggestions, call_list.clean):
        before, titles = state(live), live.sheet_titles()
        _, after = same(both, command, stamp=STAMP)
        assert after != before, command
        taken_back(live, before, titles, after)
    same(both, today.show_today, as_of=DAY, stamp=STAMP)
    assert live.sheet_title("today") == both[0].sheet_title("today") != ""


def test_a_card_and_an_erased_person(both):
    live = both[1]
    grid = both[0].read("Customers")
    who = grid.column("Customer ID")[0]
    _, before = same(both, client_card.card, who=who, as_of=DAY)
    # Its figures are worksheet functions, which this office does not have.
    assert live.sheet_title("client_card") == both[0].sheet_title("client_card") != ""
    # Of a file alone, erasing also tells of the former versions beside it.
    for book in both:
        run(book, erase.erase_person, who=who)
    assert same_cells(both) == before, "a look changes no table"
    for book in both:
        run(book, erase.erase_person, who=who, yes=True)
    # The file was rewritten as a whole, so that nothing of the person is left in it.
    erased = same_cells((ClosedWorkbook.open(both[0].path), live))
    assert erased["Customers"] != before["Customers"]
    assert undo_list(live)[0] == "a command"


def test_import_of_purchases(cdnow, run_command, opened, tmp_path):
    path = tmp_path / "empty.xlsx"
    status, _, errors = run_command("new", path)
    assert (status, errors) == (0, "")
    both = pair(path, opened, tmp_path)
    rows = ["customer,date,quantity,amount"]
    for line in cdnow.read_text(encoding="utf-8").splitlines()[:501]:
        customer, *rest = line.split()
        if len(rest) == 3 and rest[0].isdigit():
            day, quantity, amount = rest
            rows.append(f"{customer},{day[:4]}-{day[4:6]}-{day[6:]},{quantity},{amount}")
    file = tmp_path / "cdnow.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    mapping = {"customer_id": "customer"}
    options = {"table": "Orders", "file": file, "map": mapping, "where": {}, "alias": {}}
    _, imported = same(both, importing.import_rows, stamp=STAMP, **options)
    place, columns = imported["Orders"]
    assert len(rows) == 501
    assert place.extent.height == len(rows) == len(columns[0]) + 1
    same(both, undo.undo, stamp=STAMP)
