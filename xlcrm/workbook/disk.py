"""What a disk refuses, as an error that says what to do."""

import errno
from pathlib import Path

from xlcrm.errors import BookWriteError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def unwritable(path: Path, error: OSError) -> BookWriteError:
    """The error for a book that could not be written.

    Args:
        path: the book.
        error: what the system said.
    """
    if error.errno in _FULL:
        return BookWriteError("book.disk_full", path=str(path), folder=str(path.resolve().parent))
    return BookWriteError("book.unwritable", path=str(path), why=error.strerror or str(error))
