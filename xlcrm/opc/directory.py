"""The directory of a zip file: where each member's raw bytes stand.

Layout after PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
"""

import struct
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from xlcrm.opc.names import part_key

_LOCAL = struct.Struct("<4s5HLLLHH")
_CENTRAL = struct.Struct("<4s6HLLL5HLL")
_END = struct.Struct("<4s4HLLH")
_END64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR64 = struct.Struct("<4sLQL")
FULL32, FULL16 = 0xFFFFFFFF, 0xFFFF
_ZIP64_EXTRA = 1
_ENCRYPTED, _UTF8 = 1, 0x800
STORED, DEFLATED = 0, 8
# Books have some dozens; each costs memory before anything else can be judged.
_MEMBER_LIMIT = 100_000


class DirectoryError(ValueError):
    """The file is not a zip file, or not a whole one."""


class Member(NamedTuple):
    """One member of the archive.

    Attributes:
        name: its name as text; key: the form in which names compare.
        raw_name: its name as it is stored.
        start, end: the bytes from its local header up to the next member, trailer included.
        data: where its compressed bytes begin.
        packed, size: compressed and full length in bytes.
        crc: checksum of the full bytes.
        method: 0 stored, 8 deflated.
        flags: general purpose bits.
        record: the fixed fields of its directory record.
        extra, comment: the variable fields of that record, without the zip64 sizes.
    """

    name: str
    key: str
    raw_name: bytes
    start: int
    end: int
    data: int
    packed: int
    size: int
    crc: int
    method: int
    flags: int
    record: tuple[int, ...]
    extra: bytes
    comment: bytes

    @property
    def encrypted(self) -> bool:
        """Whether the member's own bytes ask for a password."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def utf8(self) -> bool:
        """Whether its name is stored as UTF-8, not in the old code page."""
        return bool(self.flags & _UTF8)


class Directory(NamedTuple):
    """All members in directory order, where the directory begins, its bytes and the comment."""

    members: tuple[Member, ...]
    start: int
    raw: bytes
    comment: bytes


class _End(NamedTuple):
    """What the end of a zip file says: how many members, and the directory as it stands there."""

    members: int
    start: int
    shift: int
    raw: bytes
    comment: bytes


def read_directory(file: BinaryIO) -> Directory:
    """Reads the directory at the end of a zip file, and the local headers that it names.

    Raises:
        DirectoryError: there is none, or it does not fit the file.
    """
    end = _read_end(file)
    records = _read_records(end.raw, end.members)
    members = tuple(_locate(file, records, end.start, end.shift))
    return Directory(members, end.start, end.raw, end.comment)


def read_raw(file: BinaryIO) -> bytes:
    """The bytes of the directory alone, as `Directory.raw` has them.

    Raises:
        DirectoryError: there is none.
    """
    return _read_end(file).raw


def _read_end(file: BinaryIO) -> _End:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - FULL16))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise DirectoryError("no directory")
    end_at = size - len(tail) + at
    _, _, _, _, count, length, offset, comment_length = _END.unpack_from(tail, at)
    comment = tail[at + _END.size : at + _END.size + comment_length]
    if count == FULL16 or FULL32 in (length, offset):
        count, length, offset, end_at = _read_end64(file, end_at, (count, length, offset))
    start = end_at - length
    shift = start - offset
    if start < 0 or shift < 0:
        raise DirectoryError("directory outside of the file")
    file.seek(start)
    return _End(count, start, shift, file.read(length), comment)


def _read_end64(
    file: BinaryIO, end_at: int, small: tuple[int, int, int]
) -> tuple[int, int, int, int]:
    """The large counterpart of the end record, where the small one is full."""
    if end_at < _LOCATOR64.size:
        return (*small, end_at)
    file.seek(end_at - _LOCATOR64.size)
    signature, _, at, _ = _LOCATOR64.unpack(file.read(_LOCATOR64.size))
    if signature != b"PK\x06\x07":
        return (*small, end_at)
    for place in (at, end_at - _LOCATOR64.size - _END64.size):
        if not 0 <= place < end_at:
            continue
        file.seek(place)
        block = file.read(_END64.size)
        if len(block) == _END64.size and block.startswith(b"PK\x06\x06"):
            fields = _END64.unpack(block)
            return fields[7], fields[8], fields[9], place
    raise DirectoryError("no large directory")


class _Record(NamedTuple):
    """A directory record, with the sizes and the offset in full."""

    fields: tuple[int, ...]
    raw_name: bytes
    extra: bytes
    comment: bytes
    packed: int
    size: int
    offset: int


def _read_records(raw: bytes, count: int) -> list[_Record]:
    records = []
    at = 0
    if count > _MEMBER_LIMIT:
        raise DirectoryError("too many members")
    for _ in range(count):
        if len(raw) - at < _CENTRAL.size or raw[at : at + 4] != b"PK\x01\x02":
            raise DirectoryError("directory cut short")
        fields = _CENTRAL.unpack_from(raw, at)[1:]
        name_length, extra_length, comment_length = fields[9:12]
        at += _CENTRAL.size
        name = raw[at : at + name_length]
        at += name_length
        extra = raw[at : at + extra_length]
        at += extra_length
        comment = raw[at : at + comment_length]
        at += comment_length
        sizes = [fields[8], fields[7], fields[15]]
        rest = _take_zip64(extra, sizes)
        records.append(_Record(fields, name, rest, comment, sizes[1], sizes[0], sizes[2]))
    # A reader that goes on to the end would see members that this one does not, and they would be
    # lost in the next save.
    if raw.startswith(b"PK\x01\x02", at):
        raise DirectoryError("more members than it says")
    return records


def _take_zip64(extra: bytes, sizes: list[int]) -> bytes:
    """Fills sizes that are full with those of the zip64 field; returns the other fields."""
    rest = b""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if kind == _ZIP64_EXTRA:
            place = 0
            for index, value in enumerate(sizes):
                if value == FULL32:
                    if place + 8 > len(field):
                        raise DirectoryError("large sizes cut short")
                    (sizes[index],) = struct.unpack_from("<Q", field, place)
                    place += 8
        else:
            rest += extra[at : at + 4 + length]
        at += 4 + length
    return rest + extra[at:]


def _locate(file: BinaryIO, records: list[_Record], start: int, shift: int) -> list[Member]:
    """Finds each member's raw range: up to the next member, so trailers come along."""
    starts = sorted({record.offset + shift for record in records})
    if starts and starts[-1] >= start:
        raise DirectoryError("a member outside of the file")
    following = dict(pairwise([*starts, start]))
    if len(starts) != len(records):
        raise DirectoryError("members overlap")
    members = []
    for record in records:
        begin = record.offset + shift
        file.seek(begin)
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise DirectoryError("no member where the directory names one")
        name_length, extra_length = _LOCAL.unpack(header)[9:11]
        if file.read(name_length) != record.raw_name:
            raise DirectoryError("a member has two names")
        data = begin + _LOCAL.size + name_length + extra_length
        if data + record.packed > following[begin]:
            raise DirectoryError("members overlap")
        members.append(_member(record, begin, following[begin], data))
    return members


def _member(record: _Record, start: int, end: int, data: int) -> Member:
    flags = record.fields[2]
    name = record.raw_name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    return Member(
        name=name.replace("\\", "/").lstrip("/"),
        key=part_key(name),
        raw_name=record.raw_name,
        start=start,
        end=end,
        data=data,
        packed=record.packed,
        size=record.size,
        crc=record.fields[6],
        method=record.fields[3],
        flags=flags,
        record=record.fields,
        extra=record.extra,
        comment=record.comment,
    )


def write_record(member: Member, offset: int) -> bytes:
    """A member's directory record, for a member that now stands at `offset`."""
    values = [member.size, member.packed, offset]
    large = b"".join(struct.pack("<Q", value) for value in values if value >= FULL32)
    extra = member.extra
    if large:
        extra = struct.pack("<HH", _ZIP64_EXTRA, len(large)) + large + extra
    size, packed, place = (min(value, FULL32) for value in values)
    fields = list(member.record)
    fields[7:12] = [packed, size, len(member.raw_name), len(extra), len(member.comment)]
    fields[15] = place
    return _CENTRAL.pack(b"PK\x01\x02", *fields) + member.raw_name + extra + member.comment


def write_end(count: int, start: int, length: int, comment: bytes) -> bytes:
    """The records that end an archive whose directory stands at `start`."""
    large = b""
    if count >= FULL16 or start >= FULL32 or length >= FULL32:
        at = start + length
        large = _END64.pack(b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start)
        large += _LOCATOR64.pack(b"PK\x06\x07", 0, at, 1)
    small, span, place = min(count, FULL16), min(length, FULL32), min(start, FULL32)
    end = _END.pack(b"PK\x05\x06", 0, 0, small, small, span, place, len(comment))
    return large + end + comment


def new_member(
    name: str, raw_name: bytes, sizes: tuple[int, int, int], *, utf8: bool
) -> tuple[Member, bytes]:
    """A deflated member that we write ourselves, and its local header.

    Args:
        name: its name as text.
        raw_name: its name as it is to be stored.
        sizes: compressed length, full length and checksum.
        utf8: whether that is UTF-8, not the old code page.
    """
    packed, size, crc = sizes
    flags = _UTF8 if utf8 else 0
    large = size >= FULL32 or packed >= FULL32
    version = 45 if large else 20
    extra = struct.pack("<HHQQ", _ZIP64_EXTRA, 16, size, packed) if large else b""
    # 1980-01-01: a fixed date makes two equal saves equal in every byte.
    header = _LOCAL.pack(
        b"PK\x03\x04",
        version,
        flags,
        DEFLATED,
        0,
        0x21,
        crc,
        min(packed, FULL32),
        min(size, FULL32),
        len(raw_name),
        len(extra),
    )
    record = (version, version, flags, DEFLATED, 0, 0x21, crc, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    member = Member(
        name,
        part_key(name),
        raw_name,
        0,
        0,
        0,
        packed,
        size,
        crc,
        DEFLATED,
        flags,
        record,
        b"",
        b"",
    )
    return member, header + raw_name + extra
