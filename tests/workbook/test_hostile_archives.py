"""Archives made to harm: refused with a reason, or read right, with little memory."""

import resource
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from soaking import trial
from soaking.blueprint import SHEET, Blueprint
from soaking.crafted import Entry, archive, deflated
from soaking.specimens import build

from xlcrm.errors import BookDamagedError, BookError, BookMissingError
from xlcrm.workbook.closed import ClosedWorkbook

MEGABYTE = 1 << 20


def honest(*, without: str = "") -> list[Entry]:
    parts = Blueprint().finished()
    return [deflated(name, data) for name, data in parts.items() if name != without]


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[bytes], str]:
    """Tries a file; returns the code of its refusal after seeing that nothing was changed."""

    def attempt(data: bytes) -> str:
        path = tmp_path / "refused" / "book.xlsx"
        path.parent.mkdir()
        path.write_bytes(data)
        code = trial.run(path)
        assert not code.startswith("saved"), code
        assert path.read_bytes() == data
        assert list(path.parent.iterdir()) == [path]
        return code

    return attempt


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    """Tries a file that must come through."""

    def attempt(data: bytes) -> Path:
        path = tmp_path / "saved" / "book.xlsx"
        path.parent.mkdir()
        path.write_bytes(data)
        assert trial.run(path).startswith("saved")
        assert all(".xlsx" in item.name for item in path.parent.iterdir())
        return path

    return attempt


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def zeros(name: str, size: int) -> Entry:
    """A member that inflates to a thousand times its length, made without inflating it."""
    return deflated(name, bytes(size))


def test_one_bomb(refused) -> None:
    sheet = b"<worksheet>" + bytes(80 * MEGABYTE)
    before = peak()
    entries = [*honest(without=SHEET), deflated(SHEET, sheet)]
    made = archive(entries)
    del sheet, entries
    assert refused(made) == "book.too_large"
    assert peak() - before < 200 * MEGABYTE


def test_many_small_bombs(refused) -> None:
    """Each is below the limit of one; together they are a bomb."""
    bomb = zeros("xl/media/image.png", 60 * MEGABYTE)
    many = [
        Entry(b"xl/media/image%d.png" % number, bomb.packed, bomb.size, bomb.crc)
        for number in range(20)
    ]
    assert refused(archive([*honest(), *many])) == "book.too_large"


def test_a_part_longer_than_it_says(refused) -> None:
    """A directory that understates a bomb: inflating stops where the directory says."""
    bomb = zeros(SHEET, 200 * MEGABYTE)
    bomb.size = 1000
    before = peak()
    assert refused(archive([*honest(without=SHEET), bomb])) == "book.damaged"
    assert peak() - before < 100 * MEGABYTE


def test_members_that_share_their_bytes(refused) -> None:
    entries = honest()
    twin = Entry(b"xl/twin.xml", entries[3].packed, entries[3].size, entries[3].crc, offset=0)
    assert refused(archive([*entries, twin])) == "book.not_a_workbook"


def test_members_that_quote_each_other(refused) -> None:
    """The first member's bytes hold the second member, header and all."""
    inner = deflated("xl/inner.bin", b"x" * 100)
    outer = Entry(b"xl/outer.bin", b"", 200, method=0, packed_size=60)
    assert refused(archive([*honest(), outer, inner])) == "book.not_a_workbook"


def test_a_directory_that_hides_members(refused) -> None:
    """Some readers go by the count, others to the end; what is hidden would be lost on saving."""
    entries = honest()
    assert refused(archive(entries, count=len(entries) - 1)) == "book.not_a_workbook"


def test_more_members_than_any_book_has(refused) -> None:
    data = build("zip64")
    at = data.rfind(b"PK\x06\x06")
    many = data[: at + 24] + struct.pack("<QQ", 1 << 40, 1 << 40) + data[at + 40 :]
    assert refused(many) == "book.not_a_workbook"


@pytest.mark.parametrize("offset", [1 << 33, (1 << 63) - 1, (1 << 64) - 1])
def test_members_beyond_the_file(refused, offset: int) -> None:
    entries = honest()
    entries[2].offset = 0xFFFFFFFF
    entries[2].extra = struct.pack("<HHQ", 1, 8, offset)
    assert refused(archive(entries)) == "book.not_a_workbook"


@pytest.mark.parametrize("place", [1 << 40, (1 << 63) + 5, (1 << 64) - 1])
def test_a_large_directory_beyond_the_file(refused, saved, place: int) -> None:
    data = build("zip64")
    at = data.rfind(b"PK\x06\x07")
    # The locator may be wrong while the record stands before it, where it belongs.
    saved(data[: at + 8] + struct.pack("<Q", place) + data[at + 16 :])
    record = data.rfind(b"PK\x06\x06")
    lost = data[: record + 48] + struct.pack("<Q", place) + data[record + 56 :]
    assert refused(lost) == "book.not_a_workbook"


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.xml",
        "/../evil.xml",
        "C:\\evil.xml",
        "\\\\server\\share\\evil.xml",
        "xl/a\0b.xml",
        "con",
        "~/.bashrc",
        "xl/" + "x" * 60_000,
        "xl/%2e%2e/evil.xml",
        " ",
    ],
)
def test_tricks_in_names_are_only_names(saved, name: str) -> None:
    """Nothing is ever unpacked to a path; what is not understood is kept as it is."""
    path = saved(archive([*honest(), deflated(name, b"<evil/>")]))
    with zipfile.ZipFile(path) as book:
        stored = [info.orig_filename for info in book.infolist()]
    assert name in stored


@pytest.mark.parametrize(
    "twin",
    [
        "xl/workbook.xml",
        "XL/Workbook.xml",
        "/xl/workbook.xml",
        "xl\\workbook.xml",
        "\\XL\\workbook.XML",
    ],
)
def test_names_that_mean_the_same_part(refused, twin: str) -> None:
    assert refused(archive([*honest(), deflated(twin, b"<a/>")])) == "book.duplicate_parts"


def test_a_method_that_is_not_known(refused, saved) -> None:
    entries = honest(without=SHEET)
    odd = deflated(SHEET, b"<worksheet/>")
    odd.method = 12
    saved(archive([*honest(), Entry(b"xl/odd.bin", b"odd", 9, method=99)]))
    assert refused(archive([*entries, odd])) == "book.damaged"


def test_every_way_to_end_too_early(tmp_path: Path) -> None:
    data = build("pivots")
    path = tmp_path / "book.xlsx"
    for length in [*range(0, len(data), 97), len(data) - 1]:
        path.write_bytes(data[:length])
        with pytest.raises(BookDamagedError):
            ClosedWorkbook.open(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BookMissingError):
        ClosedWorkbook.open(tmp_path)
    for data in (
        b"",
        b"PK",
        b"PK\x05\x06" + bytes(18),
        b"<html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        path = tmp_path / "book.xlsx"
        path.write_bytes(data)
        with pytest.raises(BookError):
            ClosedWorkbook.open(path)
