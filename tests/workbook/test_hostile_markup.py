"""XML made to harm: entity bombs, entities from outside, depth. No bomb goes off, nothing leaks."""

import resource
import string
import zipfile
from pathlib import Path

import pytest
from soaking import trial
from soaking.blueprint import CONTENT_TYPES, SHEET, TABLE, WORKBOOK, Blueprint

from xlcrm.errors import XlcrmError
from xlcrm.patches import EditCells
from xlcrm.workbook.closed import ClosedWorkbook

LEVELS = 9
RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
SMALL_PARTS = [
    (CONTENT_TYPES, "application/xml"),
    ("_rels/.rels", "officeDocument"),
    (RELATIONSHIPS, "worksheets"),
    (WORKBOOK, "Data"),
    (TABLE, "amount"),
    ("xl/styles.xml", "Calibri"),
]
MEGABYTE = 1 << 20


def bomb() -> str:
    """Sixteen to the ninth times 64 letters."""
    levels = [f'<!ENTITY a "{"x" * 64}">']
    for inner, outer in zip(
        string.ascii_lowercase, string.ascii_lowercase[1 : LEVELS + 1], strict=False
    ):
        levels.append(f'<!ENTITY {outer} "{f"&{inner};" * 16}">')
    return f"<!DOCTYPE any [{''.join(levels)}]>"


LAST = string.ascii_lowercase[LEVELS]


def spoilt(path: Path, part: str, declared: str, where: str, entity: str) -> Path:
    """A book in which a part declares entities and uses one where a text or attribute stood."""

    def edit(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        assert where.encode() in data
        data = data.replace(where.encode(), f"&{entity};".encode(), 1)
        return data.replace(b"?>\n", b"?>\n" + declared.encode(), 1)

    path.write_bytes(Blueprint(edits=[edit]).built())
    return path


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize(("part", "where"), SMALL_PARTS)
def test_bombs_in_small_parts(tmp_path: Path, part: str, where: str) -> None:
    before = peak()
    path = spoilt(tmp_path / "book.xlsx", part, bomb(), where, LAST)
    assert trial.run(path) == "book.damaged"
    assert peak() - before < 100 * MEGABYTE


def test_a_bomb_in_an_attribute_of_a_sheet_that_is_edited(tmp_path: Path) -> None:
    """Texts of a sheet are never expanded, but a parser would expand its attributes."""
    before = peak()
    path = spoilt(tmp_path / "book.xlsx", SHEET, bomb(), "A1:D4", LAST)
    data = path.read_bytes()
    with pytest.raises(XlcrmError) as caught:
        ClosedWorkbook.open(path).apply([EditCells("T", "note", {2: "new"})])
    assert caught.value.code == "book.damaged"
    assert path.read_bytes() == data
    assert trial.run(path) == "saved"
    assert peak() - before < 100 * MEGABYTE


@pytest.mark.parametrize(("part", "where"), SMALL_PARTS)
def test_entities_from_outside(tmp_path: Path, part: str, where: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do-not-tell")
    declared = f'<!DOCTYPE any [<!ENTITY out SYSTEM "{secret.as_uri()}">]>'
    path = spoilt(tmp_path / "book.xlsx", part, declared, where, "out")
    try:
        told = trial.run(path)
    except AssertionError as error:  # pragma: no cover - only where the test fails
        told = str(error)
    assert told == "book.damaged"
    with zipfile.ZipFile(path) as book:
        assert all(b"do-not-tell" not in book.read(name) for name in book.namelist())


def test_a_document_type_from_a_server_is_not_fetched(tmp_path: Path) -> None:
    declared = '<!DOCTYPE any SYSTEM "http://127.0.0.1:9/evil.dtd">'
    path = spoilt(tmp_path / "book.xlsx", WORKBOOK, declared, "Data", "amp")
    assert trial.run(path) == "book.damaged"


@pytest.mark.parametrize("part", [CONTENT_TYPES, "_rels/.rels", RELATIONSHIPS, WORKBOOK, TABLE])
def test_elements_within_elements(tmp_path: Path, part: str) -> None:
    def edit(name: str, data: bytes) -> bytes:
        deep = b"<a>" * 100_000 + b"</a>" * 100_000
        at = data.rindex(b"</")
        return data[:at] + deep + data[at:] if name == part else data

    path = tmp_path / "book.xlsx"
    path.write_bytes(Blueprint(edits=[edit]).built())
    assert trial.run(path) == "book.damaged"


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/sharedStrings.xml", SHEET])
@pytest.mark.parametrize("other", [WORKBOOK, RELATIONSHIPS, TABLE])
def test_parts_in_each_others_place(tmp_path: Path, part: str, other: str) -> None:
    """A part that holds something else is never edited into nonsense."""

    def edit(name: str, data: bytes) -> bytes:
        return {part: finished[other], other: finished[part]}.get(name, data)

    finished = Blueprint().finished()
    path = tmp_path / "book.xlsx"
    path.write_bytes(Blueprint(edits=[edit]).built())
    told = trial.run(path)
    assert told == "book.damaged" or told.startswith("saved")
