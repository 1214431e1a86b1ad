"""A compound file (MS-CFB, version 3): a small file system of sectors, holding streams."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PER_SECTOR = _SECTOR // 4
_MOST_FATS = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_HEADER = struct.Struct("<8s16sHHHHH6sIIIIIIIIII")


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    color: int = _BLACK
    start: int = _END


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file.

    Args:
        streams: content by path; a path is "NAME", or "STORAGE/NAME".

    Returns:
        The file; equal streams give equal bytes.

    Raises:
        ValueError: it would be larger than seven megabytes.
    """
    entries = _directory(streams)
    small = [e for e in entries if e.kind == _STREAM and 0 < len(e.content) < _CUTOFF]
    large = [e for e in entries if e.kind == _STREAM and len(e.content) >= _CUTOFF]
    mini, mini_fat = _chained(small, _MINI)
    entries[0].content = mini
    parts = [_padded(mini_fat), entries[0].content, *(entry.content for entry in large)]
    sizes = [_sectors(len(part)) for part in parts]
    directory_size = _sectors(len(entries) * _ENTRY.size)
    fats = _fats_for(directory_size + sum(sizes))
    starts = [fats + directory_size]
    for size in sizes:
        starts.append(starts[-1] + size)
    for entry, start in zip([entries[0], *large], starts[1:], strict=False):
        entry.start = start if entry.content else _END
    fat = [_FAT] * fats
    for size in (directory_size, *sizes):
        fat += _chain(len(fat), size)
    body = [_padded(fat, fats), _listed(entries), *parts]
    header = _header(fats, starts[0], sizes[0])
    return header + b"".join(part.ljust(_sectors(len(part)) * _SECTOR, b"\0") for part in body)


def _directory(streams: Mapping[str, bytes]) -> list[_Entry]:
    entries = [_Entry("Root Entry", _ROOT)]
    storages: dict[str, list[int]] = {"": []}
    for path, content in streams.items():
        storage, _, name = path.rpartition("/")
        if storage not in storages:
            storages[""].append(len(entries))
            storages[storage] = []
            entries.append(_Entry(storage, _STORAGE, start=0))
        storages[storage].append(len(entries))
        entries.append(_Entry(name, _STREAM, content))
    for storage, members in storages.items():
        holder = entries[0]
        if storage:
            holder = next(e for e in entries if (e.kind, e.name) == (_STORAGE, storage))
        members.sort(key=lambda number: _order(entries[number].name))
        depth = (len(members) + 1).bit_length() - 1
        holder.child = _tree(entries, members, depth)
    return entries


def _order(name: str) -> tuple[int, str]:
    """Shorter names stand before longer ones (2.6.4)."""
    return len(name.encode("utf-16-le")), name.upper()


def _tree(entries: list[_Entry], members: Sequence[int], depth: int) -> int:
    """Links sorted entries as a red-black tree: all levels that are full are black.

    Returns:
        The entry at the top.
    """
    if not members:
        return _FREE
    middle = len(members) // 2
    top = members[middle]
    entries[top].left = _tree(entries, members[:middle], depth - 1)
    entries[top].right = _tree(entries, members[middle + 1 :], depth - 1)
    entries[top].color = _BLACK if depth > 0 else _RED
    return top


def _chained(small: Sequence[_Entry], unit: int) -> tuple[bytes, list[int]]:
    """Small streams one after the other, each from a unit's beginning, and their chains."""
    content, fat = bytearray(), list[int]()
    for entry in small:
        entry.start = len(fat)
        units = -(-len(entry.content) // unit)
        content += entry.content.ljust(units * unit, b"\0")
        fat += _chain(len(fat), units)
    return bytes(content), fat


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), _END] if length else []


def _sectors(size: int) -> int:
    return -(-size // _SECTOR)


def _fats_for(used: int) -> int:
    """How many sectors the table of sectors takes, itself included."""
    fats = 1
    while fats * _PER_SECTOR < used + fats:
        fats += 1
    if fats > _MOST_FATS:
        raise ValueError(used)
    return fats


def _padded(numbers: Sequence[int], sectors: int = 0) -> bytes:
    size = max(sectors, -(-len(numbers) // _PER_SECTOR)) * _PER_SECTOR
    return struct.pack(f"<{size}I", *numbers, *[_FREE] * (size - len(numbers)))


def _listed(entries: Sequence[_Entry]) -> bytes:
    rows = [
        _ENTRY.pack(
            *(entry.name.encode("utf-16-le"), len(entry.name) * 2 + 2, entry.kind, entry.color),
            *(entry.left, entry.right, entry.child, bytes(16), 0, 0, 0),
            *(entry.start, len(entry.content)),
        )
        for entry in entries
    ]
    blank = _ENTRY.pack(b"", 0, 0, 0, _FREE, _FREE, _FREE, bytes(16), 0, 0, 0, 0, 0)
    rows += [blank] * (-len(rows) % (_SECTOR // _ENTRY.size))
    return b"".join(rows)


def _header(fats: int, mini_fat: int, mini_fat_sectors: int) -> bytes:
    fixed = _HEADER.pack(
        *(bytes.fromhex("D0CF11E0A1B11AE1"), bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6)),
        *(0, fats, fats, 0, _CUTOFF),
        *(mini_fat if mini_fat_sectors else _END, mini_fat_sectors, _END, 0),
        0 if fats else _FREE,
    )
    return fixed + struct.pack("<108I", *range(1, fats), *[_FREE] * (_MOST_FATS - fats))
