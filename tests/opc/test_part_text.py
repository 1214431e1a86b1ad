"""Parts read piece by piece, in any order, give the bytes that they have."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.errors import BookDamagedError
from xlcrm.opc import part_text
from xlcrm.opc.package import Package
from xlcrm.opc.part_text import Forward, HeldPart, InflatedPart

DATA = bytes(number * number % 251 for number in range(20_000))
SPANS = st.lists(
    st.tuples(st.integers(0, len(DATA)), st.integers(0, 3000)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=8,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("parts") / "book.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/data.bin", DATA)
    return path


@pytest.fixture
def small_pieces(monkeypatch):
    """Pieces so small that reading crosses them."""
    chunks = Package.chunks

    def cut(self, name, *, checked=True):
        for chunk in chunks(self, name, checked=checked):
            yield from (chunk[at : at + 700] for at in range(0, len(chunk), 700))

    monkeypatch.setattr(Package, "chunks", cut)
    monkeypatch.setattr(part_text, "_KEPT", 2000)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=SPANS)
def test_any_place_can_be_read(book: Path, small_pieces, spans: list) -> None:
    with Package.open(book) as package:
        part = InflatedPart(package, "xl/data.bin")
        for start, end in spans:
            assert part.read(start, end) == DATA[start:end]
            assert b"".join(part.chunks(start, end)) == DATA[start:end]
            assert HeldPart(DATA).read(start, end) == DATA[start:end]
        assert b"".join(part.chunks()) == DATA


def test_what_lies_far_behind_is_not_kept(book: Path, small_pieces) -> None:
    with Package.open(book) as package:
        part = InflatedPart(package, "xl/data.bin")
        for start in range(0, len(DATA), 100):
            part.read(start, start + 100)
            assert sum(len(piece) for _, piece in part._pieces) <= 2000 + 2 * 700


def test_a_wrong_checksum_is_found_by_reading_it_whole(book: Path, tmp_path: Path) -> None:
    data = bytearray(book.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 16
    data[at] ^= 1
    broken = tmp_path / "broken.zip"
    broken.write_bytes(data)
    with Package.open(broken) as package:
        part = InflatedPart(package, "xl/data.bin")
        assert part.read(5, 9) == DATA[5:9]
        with pytest.raises(BookDamagedError):
            list(part.chunks())


@given(cuts=st.lists(st.integers(0, len(DATA))).map(sorted), size=st.integers(500, 5000))
def test_going_forward_gives_all_bytes_once(cuts: list, size: int) -> None:
    pieces = (DATA[at : at + size] for at in range(0, len(DATA), size))
    forward = Forward(pieces, 0)
    found = [b"".join(forward.take(cut)) for cut in [*cuts, len(DATA), len(DATA) + 9]]
    assert b"".join(found) == DATA
    assert [sum(map(len, found[: at + 1])) for at in range(len(cuts))] == cuts
