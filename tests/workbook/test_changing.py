"""A book that another program saves while it is read: told as that, never as a damaged one."""

import shutil
from pathlib import Path

import pytest

from xlcrm.errors import BookDamagedError, BookMissingError, WorkbookChangedError
from xlcrm.opc import package
from xlcrm.opc.book import Book
from xlcrm.patches import AppendRows
from xlcrm.workbook import closed, reading
from xlcrm.workbook.closed import ClosedWorkbook


@pytest.fixture
def longer(plain_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the other program saves."""
    copy = tmp_path_factory.mktemp("longer") / "longer.xlsx"
    shutil.copy(plain_book, copy)
    ClosedWorkbook.open(copy).apply([AppendRows("T", {"id": ["a new row"] * 50})])
    return copy


def replaced(path: Path, other: Path) -> None:
    beside = path.with_name("beside")
    shutil.copy(other, beside)
    beside.replace(path)


def rewritten(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def begun(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes()[:600])


SAVES = [replaced, rewritten, begun]


def once(function, before):
    """The function, with something that happens right before its first call."""
    left = [before]

    def call(*arguments, **named):
        if left:
            left.pop()()
        return function(*arguments, **named)

    return call


@pytest.mark.parametrize("save", SAVES)
def test_while_a_table_is_read_fast(plain_book: Path, longer: Path, monkeypatch, save) -> None:
    book = ClosedWorkbook.open(plain_book)
    then = once(reading.read_fast, lambda: save(plain_book, longer))
    monkeypatch.setattr(reading, "read_fast", then)
    with pytest.raises(WorkbookChangedError):
        book.read("T")


@pytest.mark.parametrize("save", SAVES)
def test_while_a_table_is_read_cell_by_cell(plain_book: Path, longer, monkeypatch, save) -> None:
    book = ClosedWorkbook.open(plain_book)
    monkeypatch.setattr(reading, "may_be_read_fast", lambda *_: False)
    then = once(reading.read_raw, lambda: save(plain_book, longer))
    monkeypatch.setattr(reading, "read_raw", then)
    with pytest.raises(WorkbookChangedError):
        book.read("T")


@pytest.mark.parametrize("save", SAVES)
def test_while_its_tables_are_looked_for(plain_book: Path, longer, monkeypatch, save) -> None:
    book = ClosedWorkbook.open(plain_book)
    monkeypatch.setattr(closed, "Book", once(Book, lambda: save(plain_book, longer)))
    if save is replaced:  # the file that was opened is still there, whole
        assert "T" in book.tables()
    else:
        with pytest.raises(WorkbookChangedError):
            book.tables()


@pytest.mark.parametrize("save", [rewritten, begun])
def test_while_it_is_opened(plain_book: Path, longer: Path, monkeypatch, save) -> None:
    look = package.read_directory
    monkeypatch.setattr(package, "read_directory", once(look, lambda: save(plain_book, longer)))
    try:
        ClosedWorkbook.open(plain_book)
    except WorkbookChangedError as error:
        assert error.code == "book.changing"
        assert error.parameters == {"path": str(plain_book)}
    else:
        assert save is rewritten


def test_what_stays_as_it_is_is_damaged_or_missing(plain_book: Path, tmp_path: Path) -> None:
    begun(plain_book, plain_book)
    with pytest.raises(BookDamagedError):
        ClosedWorkbook.open(plain_book)
    with pytest.raises(BookMissingError):
        ClosedWorkbook.open(tmp_path / "none.xlsx")
