"""Seeded damage: bits, lengths, parts and XML of a workbook that go wrong by chance."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from soaking.spoilt_parts import PARTS

if TYPE_CHECKING:
    from random import Random


def spoil(data: bytes, random: Random) -> tuple[str, bytes]:
    """A file after one to three things went wrong.

    Args:
        data: the file, a whole package.
        random: decides; the same state gives the same damage.

    Returns:
        What was done, and the file.
    """
    done = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        kind = random.choice((*PARTS, *PARTS, *PARTS, *_FILE))
        try:
            data = kind(data, random)
        except zipfile.BadZipFile:  # an earlier damage made it unreadable for zipfile
            data = _flip(data, random)
        done.append(kind.__name__.lstrip("_"))
    return " + ".join(done), data


def _flip(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8)) if out else 0):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def _flip_headers(data: bytes, random: Random) -> bytes:
    """Damage where the archive describes itself."""
    places = [found.start() for found in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    if not places:
        return _flip(data, random)
    out = bytearray(data)
    at = random.choice(places) + random.randrange(4, 46)
    if at < len(out):
        out[at] = random.choice((0, 1, 0x7F, 0xFF, random.randrange(256)))
    return bytes(out)


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _blank(data: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(data) + 1), random.choice((1, 16, 512))
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


def _cut_out(data: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(data) + 1), random.choice((1, 16, 512))
    return data[:at] + data[at + length :]


def _repeat(data: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(data) + 1), random.choice((1, 64, 4096))
    return data[: at + length] + data[at:]


_FILE = (_flip, _flip_headers, _flip_headers, _truncate, _blank, _cut_out, _repeat)
