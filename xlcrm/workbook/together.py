"""Several saves of a closed workbook as one: made on a copy, which then takes its place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xlcrm.errors import XlcrmError
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.disk import unwritable
from xlcrm.workbook.saving import refuse_if_open


@contextmanager
def together(book: ClosedWorkbook) -> Iterator[ClosedWorkbook]:
    """A copy to work on; the file becomes it once all is done, and stays as it was otherwise.

    Args:
        book: the workbook; as many former versions are kept as it says.

    Yields:
        The copy, under the same name in a folder of its own.

    Raises:
        WorkbookChangedError: somebody saved the file since it was opened.
        BookOpenError: another program has the file open.
        BookWriteError: there is no room for the copy, or the file cannot be written.
    """
    refuse_if_open(book.path)
    with TemporaryDirectory(prefix="xlcrm-") as folder:
        path = Path(folder) / book.path.name
        try:
            shutil.copyfile(book.path, path)
        except OSError as error:
            raise unwritable(path, error) from error
        with book.package() as package:  # it was not saved while it was copied
            before = package.fingerprint
        copy = ClosedWorkbook.open(path, keep=0)
        try:
            yield copy
        except XlcrmError as error:
            # Nobody knows the copy.
            if error.parameters.get("path") == str(path):
                error.parameters["path"] = str(book.path)
            raise
        with copy.package() as package:
            changed = package.fingerprint != before
        if changed:
            book.become(path)
