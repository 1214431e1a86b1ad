"""Packages: kept raw, written again in equal bytes, refused where they are ambiguous."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.errors import BookDamagedError, BookEncryptedError
from xlcrm.opc.archive import verify_archive, write_archive
from xlcrm.opc.package import Package


class Stream(io.RawIOBase):
    """A target that cannot seek: zipfile then writes data descriptors."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.data += bytes(data)
        return len(data)


def rewritten(path: Path, changed: dict) -> Path:
    target = path.with_name("new.xlsx")
    with Package.open(path) as package:
        with target.open("wb") as file:
            write_archive(package, file, changed)
        verify_archive(package, target, changed)
    return target


def zipped(path: Path, parts: dict[str, bytes], *, stream: bool = False) -> Path:
    out = Stream() if stream else io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(out.data if isinstance(out, Stream) else out.getvalue())
    return path


def test_a_package_without_changes_is_written_byte_for_byte(book_file) -> None:
    path = book_file()
    assert rewritten(path, {}).read_bytes() == path.read_bytes()


PARTS = st.dictionaries(
    st.from_regex(r"[a-z]{1,6}/[a-z]{1,6}\.bin", fullmatch=True),
    st.binary(max_size=300),
    min_size=1,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=PARTS, new=PARTS, gone=st.sets(st.integers(0, 5)), stream=st.booleans())
def test_kept_parts_are_raw_equal(tmp_path: Path, parts, new, gone, stream: bool) -> None:
    path = zipped(tmp_path / "in.zip", parts, stream=stream)
    changed: dict = {name: (name, data) for name, data in new.items()}
    changed |= {name: None for index, name in enumerate(parts) if index in gone}
    result = rewritten(path, changed)
    expected = {name: data for name, data in {**parts, **new}.items() if changed.get(name, 1)}
    with zipfile.ZipFile(result) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == expected
    assert rewritten(path, changed).read_bytes() == result.read_bytes()


def test_large_directories(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_600):
            archive.writestr(f"{number}.bin", b"")
    result = rewritten(path, {"new.bin": ("new.bin", b"x"), "7.bin": None})
    with zipfile.ZipFile(result) as archive:
        assert len(archive.namelist()) == 65_600
        assert archive.read("new.bin") == b"x"


def test_large_sizes_in_small_files(tmp_path: Path) -> None:
    path = tmp_path / "zip64.zip"
    with (
        zipfile.ZipFile(path, "w") as archive,
        archive.open("a.bin", "w", force_zip64=True) as file,
    ):
        file.write(b"data")
    result = rewritten(path, {"b.bin": ("b.bin", b"more")})
    with zipfile.ZipFile(result) as archive:
        assert (archive.read("a.bin"), archive.read("b.bin")) == (b"data", b"more")


def test_bytes_before_the_first_member_stay(tmp_path: Path) -> None:
    path = zipped(tmp_path / "in.zip", {"a.bin": b"data"})
    path.write_bytes(b"#!prefix\n" + path.read_bytes())
    result = rewritten(path, {"b.bin": ("b.bin", b"more")})
    assert result.read_bytes().startswith(b"#!prefix\nPK")
    with zipfile.ZipFile(result) as archive:
        assert (archive.read("a.bin"), archive.read("b.bin")) == (b"data", b"more")


def test_names_keep_their_bytes(tmp_path: Path) -> None:
    path = zipped(tmp_path / "in.zip", {"XL/Book.xml": b"<a/>", "straße.bin": b"1"})
    result = rewritten(path, {"xl/book.xml": ("XL/Book.xml", b"<b/>")})
    with zipfile.ZipFile(result) as archive:
        assert archive.namelist() == ["XL/Book.xml", "straße.bin"]
        assert archive.read("XL/Book.xml") == b"<b/>"


def test_names_in_the_old_code_page_stay_when_their_part_changes(tmp_path: Path) -> None:
    path = zipped(tmp_path / "in.zip", {"xl/stra\xdfe.xml": b"<a/>", "b.bin": b"1"})
    data = path.read_bytes().replace("\xdf".encode(), b"\xe1 ")  # cp437 for the same letter
    data = data.replace(b"\xe1 e.xml", b"\xe1e.xml ")
    stored = bytearray(data)
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        stored[at : at + 2] = b"\0\0"  # no UTF-8 flag
    path.write_bytes(stored)
    with Package.open(path) as package:
        name = package.directory.members[0].name
    assert name == "xl/stra\xdfe.xml "
    result = rewritten(path, {name: (name, b"<b/>")})
    with zipfile.ZipFile(result) as archive:
        assert archive.namelist() == [name, "b.bin"]
        assert archive.read(name) == b"<b/>"


def read_all(path: Path) -> None:
    with Package.open(path) as package:
        for name in package.members:
            package.read(name)


def refuse(path: Path, code: str, error: type = BookDamagedError) -> None:
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(error) as caught:
        read_all(path)
    assert caught.value.code == code
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_names_that_collide(tmp_path: Path) -> None:
    refuse(zipped(tmp_path / "a.zip", {"xl/A.xml": b"", "xl/a.xml": b""}), "book.duplicate_parts")


def test_bombs(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", bytes(80 << 20))
    refuse(path, "book.too_large")


def test_a_member_that_is_longer_than_it_says(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.bin": b"x" * 1000})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 1000), struct.pack("<L", 10)))
    refuse(path, "book.damaged")


def test_a_wrong_checksum(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.bin": b"x" * 1000})
    with zipfile.ZipFile(path) as archive:
        crc = archive.getinfo("a.bin").CRC
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", crc), b"\0\0\0\0"))
    refuse(path, "book.damaged")


def test_members_that_overlap(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.bin": b"one", "b.bin": b"two"})
    data = bytearray(path.read_bytes())
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    path.write_bytes(data)
    refuse(path, "book.not_a_workbook")


def test_a_member_with_two_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.bin": b"one"})
    path.write_bytes(path.read_bytes().replace(b"a.bin", b"b.bin", 1))
    refuse(path, "book.not_a_workbook")


def test_a_member_with_a_password(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.bin": b"one"})
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    refuse(path, "book.encrypted", BookEncryptedError)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 6000), flip=st.integers(0, 6000), bit=st.integers(0, 7))
def test_spoilt_files_are_refused_or_read(book_file, cut: int, flip: int, bit: int) -> None:
    path = book_file()
    data = bytearray(path.read_bytes())
    data[flip % len(data)] ^= 1 << bit
    path.write_bytes(data[: len(data) - (cut if cut % 2 else 0)])
    try:
        read_all(path)
    except (BookDamagedError, BookEncryptedError):
        return
    openpyxl.load_workbook(path)
