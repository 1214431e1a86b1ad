"""Writing an archive: kept members as raw bytes, changed and new ones deflated."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from xlcrm.errors import BookError, BookWriteError, WorkbookChangedError
from xlcrm.opc import markup
from xlcrm.opc.deflating import deflate
from xlcrm.opc.directory import Member, write_end, write_record
from xlcrm.opc.package import Fingerprint, Package
from xlcrm.opc.signatures import signed

Content = bytes | Sequence[bytes | memoryview]
"""A part's bytes, whole or in pieces that follow each other."""

_CHUNK = 1 << 20
_LARGE = 32 << 20
_MARKUP = (".xml", ".rels", ".vml")


def pieces(content: Content) -> Sequence[bytes | memoryview]:
    """The pieces of a part."""
    return (content,) if isinstance(content, bytes) else content


def write_archive(
    package: Package, target: BinaryIO, changed: Mapping[str, tuple[str, Content] | None]
) -> None:
    """Writes the package with some parts changed.

    Args:
        package: where the kept members come from.
        target: an empty file, open for writing; it can go back.
        changed: by key, a part's name and bytes, or None for a part that goes; parts that the
            package lacks come last, in this order.

    Raises:
        BookWriteError: the package is signed; nothing was written.
        WorkbookChangedError: the package ends before its directory says so.
    """
    if changed and signed(package):
        raise BookWriteError("book.signed", path=str(package.path))
    written: dict[str, tuple[Member, int]] = {}
    runs: list[tuple[int, int]] = []
    members = sorted(package.directory.members, key=lambda member: member.start)
    position = members[0].start if members else 0
    if position:
        runs.append((0, position))
    for member in members:
        if member.key not in changed:
            written[member.key] = (member, position)
            runs.append((member.start, member.end))
            position += member.end - member.start
            continue
        _copy(package, target, runs)
        runs = []
        entry = changed[member.key]
        if entry is not None:
            stored = (member.raw_name, member.utf8)
            made, position = _write(target, position, entry, stored)
            written[member.key] = made
    _copy(package, target, runs)
    order = [member.key for member in package.directory.members if member.key in written]
    for key, entry in changed.items():
        if entry is not None and key not in written:
            stored = (entry[0].encode(), not entry[0].isascii())
            written[key], position = _write(target, position, entry, stored)
            order.append(key)
    directory = b"".join(write_record(*written[key]) for key in order)
    target.write(directory)
    target.write(write_end(len(order), position, len(directory), package.directory.comment))


def _write(
    target: BinaryIO, position: int, entry: tuple[str, Content], stored: tuple[bytes, bool]
) -> tuple[tuple[Member, int], int]:
    """Deflates a part; returns its member, its place, and the place after it.

    Args:
        target: where to.
        position: the place.
        entry: the part's name and bytes.
        stored: its name as it is to be stored, and whether that is UTF-8.
    """
    name, content = entry
    made, length = deflate(target, name, stored, pieces(content))
    return (made, position), position + length


def _copy(package: Package, target: BinaryIO, runs: Sequence[tuple[int, int]]) -> None:
    """Copies raw ranges, neighbours in one go."""
    joined: list[list[int]] = []
    for start, end in runs:
        if joined and joined[-1][1] == start:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    for start, end in joined:
        package.file.seek(start)
        left = end - start
        while left > 0:
            block = package.file.read(min(left, _CHUNK))
            if not block:
                raise WorkbookChangedError("book.changed", path=str(package.path))
            target.write(block)
            left -= len(block)


def verify_archive(package: Package, path: Path, changed: Mapping[str, object]) -> Fingerprint:
    """Reads an archive that was just written, and compares it with its source.

    Every kept member must be equal in all raw bytes, every changed one must match its checksum
    and, where it is XML, be well-formed.

    Returns:
        What the archive holds.

    Raises:
        BookWriteError: it is not so; the file that was written must not be used.
        BookDamagedError: nor can it be, since a changed part was not well-formed in the source.
    """
    try:
        with Package.open(path) as written:
            _compare(package, written, changed)
            return written.fingerprint
    except markup.MarkupError as error:
        _refuse_if_damaged(package, changed)
        raise BookWriteError("book.not_verified", path=str(package.path), why=str(error)) from error
    except BookError as error:
        raise BookWriteError("book.not_verified", path=str(package.path), why=str(error)) from error


def _refuse_if_damaged(package: Package, changed: Mapping[str, object]) -> None:
    """Blames the source, not the disk, for what stood in it: such as a control character.

    Raises:
        BookDamagedError: a part that was changed is not well-formed in the source.
    """
    for key in changed:
        if key in package.members and key.endswith(_MARKUP):
            try:
                markup.check(package.chunks(key))
            except markup.MarkupError as error:
                raise package.damaged(package.members[key].name, str(error)) from error


def _compare(package: Package, written: Package, changed: Mapping[str, object]) -> None:
    kept = [member for member in package.directory.members if member.key not in changed]
    for before, after in _runs(kept, written):
        if not _equal(package.file, written.file, before, after):
            raise written.damaged("", "copied bytes differ")
    for key in changed:
        if key not in written.members:
            continue
        chunks = written.chunks(key)
        # A sheet this large was edited in place: what is new in it was read before.
        if key.endswith(_MARKUP) and written.members[key].size < _LARGE:
            markup.check(chunks)
        else:
            sum(len(chunk) for chunk in chunks)


def _runs(kept: Sequence[Member], written: Package) -> list[tuple[tuple[int, int], int]]:
    """Raw ranges of the source that are one run in both files, with their new places."""
    result: list[tuple[tuple[int, int], int]] = []
    for member in sorted(kept, key=lambda member: member.start):
        place = written.member(member.key).start
        if result:
            (start, end), at = result[-1]
            if end == member.start and at + end - start == place:
                result[-1] = ((start, member.end), at)
                continue
        result.append(((member.start, member.end), place))
    return result


def _equal(source: BinaryIO, target: BinaryIO, span: tuple[int, int], place: int) -> bool:
    source.seek(span[0])
    target.seek(place)
    left = span[1] - span[0]
    while left > 0:
        block = source.read(min(left, _CHUNK))
        if not block or target.read(len(block)) != block:
            return False
        left -= len(block)
    return True
