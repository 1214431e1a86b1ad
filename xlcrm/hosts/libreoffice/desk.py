"""What stands on the desk while a command runs; it belongs to the office's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlcrm.errors import BookMissingError
from xlcrm.hosts.buttons.talk import Talk
from xlcrm.hosts.libreoffice.window import Window
from xlcrm.language import text

if TYPE_CHECKING:
    import xlwings as xw

    from xlcrm.workbook.live import LiveWorkbook

Finished = Callable[[bool], None]
"""Told at the end whether the command was done."""


class Desk:
    """The window in which a button was pressed, its document, and whoever pressed it.

    Args:
        context: the office's component context.
        window: the window.
        talk: speaks with whoever pressed the button.
        name: of the command.
        finished: told at the end whether it was done.

    Attributes:
        cancelled: whether the command is to stop before it writes.
    """

    def __init__(
        self, context: Any, window: Window, talk: Talk, name: str, finished: Finished
    ) -> None:
        self._context = context
        self._finished = finished
        self.window, self.talk, self.name = window, talk, name
        self.cancelled = False

    @property
    def label(self) -> str:
        """What the button says."""
        return text(f"command.{self.name}.label")

    @cached_property
    def _app(self) -> xw.App:
        # Loaded by the thread in the background, before it asks for the document.
        from xlcrm.hosts.libreoffice import engine

        return engine.attach(self._context)

    @cached_property
    def book(self) -> LiveWorkbook:
        """The window's document, which need not be the one that was active last.

        Raises:
            BookMissingError: it was closed meanwhile.
        """
        from xlcrm.workbook.live import LiveWorkbook

        uid = self.window.document.RuntimeUID
        found = next((book for book in self._app.books if book.api.RuntimeUID == uid), None)
        if found is None:
            raise BookMissingError("book.gone")
        return LiveWorkbook(found, title=self.label)

    @property
    def office(self) -> str:
        """The office's version."""
        return str(self._app.impl.version)

    def finish(self, *, done: bool) -> None:
        """Gives everything back, and tells that the command has ended."""
        self.window.quiet()
        if "_app" in self.__dict__:
            self._app.quit()  # lets the office go, which goes on
        self._finished(done)
