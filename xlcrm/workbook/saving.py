"""Saving a package: written beside, verified, put in place, the version before kept."""

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from xlcrm.errors import BookOpenError, BookWriteError, WorkbookChangedError
from xlcrm.opc.archive import Content, verify_archive, write_archive
from xlcrm.opc.package import Package


def refuse_if_open(path: Path) -> None:
    """Refuses to write a book for which a program has left its lock file.

    Raises:
        BookOpenError: Excel (`~$name`) or LibreOffice (`.~lock.name#`) has it open.
    """
    real = path.resolve()
    for lock in (f"~${real.name}", f".~lock.{real.name}#"):
        if (real.parent / lock).exists():
            raise BookOpenError("book.open_elsewhere", path=str(path), lock=lock)


def previous_path(path: Path) -> Path:
    """Where the version before the last save is kept: Sales.previous.xlsx beside Sales.xlsx."""
    real = path.resolve()
    return real.with_name(f"{real.stem}.previous{real.suffix}")


def save(package: Package, changes: Mapping[str, tuple[str, Content] | None]) -> None:
    """Writes a package with changes in place of its file, all or nothing.

    Args:
        package: the open package.
        changes: by key, a part's name and bytes, or None for a part that goes.

    Raises:
        BookWriteError: it cannot be written, or what was written does not read back.
        WorkbookChangedError: the file was replaced while this ran.
    """
    real = package.path.resolve()
    before = os.fstat(package.file.fileno())
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".xlcrm-", suffix=".tmp", dir=real.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as target:
            write_archive(package, target, changes)
            target.flush()
            os.fsync(target.fileno())
        temporary.chmod(stat.S_IMODE(before.st_mode))
        verify_archive(package, temporary, changes)
        package.file.close()  # Windows replaces no file that is open
        _refuse_if_replaced(real, before)
        _keep_previous(real)
        temporary.replace(real)
        _sync_folder(real.parent)
    except OSError as error:
        raise BookWriteError(
            "book.unwritable", path=str(package.path), why=error.strerror or str(error)
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _refuse_if_replaced(real: Path, before: os.stat_result) -> None:
    now = real.stat()
    if (now.st_size, now.st_mtime_ns, now.st_ino) != (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    ):
        raise WorkbookChangedError("book.changed", path=str(real))


def _keep_previous(real: Path) -> None:
    """Keeps the file under its second name; a link costs nothing where the disk knows links."""
    kept = previous_path(real)
    kept.unlink(missing_ok=True)
    try:
        kept.hardlink_to(real)
    except OSError:
        shutil.copy2(real, kept)


def _sync_folder(folder: Path) -> None:
    """Makes the new name durable, where folders can be synchronised."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
