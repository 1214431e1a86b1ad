"""Saving: refused with a reason where it would lose something, and the version before kept."""

import os
import stat
from pathlib import Path

import pytest

from xlcrm.errors import (
    BookDamagedError,
    BookEncryptedError,
    BookMissingError,
    BookOpenError,
    BookWriteError,
    WorkbookChangedError,
)
from xlcrm.opc import archive
from xlcrm.patches import EditCells
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.saving import previous_path

PATCH = EditCells("T", "id", {4: "changed"})


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


@pytest.mark.parametrize("lock", ["~$plain.xlsx", ".~lock.plain.xlsx#"])
def test_a_book_that_is_open_elsewhere_can_be_read_but_not_written(plain_book: Path, lock) -> None:
    (plain_book.parent / lock).write_text("somebody")
    book = ClosedWorkbook.open(plain_book)
    assert book.read("T", {}).height == 5
    before = plain_book.read_bytes()
    with pytest.raises(BookOpenError) as caught:
        book.apply([PATCH])
    assert caught.value.parameters["lock"] == lock
    assert plain_book.read_bytes() == before


def test_a_book_that_somebody_saved_meanwhile(plain_book: Path) -> None:
    book, other = ClosedWorkbook.open(plain_book), ClosedWorkbook.open(plain_book)
    other.apply([PATCH])
    before = plain_book.read_bytes()
    for use in (book.tables, lambda: book.read("T", {}), lambda: book.apply([PATCH])):
        with pytest.raises(WorkbookChangedError):
            use()
    assert plain_book.read_bytes() == before


def test_a_book_that_was_only_touched_is_the_same(plain_book: Path) -> None:
    book = ClosedWorkbook.open(plain_book)
    os.utime(plain_book, (1, 1))
    book.apply([PATCH])
    book.apply([EditCells("T", "id", {4: "again"})])
    assert next(iter(book.read("T", {}).column("id"))) == "again"


def test_a_book_that_is_replaced_while_we_write(plain_book: Path, monkeypatch) -> None:
    book = ClosedWorkbook.open(plain_book)
    write = archive.write_archive

    def slow(package, target, changed) -> None:
        write(package, target, changed)
        os.utime(plain_book, (1, 1))

    monkeypatch.setattr("xlcrm.workbook.saving.write_archive", slow)
    before = plain_book.read_bytes()
    with pytest.raises(WorkbookChangedError):
        book.apply([PATCH])
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_the_version_before_is_kept(plain_book: Path) -> None:
    plain_book.chmod(0o640)
    versions = [plain_book.read_bytes()]
    book = ClosedWorkbook.open(plain_book)
    for text in ("one", "two"):
        book.apply([EditCells("T", "id", {4: text})])
        versions.append(plain_book.read_bytes())
        assert previous_path(plain_book).read_bytes() == versions[-2]
    assert names(plain_book.parent) == ["plain.previous.xlsx", "plain.xlsx"]
    assert stat.S_IMODE(plain_book.stat().st_mode) == 0o640


def test_the_version_before_is_copied_where_links_are_unknown(plain_book, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    before = plain_book.read_bytes()
    ClosedWorkbook.open(plain_book).apply([PATCH])
    assert previous_path(plain_book).read_bytes() == before


def test_a_link_stays_a_link(plain_book: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(plain_book)
    ClosedWorkbook.open(link).apply([PATCH])
    assert link.is_symlink()
    assert next(iter(ClosedWorkbook.open(plain_book).read("T", {}).column("id"))) == "changed"


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), PermissionError()])
def test_a_disk_that_fails(plain_book: Path, monkeypatch, failure: OSError) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    before = plain_book.read_bytes()
    with pytest.raises(BookWriteError):
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_bytes_that_went_wrong_on_their_way(plain_book: Path, monkeypatch) -> None:
    write = archive.write_archive

    def spoil(package, target, changed) -> None:
        write(package, target, changed)
        member = package.member("xl/theme/theme1.xml")
        target.seek(member.data + 9)
        target.write(b"spoilt")

    monkeypatch.setattr("xlcrm.workbook.saving.write_archive", spoil)
    before = plain_book.read_bytes()
    with pytest.raises((BookWriteError, BookDamagedError)):
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


@pytest.mark.parametrize(
    ("content", "error", "code"),
    [
        (None, BookMissingError, "book.missing"),
        (b"", BookDamagedError, "book.not_a_workbook"),
        (b"PK\x03\x04 cut short", BookDamagedError, "book.not_a_workbook"),
        (b"name;phone\n", BookDamagedError, "book.not_a_workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            BookEncryptedError,
            "book.encrypted",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"),
            BookDamagedError,
            "book.old_format",
        ),
    ],
)
def test_files_that_are_no_books(tmp_path: Path, content, error, code: str) -> None:
    path = tmp_path / "book.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error) as caught:
        ClosedWorkbook.open(path)
    assert caught.value.code == code
    assert caught.value.parameters["path"] == str(path)
