"""Saving: refused with a reason where it would lose something, and the version before kept."""

import os
import zipfile
from pathlib import Path

import pytest

from xlcrm.errors import (
    BookOpenError,
    BookWriteError,
    WorkbookChangedError,
)
from xlcrm.opc import archive
from xlcrm.patches import AppendRows, EditCells, RemoveRows
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.stage import stage
from xlcrm.workbook.versions import previous_path

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


def test_a_link_stays_a_link(plain_book: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(plain_book)
    ClosedWorkbook.open(link).apply([PATCH])
    assert link.is_symlink()
    assert next(iter(ClosedWorkbook.open(plain_book).read("T").column("id"))) == "changed"
