"""Several saves as one: the file sees all of them or none, and one version before."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcrm.errors import BookOpenError, BookWriteError, WorkbookChangedError, XlcrmError
from xlcrm.patches import AppendRows, EditCells
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.together import together
from xlcrm.workbook.versions import previous_path

FIRST = EditCells("T", "id", {4: "first"})
SECOND = AppendRows("T", {"id": ["second"]})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def saved(book: ClosedWorkbook, then: Callable[[], object]) -> None:
    with together(book) as copy:
        copy.apply([FIRST])
        then()


def test_saves_on_the_copy_become_one_save_of_the_book(plain_book: Path) -> None:
    before = plain_book.read_bytes()
    book = ClosedWorkbook.open(plain_book)
    with together(book) as copy:
        assert copy.name == book.name
        copy.apply([FIRST])
        copy.apply([SECOND])
        assert plain_book.read_bytes() == before
        finished = copy.path.read_bytes()
    assert plain_book.read_bytes() == finished
    assert previous_path(plain_book).read_bytes() == before
    assert names(plain_book.parent) == ["plain.previous.xlsx", "plain.xlsx"]
    ids = list(book.read("T").column("id"))
    assert (ids[0], ids[-1]) == ("first", "second")
    book.apply([EditCells("T", "id", {4: "again"})])
    assert next(iter(book.read("T").column("id"))) == "again"


def test_a_copy_without_saves_leaves_the_book(plain_book: Path) -> None:
    found, before = plain_book.stat(), plain_book.read_bytes()
    with together(ClosedWorkbook.open(plain_book)) as copy:
        copy.read("T")
    left = plain_book.stat()
    assert (left.st_ino, left.st_mtime_ns) == (found.st_ino, found.st_mtime_ns)
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_as_many_versions_stay_as_the_book_keeps(plain_book: Path) -> None:
    with together(ClosedWorkbook.open(plain_book, keep=0)) as copy:
        copy.apply([FIRST])
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_what_fails_between_saves_leaves_the_book_and_names_it(plain_book: Path) -> None:
    before = plain_book.read_bytes()
    with pytest.raises(XlcrmError) as caught, together(ClosedWorkbook.open(plain_book)) as copy:
        copy.read("Nowhere")
    assert caught.value.parameters["path"] == str(plain_book)
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_a_book_that_is_saved_or_opened_meanwhile_stays(plain_book: Path) -> None:
    book, other = ClosedWorkbook.open(plain_book), ClosedWorkbook.open(plain_book, keep=0)
    with pytest.raises(WorkbookChangedError):
        saved(book, lambda: other.apply([SECOND]))
    theirs = plain_book.read_bytes()
    with pytest.raises(WorkbookChangedError), together(book):
        pytest.fail("the book is not the one that was opened")
    lock = plain_book.with_name("~$plain.xlsx")
    with pytest.raises(BookOpenError):
        saved(other, lambda: lock.write_text("somebody"))
    with pytest.raises(BookOpenError), together(other):
        pytest.fail("nothing is begun on a book that is open")
    assert plain_book.read_bytes() == theirs


def test_a_copy_that_goes_wrong_on_the_way_back_is_noticed(plain_book: Path, monkeypatch) -> None:
    before = plain_book.read_bytes()

    def cut(source, target) -> None:
        target.write(source.read()[:-1])

    book = ClosedWorkbook.open(plain_book)
    with pytest.raises(BookWriteError) as caught:
        saved(book, lambda: monkeypatch.setattr("shutil.copyfileobj", cut))
    assert caught.value.code == "book.not_verified"
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]
