"""Saving a package: written beside, verified, put in place, the version before kept."""

import filecmp
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from xlcrm.errors import (
    BookDamagedError,
    BookOpenError,
    BookWriteError,
    WorkbookChangedError,
)
from xlcrm.opc.archive import Content, verify_archive, write_archive
from xlcrm.opc.directory import Member
from xlcrm.opc.package import FileState, Fingerprint, Package
from xlcrm.workbook.disk import unwritable
from xlcrm.workbook.versions import make_way, move_back, previous_path

_NEW, _BEFORE = ".tmp", ".before"


_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def refuse_if_open(path: Path) -> None:
    """Refuses to write a book for which a program has left its lock file.

    Raises:
        BookWriteError: its owner has made it read-only.
        BookOpenError: Excel (`~$name`) or LibreOffice (`.~lock.name#`) has it open.
    """
    real = path.resolve()
    if real.exists() and not real.stat().st_mode & _WRITABLE:
        raise BookWriteError("book.read_only", path=str(path))
    for lock in (f"~${real.name}", f".~lock.{real.name}#"):
        if (real.parent / lock).exists():
            raise BookOpenError("book.open_elsewhere", path=str(path), lock=lock)


def save(
    package: Package, changes: Mapping[str, tuple[str, Content] | None], *, keep: int = 1
) -> Fingerprint:
    """Writes a package with changes in place of its file, all or nothing.

    Args:
        package: the open package; it is closed.
        changes: by key, a part's name and bytes, or None for a part that goes.
        keep: how many former versions are kept beside it.

    Returns:
        What was written.

    Raises:
        BookOpenError: another program opened the file while this ran.
        BookWriteError: it cannot be written, or what was written does not read back.
        WorkbookChangedError: the file was written or replaced since the package was opened.
    """

    def verified(path: Path) -> Fingerprint:
        written = verify_archive(package, path, changes)
        _verify_directory(package, path, changes)
        return written

    write = partial(_write, package, changes=changes)
    return _replaced(package, write, verified, keep)


def put_in_place(package: Package, finished: Path, *, keep: int = 1) -> Fingerprint:
    """Puts a finished file in place of a package's, all or nothing.

    Args:
        package: the open package; it is closed.
        finished: a file whose every save was verified; it stays.
        keep: how many former versions are kept beside it.

    Returns:
        What was written.

    Raises:
        BookOpenError: another program opened the file while this ran.
        BookWriteError: it cannot be written, or what was written does not read back.
        WorkbookChangedError: the file was written or replaced since the package was opened.
    """

    def write(target: BinaryIO) -> None:
        with finished.open("rb") as source:
            shutil.copyfileobj(source, target)

    def verified(path: Path) -> Fingerprint:
        if not filecmp.cmp(path, finished, shallow=False):
            raise BookWriteError("book.not_verified", path=str(package.path), why="copy")
        with Package.open(path) as written:
            return written.fingerprint

    return _replaced(package, write, verified, keep)


def _replaced(
    package: Package,
    write: Callable[[BinaryIO], None],
    verified: Callable[[Path], Fingerprint],
    keep: int,
) -> Fingerprint:
    """Writes a file beside a package's, verifies it, and puts it in its place."""
    real = package.path.resolve()
    _refuse_if_changed(package, real)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=_prefix(real), suffix=_NEW, dir=real.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as target:
            write(target)
            target.flush()
            os.fsync(target.fileno())
        # A source that changed on the way is not to be told as a copy that went wrong.
        _refuse_if_changed(package, real)
        temporary.chmod(stat.S_IMODE(package.opened.st_mode))
        written = verified(temporary)
        package.file.close()  # Windows replaces no file that is open
        _swap(package, real, temporary, keep)
    except OSError as error:
        raise unwritable(package.path, error) from error
    finally:
        # Once the new one is in place, the version before is the only copy of what was there.
        if temporary is not None and temporary.exists():
            temporary.with_suffix(_BEFORE).unlink(missing_ok=True)
            temporary.unlink()
    _sync_folder(real.parent)
    _tidy(real)
    return written


def _write(
    package: Package, target: BinaryIO, changes: Mapping[str, tuple[str, Content] | None]
) -> None:
    """Writes the archive; a source that changed on the way is not to be told as a damaged one."""
    try:
        write_archive(package, target, changes)
    except BookDamagedError:
        _refuse_if_changed(package, package.path.resolve())
        raise


def _verify_directory(package: Package, path: Path, changes: Container[str]) -> None:
    """Compares what the directories say of the kept parts, and their order.

    Raises:
        BookWriteError: they differ; the file that was written must not be used.
    """
    with Package.open(path) as written:
        now = [_said(m) for m in written.directory.members if m.key not in changes]
    if now != [_said(m) for m in package.directory.members if m.key not in changes]:
        raise BookWriteError("book.not_verified", path=str(package.path), why="directory")


def _said(member: Member) -> tuple[object, ...]:
    """What the directory says of a member, but for where it stands."""
    made_by, _, flags, method, time, day, *_, internal, external, _ = member.record
    fields = (made_by, flags, method, time, day, internal, external)
    sizes = (member.packed, member.size, member.crc)
    return (member.raw_name, *fields, *sizes, member.extra, member.comment)


def _prefix(real: Path) -> str:
    return f".xlcrm-{real.name}-"


def _refuse_if_changed(package: Package, real: Path) -> None:
    """Compares the file with what it was before anything was read from it."""
    if FileState.at(real) != package.state:
        raise WorkbookChangedError("book.changed", path=str(package.path))


def _swap(package: Package, real: Path, temporary: Path, keep: int) -> None:
    """Puts the new version in place and the one before under its own name, both or neither.

    The older version goes last, when the newer one is known to have come through: whatever
    stops this, one of the two is there.
    """
    before = temporary.with_suffix(_BEFORE)
    try:
        before.hardlink_to(real)  # costs nothing where the disk knows links
    except OSError:
        shutil.copy2(real, before)
    refuse_if_open(package.path)
    _refuse_if_changed(package, real)
    temporary.replace(real)
    if not keep:
        before.unlink()
        return
    moved: list[tuple[Path, Path]] = []
    try:
        moved = make_way(real, keep)
        before.replace(previous_path(real))
    except OSError:
        before.replace(real)
        move_back(moved)
        raise


def _tidy(real: Path) -> None:
    """Removes what a save of this file that was cut off has left.

    This comes after a save: until then a version in there may be the only one.
    """
    ours = re.compile(re.escape(_prefix(real)) + r"\w+")
    with suppress(OSError):  # the save has succeeded, and the next one tries again
        for item in real.parent.iterdir():
            if item.suffix in {_NEW, _BEFORE} and ours.fullmatch(item.stem):
                item.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Makes the new name durable, where folders can be synchronised."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some network disks refuse; the file is in place all the same
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
