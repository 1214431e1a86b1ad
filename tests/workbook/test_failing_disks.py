"""A disk that fails, is full or spoils what it is given: the book stays as it was."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xlcrm.errors import BookWriteError
from xlcrm.opc import archive
from xlcrm.patches import EditCells
from xlcrm.workbook.closed import ClosedWorkbook

PATCH = EditCells("T", "id", {4: "changed"})


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "book.disk_full"),
        (PermissionError(errno.EACCES, "Permission denied"), "book.unwritable"),
    ],
)
@pytest.mark.parametrize("place", ["os.fsync", "xlcrm.opc.streamed.Spool.add"])
def test_a_disk_that_fails(plain_book: Path, monkeypatch, failure, code: str, place: str) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(place, fail)
    before = plain_book.read_bytes()
    with pytest.raises(BookWriteError) as caught:
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert caught.value.code == code
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


FILLED = """
import resource, sys
from xlcrm.errors import BookWriteError
from xlcrm.patches import EditCells
from xlcrm.workbook.closed import ClosedWorkbook

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    ClosedWorkbook.open(sys.argv[1]).apply([EditCells("T", "id", {4: "changed"})])
except BookWriteError as error:
    print(error.code)
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems limit how large a file gets")
@pytest.mark.parametrize("room", [0, 1, 4000])
def test_a_disk_that_is_full_in_the_midst_of_writing(plain_book: Path, room: int) -> None:
    before = plain_book.read_bytes()
    assert len(before) > room
    done = subprocess.run(
        [sys.executable, "-c", FILLED, str(plain_book), str(room)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["book.disk_full"], done.stderr
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_a_written_book_that_is_cut_short(plain_book: Path, monkeypatch) -> None:
    monkeypatch.setattr("xlcrm.workbook.saving.write_archive", lambda *_: None)
    with pytest.raises(BookWriteError) as caught:
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert caught.value.code == "book.not_verified"
    assert caught.value.parameters["path"] == str(plain_book)
    assert names(plain_book.parent) == ["plain.xlsx"]


@pytest.mark.parametrize("offset", [12, 16, 20, 24])
def test_a_directory_that_went_wrong_on_its_way(plain_book: Path, monkeypatch, offset) -> None:
    write = archive.write_archive

    def spoil(package, target, changed) -> None:
        write(package, target, changed)
        target.seek(0)
        content = target.read()
        record = content.index(b"PK\x01\x02") + offset
        target.seek(record)
        target.write(bytes([content[record] ^ 1]))

    monkeypatch.setattr("xlcrm.workbook.saving.write_archive", spoil)
    before = plain_book.read_bytes()
    with pytest.raises(BookWriteError) as caught:
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert caught.value.code == "book.not_verified"
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
    with pytest.raises(BookWriteError):
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == ["plain.xlsx"]
