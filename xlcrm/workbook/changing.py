"""A file that another program saves just now, told from one that is damaged or missing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlcrm.errors import BookDamagedError, BookMissingError, WorkbookChangedError


@contextmanager
def steady(path: Path) -> Iterator[None]:
    """Reads a file that may be written meanwhile; half a file then counts as changed.

    Args:
        path: the file.

    Raises:
        WorkbookChangedError: it could not be read, and was saved while that was tried.
    """
    before = _state(path)
    try:
        yield
    except (BookDamagedError, BookMissingError) as error:
        after = _state(path)
        if after is not None and after != before:
            raise WorkbookChangedError("book.changing", path=str(path)) from error
        raise


def _state(path: Path) -> tuple[int, int, int, int] | None:
    """What changes when a file is written or replaced; None where there is none."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
    return None
