"""What an edit may change in a package: nothing but what is ours, down to the raw bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from xlcrm.opc.book import Book
from xlcrm.opc.draft import Draft
from xlcrm.opc.names import part_key, relationships_name
from xlcrm.opc.package import Package

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = ("styles", "sheetMetadata", "calcChain")


def raw(path: Path) -> dict[str, str]:
    """A digest of the raw bytes of each member: header, compressed bytes, trailer."""
    found = {}
    with Package.open(path) as package:
        for member in package.directory.members:
            package.file.seek(member.start)
            data = package.file.read(member.end - member.start)
            found[member.key] = hashlib.sha256(data).hexdigest()
    return found


def shared_parts(path: Path) -> set[str]:
    """The keys of the parts of a workbook that a sheet of ours may need to change."""
    with Package.open(path) as package:
        book = Book(Draft(package))
        used = [part for kind in _KINDS for part in book.relationships.targets(kind)]
        names = ["[content_types].xml", book.part, relationships_name(book.part), *used]
        return {part_key(name) for name in names}


def touched(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The keys of the parts that were there and are gone or not the same."""
    return {key for key in before if after.get(key) != before[key]}


def digest(path: Path) -> str:
    """A digest of a whole file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
