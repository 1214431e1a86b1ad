"""Former versions: as many as asked for, and where one cannot move all stay."""

import stat
from pathlib import Path

import pytest

from xlcrm.errors import BookWriteError
from xlcrm.patches import EditCells
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.versions import previous_path, previous_paths

PATCH = EditCells("T", "id", {4: "changed"})


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def no_links(*_: object) -> None:
    raise OSError


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


def test_the_version_before_is_copied_where_links_are_unknown(plain_book, monkeypatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    before = plain_book.read_bytes()
    ClosedWorkbook.open(plain_book).apply([PATCH])
    assert previous_path(plain_book).read_bytes() == before
