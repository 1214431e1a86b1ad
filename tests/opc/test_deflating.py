"""Parts deflated as they come in: what is written is what any reader of archives finds."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.errors import BookWriteError
from xlcrm.opc import deflating
from xlcrm.opc.deflating import deflate
from xlcrm.opc.directory import write_end, write_record


def archive(content: list[bytes]) -> zipfile.ZipFile:
    target = io.BytesIO(b"before")
    target.seek(0, 2)
    place = target.tell()
    member, length = deflate(target, "part.xml", (b"part.xml", False), content)
    assert target.tell() == place + length
    directory = write_record(member, place)
    end = target.tell()
    target.write(directory)
    target.write(write_end(1, end, len(directory), b""))
    return zipfile.ZipFile(target)


@given(
    content=st.lists(st.binary(max_size=40), max_size=8), fast=st.sampled_from([1, 30, 256 << 10])
)
def test_what_goes_in_comes_out(content: list[bytes], fast: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(deflating, "_FAST", fast)
        with archive(content) as made:
            assert made.testzip() is None
            assert made.read("part.xml") == b"".join(content)
            info = made.getinfo("part.xml")
    assert (info.file_size, info.CRC) == (sum(map(len, content)), zlib.crc32(b"".join(content)))


def test_a_large_part_is_never_held(monkeypatch) -> None:
    """Each piece is gone before the next is made, from the size on where the fast way begins."""
    monkeypatch.setattr(deflating, "_FAST", 1 << 20)
    block = bytes(range(256)) * 1024
    alive: list[int] = []

    class Piece(bytes):
        def __del__(self) -> None:
            alive.pop()

    def pieces():
        for _ in range(40):
            assert len(alive) <= 6
            alive.append(1)
            yield Piece(block)

    with archive(pieces()) as made:
        assert made.getinfo("part.xml").file_size == 40 * len(block)


def test_small_parts_are_packed_as_well_as_others_do_it() -> None:
    text = b"".join(b'<c r="A%d"><v>%d</v></c>' % (n, n * n) for n in range(5_000))
    with archive([text]) as made:
        assert made.getinfo("part.xml").compress_size == len(zlib.compress(text, 6)) - 6


def test_a_part_larger_than_a_workbook_may_hold(monkeypatch) -> None:
    monkeypatch.setattr(deflating, "FULL32", 100)
    with pytest.raises(BookWriteError) as caught:
        deflate(io.BytesIO(), "part.xml", (b"part.xml", False), [b"x" * 100])
    assert caught.value.parameters["path"] == "part.xml"
