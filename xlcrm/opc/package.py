"""A package that is open for reading: its parts, their bytes, and refusals with a reason."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from isal import isal_zlib

from xlcrm.errors import BookDamagedError, BookEncryptedError, BookMissingError
from xlcrm.opc.directory import (
    DEFLATED,
    STORED,
    Directory,
    DirectoryError,
    Member,
    read_directory,
    read_raw,
)
from xlcrm.opc.names import part_key

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Small enough for what is inflated to stay in the processor's cache.
_CHUNK = 1 << 19
PART_LIMIT = 2 << 30
_TOTAL_LIMIT = 8 << 30
# Real sheets pack to between a tenth and a thirtieth; a bomb to a thousandth.
_RATIO_LIMIT, _RATIO_FROM = 250, 64 << 20


class Fingerprint(NamedTuple):
    """What a file held: its length and a digest of its directory.

    The directory carries the length and checksum of every part, so that no part can change
    without it, and it is a few kilobytes however large the workbook is.
    """

    size: int
    digest: bytes

    @classmethod
    def of(cls, opened: os.stat_result, directory: bytes) -> Self:
        """Makes it of a file's state and the bytes of its directory."""
        return cls(opened.st_size, hashlib.sha256(directory).digest())


class FileState(NamedTuple):
    """Which file stood at a path, when it was written, and what it held.

    Two writes within one tick of the disk's clock are told apart by what they hold alone.
    """

    device: int
    inode: int
    written: int
    fingerprint: Fingerprint

    @classmethod
    def of(cls, opened: os.stat_result, directory: bytes) -> Self:
        """Makes it of a file's state and the bytes of its directory."""
        return cls(
            opened.st_dev,
            opened.st_ino,
            opened.st_mtime_ns,
            Fingerprint.of(opened, directory),
        )

    @classmethod
    def at(cls, path: Path) -> Self | None:
        """Reads it anew, without what the directory names; None where no zip file is there."""
        try:
            with path.open("rb") as file:
                return cls.of(os.fstat(file.fileno()), read_raw(file))
        except (OSError, DirectoryError):
            return None


class Package:
    """An open package.

    Use it as a context manager; it holds the file open for reading only.

    Args:
        path: where it was found.
        file: it, open.
        opened: the file's state before anything was read from it.
        directory: what was read.
    """

    def __init__(
        self, path: Path, file: BinaryIO, opened: os.stat_result, directory: Directory
    ) -> None:
        self.path = path
        self.file = file
        self.opened = opened
        self.directory = directory
        self.members = {member.key: member for member in directory.members}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Opens a package and checks its directory.

        Raises:
            BookMissingError: there is no such file, or it cannot be read.
            BookEncryptedError: it asks for a password.
            BookDamagedError: it is no zip file, an old .xls, ambiguous or far too large.
        """
        try:
            file = path.open("rb")
        except OSError as error:
            raise BookMissingError("book.missing", path=str(path), why=error.strerror) from error
        try:
            opened = os.fstat(file.fileno())
            _refuse_ole2(path, file)
            try:
                directory = read_directory(file)
            except DirectoryError as error:
                raise BookDamagedError(
                    "book.not_a_workbook", path=str(path), why=str(error)
                ) from error
            _check(path, directory)
        except BaseException:
            file.close()
            raise
        return cls(path, file, opened, directory)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self.members

    @property
    def fingerprint(self) -> Fingerprint:
        """What the file held when it was opened."""
        return Fingerprint.of(self.opened, self.directory.raw)

    @property
    def state(self) -> FileState:
        """Which file it was when it was opened."""
        return FileState.of(self.opened, self.directory.raw)

    def damaged(self, part: str, why: str) -> BookDamagedError:
        """The error for a part that cannot be used."""
        return BookDamagedError("book.damaged", path=str(self.path), part=part, why=why)

    def member(self, name: str) -> Member:
        """The member that holds a part.

        Raises:
            BookDamagedError: there is none.
        """
        found = self.members.get(part_key(name))
        if found is None:
            raise self.damaged(name, "missing")
        return found

    def read(self, name: str) -> bytes:
        """The full bytes of a part.

        Raises:
            BookDamagedError: it is missing, too large, or does not match its checksum.
            BookEncryptedError: its bytes ask for a password.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str, *, checked: bool = True) -> Iterator[bytes]:
        """The full bytes of a part, piece by piece.

        Args:
            name: the part.
            checked: whether its checksum is compared.

        Raises:
            BookDamagedError: as for `read`; a wrong checksum is found after the last piece.
            BookEncryptedError: its bytes ask for a password.
        """
        member = self.member(name)
        if member.encrypted:
            raise BookEncryptedError("book.encrypted", path=str(self.path))
        if member.size > PART_LIMIT:
            raise BookDamagedError("book.too_large", path=str(self.path), part=name)
        if member.method not in {STORED, DEFLATED}:
            raise self.damaged(name, f"compression method {member.method}")
        crc = size = 0
        for piece in self._inflate(member):
            size += len(piece)
            if size > member.size:
                raise self.damaged(name, "longer than its directory says")
            if checked:
                crc = isal_zlib.crc32(piece, crc)
            yield piece
        if size != member.size or (checked and crc != member.crc):
            raise self.damaged(name, "checksum")

    def _inflate(self, member: Member) -> Iterator[bytes]:
        self.file.seek(member.data)
        left = member.packed
        if member.method == STORED:
            while left > 0 and (piece := self.file.read(min(left, _CHUNK))):
                left -= len(piece)
                yield piece
            return
        machine = isal_zlib.decompressobj(-15)
        try:
            while left > 0 and not machine.eof:
                place = self.file.tell()
                piece = self.file.read(min(left, _CHUNK >> 2))
                if not piece:
                    break
                left -= len(piece)
                place += len(piece)
                out = machine.decompress(piece, 16 * _CHUNK)
                yield out
                while machine.unconsumed_tail:
                    yield machine.decompress(machine.unconsumed_tail, 16 * _CHUNK)
                self.file.seek(place)
            yield machine.flush()
        except isal_zlib.IsalError as error:  # type: ignore[misc] # its stub calls the class an instance
            raise self.damaged(member.name, str(error)) from error


def _refuse_ole2(path: Path, file: BinaryIO) -> None:
    """Tells an encrypted package from an old .xls: both are compound files."""
    if not file.read(8).startswith(_OLE2):
        return
    file.seek(0)
    data = file.read(8 << 20)
    if "EncryptedPackage".encode("utf-16-le") not in data and any(
        name.encode("utf-16-le") in data for name in ("Workbook\0", "Book\0")
    ):
        raise BookDamagedError("book.old_format", path=str(path))
    raise BookEncryptedError("book.encrypted", path=str(path))


def _check(path: Path, directory: Directory) -> None:
    """Refuses packages that are ambiguous or far too large.

    Raises:
        BookDamagedError: as said.
    """
    seen: set[str] = set()
    size = packed = 0
    for member in directory.members:
        size, packed = size + member.size, packed + member.packed
        if member.key in seen:
            raise BookDamagedError("book.duplicate_parts", path=str(path), part=member.name)
        seen.add(member.key)
        if member.size > _RATIO_FROM and member.size > _RATIO_LIMIT * max(1, member.packed):
            raise BookDamagedError("book.too_large", path=str(path), part=member.name)
    # Many members together make a bomb as well as one does.
    if size > _TOTAL_LIMIT or (size > _RATIO_FROM and size > _RATIO_LIMIT * packed):
        raise BookDamagedError("book.too_large", path=str(path), part="")
