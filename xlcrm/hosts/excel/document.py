"""The workbook in which a button was pressed: open in Excel, read and written where it is."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlwings as xw

from xlcrm.cells import Grid
from xlcrm.errors import BookMissingError, BookWriteError, HostError
from xlcrm.hosts.buttons.talk import CancelledError
from xlcrm.hosts.excel.picked import picked_rows
from xlcrm.language import text
from xlcrm.patches import Patch, WriteSheet
from xlcrm.report.page import values_only
from xlcrm.workbook.live import LiveWorkbook
from xlcrm.workbook.live.refusals import readable

_RECORD = "history"


def find_book(pid: int, name: str) -> xw.Book:
    """An open workbook.

    Args:
        pid: the process of the Excel that has it open; 0 where there is one Excel only.
        name: its name, such as "Sales.xlsx"; an Excel has no two of a name.

    Raises:
        BookMissingError: it is not open, or Excel ended.
    """
    with readable():
        for app in xw.apps:
            if pid in {0, app.pid}:
                for book in app.books:
                    if book.name == name:
                        return book
    raise BookMissingError("book.gone")


class Document(LiveWorkbook):
    """See `hosts.buttons.running.Book`.

    Args:
        book: the open book.
        label: what the button says.
        stopped: whether the user has asked meanwhile to stop; looked at before each step.
        language: in which the status bar speaks; "" for English.

    Attributes:
        language: the same.
    """

    def __init__(
        self,
        book: xw.Book,
        label: str,
        stopped: Callable[[], bool] = lambda: False,
        *,
        language: str = "",
    ) -> None:
        super().__init__(book, title=label)
        self.language = language
        self._stopped = stopped

    def progress(self, key: str, **parameters: Any) -> None:
        """Says in the status bar what is done now.

        Raises:
            CancelledError: the user has asked to stop.
        """
        self._go_on()
        with readable():
            self.book.app.status_bar = text(key, self.language, **parameters)

    def read(self, table: str) -> Grid:
        """The data cells of a table; see `LiveWorkbook.read`.

        Raises:
            CancelledError: the user has asked to stop.
        """
        self._go_on()
        return super().read(table)

    def apply(self, patches: Sequence[Patch]) -> None:
        """Writes all patches, or nothing; one sheet by itself is shown to whoever asked for it.

        On a Mac, which has no functions of ours, sheets are written with figures in their cells.

        Raises:
            CancelledError: the user has asked to stop; nothing is written.
        """
        self._go_on()
        if _on_a_mac():
            patches = [_figures(one) for one in patches]
        super().apply(patches)
        shown = [one.key for one in patches if isinstance(one, WriteSheet) and one.key != _RECORD]
        if len(shown) == 1:
            with readable():
                self.book.sheets[self.sheet_title(shown[0])].activate()

    def _go_on(self) -> None:
        if self._stopped():
            raise CancelledError

    def rows(self) -> Mapping[str, Sequence[range]]:
        """The selected rows by the title of their sheet; rows count from 1.

        Raises:
            HostError: there are more areas than Excel on a Mac names.
        """
        with readable():
            selected = self.book.app.selection
            if selected is None or selected.sheet.book.name != self.book.name:
                return {}
            return {selected.sheet.name: picked_rows(selected)}

    def file(self) -> Path | None:
        """Where the book was saved last; None where it never was, or not on this computer."""
        try:
            path = Path(self.book.fullname)
        except xw.XlwingsError:  # on the web, and nobody knows the folder that is kept in step
            return None
        return path if path.is_absolute() else None

    def save_copy(self, target: Path) -> None:
        """Saves the book as it is now, as another file.

        Raises:
            BookWriteError: the book is of another kind of file, or Excel refuses.
            HostError: Excel on a Mac cannot.
        """
        if not _on_windows():
            raise HostError("host.no_copy_here", book=self.name)
        path = self.file()
        if path is None or path.suffix.casefold() != target.suffix.casefold():
            raise BookWriteError("book.not_xlsx", path=self.name)
        with readable():
            self.book.api.SaveCopyAs(str(target))


def _on_windows() -> bool:
    return sys.platform == "win32"


def _on_a_mac() -> bool:
    return sys.platform == "darwin"


def _figures(patch: Patch) -> Patch:
    return values_only(patch) if isinstance(patch, WriteSheet) else patch


@contextmanager
def quiet_after(book: xw.Book) -> Iterator[None]:
    """Gives the status bar back to Excel when a command has ended."""
    try:
        yield
    finally:
        with readable():
            book.app.status_bar = False
