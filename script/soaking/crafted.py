"""Archives written record by record, so that their directories can say what is not so."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5HLLLHH")
_CENTRAL = struct.Struct("<4s6HLLL5HLL")


@dataclass
class Entry:
    """One member, and what its directory record says about it.

    Attributes:
        name: its name, as it is stored.
        packed: its compressed bytes.
        size: how long it says to be when inflated.
        crc: its checksum.
        method, flags: as in the format.
        packed_size: how long it says that its compressed bytes are; None for the truth.
        offset: where it says that it stands; None for the truth.
        extra: extra fields of its directory record.
    """

    name: bytes
    packed: bytes
    size: int
    crc: int = 0
    method: int = 8
    flags: int = 0
    packed_size: int | None = None
    offset: int | None = None
    extra: bytes = b""


def deflated(name: str, data: bytes) -> Entry:
    """An honest member."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = machine.compress(data) + machine.flush()
    return Entry(name.encode(), packed, len(data), zlib.crc32(data))


def archive(entries: list[Entry], *, count: int | None = None) -> bytes:
    """The archive.

    Args:
        entries: its members.
        count: how many members its end record names; None for the truth.
    """
    body = bytearray()
    directory = b""
    for entry in entries:
        at = len(body) if entry.offset is None else entry.offset
        length = len(entry.packed) if entry.packed_size is None else entry.packed_size
        fields = (20, entry.flags, entry.method, 0, 0x21, entry.crc, length, entry.size)
        body += _LOCAL.pack(b"PK\x03\x04", *fields, len(entry.name), 0) + entry.name + entry.packed
        sizes = (len(entry.name), len(entry.extra), 0, 0, 0, 0, at)
        directory += _CENTRAL.pack(b"PK\x01\x02", 20, *fields, *sizes) + entry.name + entry.extra
    said = len(entries) if count is None else count
    end = struct.pack("<4s4HLLH", b"PK\x05\x06", 0, 0, said, said, len(directory), len(body), 0)
    return bytes(body) + directory + end
