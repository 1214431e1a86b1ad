"""Saving: refused with a reason where it would lose something, and the version before kept."""

import errno
import os
import stat
import subprocess
import sys
import zipfile
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
from xlcrm.patches import AppendRows, EditCells, RemoveRows
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.stage import stage
from xlcrm.workbook.versions import previous_path, previous_paths

PATCH = EditCells("T", "id", {4: "changed"})


class Crash(BaseException):
    """The machine stops here: nothing may be tidied after it."""


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def no_links(*_: object) -> None:
    raise OSError


def stored(path: Path, theme: bytes) -> bytes:
    """The same book unpacked, so that another theme of the same length changes no length."""
    with zipfile.ZipFile(path) as source:
        parts = {item.filename: source.read(item) for item in source.infolist()}
    parts["xl/theme/theme1.xml"] = parts["xl/theme/theme1.xml"].replace(b"Office", theme)
    copy = path.with_name("stored.zip")
    with zipfile.ZipFile(copy, "w") as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name), data)
    content = copy.read_bytes()
    copy.unlink()
    return content


@pytest.mark.parametrize("lock", ["~$plain.xlsx", ".~lock.plain.xlsx#"])
def test_a_book_that_is_open_elsewhere_can_be_read_but_not_written(plain_book: Path, lock) -> None:
    (plain_book.parent / lock).write_text("somebody")
    book = ClosedWorkbook.open(plain_book)
    assert book.read("T").height == 5
    before = plain_book.read_bytes()
    with pytest.raises(BookOpenError) as caught:
        book.apply([PATCH])
    assert caught.value.parameters["lock"] == lock
    assert plain_book.read_bytes() == before


def test_a_book_that_somebody_saved_meanwhile(plain_book: Path) -> None:
    book, other = ClosedWorkbook.open(plain_book), ClosedWorkbook.open(plain_book)
    other.apply([PATCH])
    before = plain_book.read_bytes()
    for use in (book.tables, lambda: book.read("T"), lambda: book.apply([PATCH])):
        with pytest.raises(WorkbookChangedError):
            use()
    assert plain_book.read_bytes() == before


def test_a_book_that_was_only_touched_is_the_same(plain_book: Path) -> None:
    book = ClosedWorkbook.open(plain_book)
    os.utime(plain_book, (1, 1))
    book.apply([PATCH])
    book.apply([EditCells("T", "id", {4: "again"})])
    assert next(iter(book.read("T").column("id"))) == "again"


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


@pytest.mark.parametrize("during", ["stage", "write_archive", "verify_archive"])
@pytest.mark.parametrize("touched", [True, False])
@pytest.mark.parametrize("in_place", [True, False])
def test_a_book_that_another_program_saves_meanwhile(
    plain_book: Path, monkeypatch, during: str, touched: bool, in_place: bool
) -> None:
    theirs = stored(plain_book, b"Offlce")
    plain_book.write_bytes(stored(plain_book, b"Office"))
    assert len(theirs) == plain_book.stat().st_size
    was = plain_book.stat()
    book = ClosedWorkbook.open(plain_book)
    module = "stage" if during == "stage" else "saving"
    real = stage if during == "stage" else getattr(archive, during)

    def interrupted(*arguments):
        result = real(*arguments)
        beside = plain_book if in_place else plain_book.with_name("beside")
        beside.write_bytes(theirs)
        os.utime(beside, ns=(was.st_atime_ns, was.st_mtime_ns + touched))
        beside.replace(plain_book)
        return result

    monkeypatch.setattr(f"xlcrm.workbook.{module}.{during}", interrupted)
    with pytest.raises(WorkbookChangedError):
        book.apply([PATCH])
    assert plain_book.read_bytes() == theirs
    assert names(plain_book.parent) == ["plain.xlsx"]


def test_a_book_that_is_cut_short_or_deleted_while_we_write(plain_book: Path, monkeypatch) -> None:
    write = archive.write_archive
    content = plain_book.read_bytes()

    def cut(package, target, changed) -> None:
        plain_book.write_bytes(content[:100])
        write(package, target, changed)

    def delete(package, target, changed) -> None:
        plain_book.unlink()
        write(package, target, changed)

    for act, left in ((cut, ["plain.xlsx"]), (delete, [])):
        plain_book.write_bytes(content)
        monkeypatch.setattr("xlcrm.workbook.saving.write_archive", act)
        with pytest.raises(WorkbookChangedError):
            ClosedWorkbook.open(plain_book).apply([PATCH])
        assert names(plain_book.parent) == left


def test_a_book_that_another_program_saves_right_after_us(plain_book: Path, monkeypatch) -> None:
    theirs = plain_book.read_bytes()
    book = ClosedWorkbook.open(plain_book)
    monkeypatch.setattr(
        "xlcrm.workbook.saving._sync_folder", lambda _: plain_book.write_bytes(theirs)
    )
    book.apply([PATCH])
    with pytest.raises(WorkbookChangedError):
        book.tables()


@pytest.mark.parametrize("lock", ["~$plain.xlsx", ".~lock.plain.xlsx#"])
def test_a_book_that_is_opened_elsewhere_while_we_write(
    plain_book: Path, monkeypatch, lock: str
) -> None:
    verify = archive.verify_archive

    def slow(package, path, changed):
        (plain_book.parent / lock).write_text("somebody")
        return verify(package, path, changed)

    monkeypatch.setattr("xlcrm.workbook.saving.verify_archive", slow)
    before = plain_book.read_bytes()
    with pytest.raises(BookOpenError):
        ClosedWorkbook.open(plain_book).apply([PATCH])
    assert plain_book.read_bytes() == before
    assert names(plain_book.parent) == sorted([lock, "plain.xlsx"])


@pytest.mark.parametrize("refused", ["plain.xlsx", "plain.previous.xlsx"])
@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_cannot_be_replaced_leaves_both_versions(
    plain_book: Path, monkeypatch, refused: str, links: bool
) -> None:
    ClosedWorkbook.open(plain_book).apply([PATCH])
    before = {item: item.read_bytes() for item in plain_book.parent.iterdir()}
    replace = Path.replace

    def refuse(source: Path, target: Path) -> Path:
        back = source.suffix == ".before" and target == plain_book
        if target.name == refused and not back:
            raise PermissionError(13, "Permission denied")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", refuse)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    with pytest.raises(BookWriteError):
        ClosedWorkbook.open(plain_book).apply([EditCells("T", "id", {4: "third"})])
    assert {item: item.read_bytes() for item in plain_book.parent.iterdir()} == before


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("after", [True, False])
def test_a_crash_at_any_step_loses_no_version(
    plain_book: Path, monkeypatch, step: int, after: bool
) -> None:
    ClosedWorkbook.open(plain_book).apply([PATCH])
    older, current = previous_path(plain_book).read_bytes(), plain_book.read_bytes()
    steps = iter(range(4))

    def crashing(act):
        def run(*arguments) -> None:
            due = next(steps) == step
            if due and not after:
                raise Crash
            act(*arguments)
            if due:
                raise Crash

        return run

    with monkeypatch.context() as patched:
        for owner, name in ((Path, "chmod"), (Path, "hardlink_to"), (Path, "replace")):
            patched.setattr(owner, name, crashing(getattr(owner, name)))
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Crash):
            ClosedWorkbook.open(plain_book).apply([EditCells("T", "id", {4: "third"})])
    left = [item.read_bytes() for item in plain_book.parent.iterdir()]
    assert current in left
    assert previous_path(plain_book).read_bytes() in {older, current}
    book = ClosedWorkbook.open(plain_book)
    assert next(iter(book.read("T").column("id"))) in {"changed", "third"}
    before = plain_book.read_bytes()
    book.apply([EditCells("T", "id", {4: "fourth"})])
    assert previous_path(plain_book).read_bytes() == before
    assert names(plain_book.parent) == ["plain.previous.xlsx", "plain.xlsx"]


def test_only_what_we_left_of_this_book_is_tidied(plain_book: Path) -> None:
    kept = [".xlcrm-other.xlsx-ab12.tmp", ".xlcrm-plain.xlsx-b.xlsx-ab12.before", "mine.tmp"]
    for name in (*kept, ".xlcrm-plain.xlsx-ab12.tmp", ".xlcrm-plain.xlsx-c_9.before"):
        (plain_book.parent / name).write_bytes(b"left over")
    ClosedWorkbook.open(plain_book).apply([PATCH])
    assert names(plain_book.parent) == sorted([*kept, "plain.previous.xlsx", "plain.xlsx"])


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


@pytest.mark.parametrize("links", [True, False])
def test_as_many_versions_are_kept_as_asked_for(plain_book: Path, monkeypatch, links) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    versions = [plain_book.read_bytes()]
    book = ClosedWorkbook.open(plain_book, keep=3)
    for text in ("one", "two", "three", "four", "five"):
        book.apply([EditCells("T", "id", {4: text})])
        versions.append(plain_book.read_bytes())
        kept = [path.read_bytes() for path in previous_paths(plain_book)]
        assert kept == versions[-2::-1][:3]
    assert names(plain_book.parent) == [
        "plain.previous-2.xlsx",
        "plain.previous-3.xlsx",
        "plain.previous.xlsx",
        "plain.xlsx",
    ]
    ClosedWorkbook.open(plain_book, keep=1).apply([EditCells("T", "id", {4: "six"})])
    kept = [path.read_bytes() for path in previous_paths(plain_book)]
    assert kept == [versions[5], versions[3], versions[2]]


def test_no_version_is_kept_where_none_is_wanted(plain_book: Path) -> None:
    book = ClosedWorkbook.open(plain_book, keep=0)
    book.apply([PATCH])
    assert names(plain_book.parent) == ["plain.xlsx"]
    assert next(iter(book.read("T").column("id"))) == "changed"


@pytest.mark.parametrize("refused", ["plain.previous.xlsx", "plain.previous-3.xlsx"])
def test_versions_that_cannot_move_stay_where_they_were(
    plain_book: Path, monkeypatch, refused: str
) -> None:
    book = ClosedWorkbook.open(plain_book, keep=4)
    for text in ("one", "two", "three"):
        book.apply([EditCells("T", "id", {4: text})])
    before = {item: item.read_bytes() for item in plain_book.parent.iterdir()}
    replace = Path.replace

    def refuse(source: Path, target: Path) -> Path:
        if target.name == refused and source.suffix == ".before":
            raise PermissionError(13, "Permission denied")
        if target.name == "plain.previous-4.xlsx" and refused == "plain.previous-3.xlsx":
            raise PermissionError(13, "Permission denied")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BookWriteError):
        book.apply([EditCells("T", "id", {4: "four"})])
    assert {item: item.read_bytes() for item in plain_book.parent.iterdir()} == before


def test_equal_patches_twice_change_no_byte(plain_book: Path) -> None:
    book = ClosedWorkbook.open(plain_book)
    book.apply([AppendRows("T", {"id": ["x"], "new": [1]})])
    again = [
        EditCells("T", "id", {4: "y", 9: "x"}),
        EditCells("T", "new", {5: 2.5, 6: None}),
        RemoveRows("T", [8], last_row=8),
    ]
    book.apply(again)
    before = {item: item.read_bytes() for item in plain_book.parent.iterdir()}
    book.apply(again)
    ClosedWorkbook.open(plain_book).apply(again)
    assert {item: item.read_bytes() for item in plain_book.parent.iterdir()} == before


def test_the_version_before_is_copied_where_links_are_unknown(plain_book, monkeypatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    before = plain_book.read_bytes()
    ClosedWorkbook.open(plain_book).apply([PATCH])
    assert previous_path(plain_book).read_bytes() == before


def test_a_link_stays_a_link(plain_book: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(plain_book)
    ClosedWorkbook.open(link).apply([PATCH])
    assert link.is_symlink()
    assert next(iter(ClosedWorkbook.open(plain_book).read("T").column("id"))) == "changed"


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
