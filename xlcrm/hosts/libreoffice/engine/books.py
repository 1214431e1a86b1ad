"""Books: the spreadsheets that are open in an office."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import saving
from xlcrm.hosts.libreoffice.engine.documents import Document
from xlcrm.hosts.libreoffice.engine.errors import OfficeError
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.names import Names
from xlcrm.hosts.libreoffice.engine.sheets import Sheets


class Book(Guarded, base_classes.Book):
    """An open spreadsheet.

    Args:
        app: the office.
        document: the document.
    """

    app: Any = None
    """The office that it is open in."""

    def __init__(self, app: Any, document: Document) -> None:
        self.app = app
        self.document = document

    @property
    def api(self) -> Any:
        """The document as the office knows it."""
        return self.document.model

    @property
    def name(self) -> str:
        """The file's name; the window's title where it was never saved."""
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        """The path; the window's title where it was never saved."""
        return saving.path(self.api.getURL()) or str(self.api.getTitle())

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its names, those of its sheets included."""
        return Names(self)

    def close(self) -> None:
        """Closes it without saving."""
        self.app.let_go(self.document)
        self.document.close()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves it in place, or under a path, in the kind that the path's ending says.

        Raises:
            ValueError: the office writes no files with this ending.
            BookUnwritableError: the file cannot be written.
        """
        if path is None and self.api.hasLocation():
            saving.store_in_place(self.api)
        else:
            saving.store(self.api, path or f"{self.name}.xlsx", password)

    def activate(self) -> None:
        """Makes it the book that the office works with."""
        self.document.activate()
        self.app.active_uid = self.document.uid

    def to_pdf(self, path: str, quality: str) -> None:
        """Writes it as a PDF file."""
        del quality
        saving.export(self.api, path, "calc_pdf_Export")


class Books(Guarded, base_classes.Books):
    """The open books of an office.

    Args:
        app: the office.
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        """The office's desktop."""
        return self.app.api

    def _open(self) -> list[Book]:
        return [Book(self.app, document) for document in self.app.connection.spreadsheets()]

    @property
    def active(self) -> Book:
        """The book that the office works with.

        Raises:
            OfficeError: no book is open.
        """
        books = self._open()
        if not books:
            raise OfficeError("No book is open in LibreOffice.")
        current = self.app.connection.desktop.getCurrentComponent()
        uid = str(getattr(current, "RuntimeUID", ""))
        known = {book.document.uid: book for book in books}
        return known.get(uid) or known.get(self.app.active_uid) or books[-1]

    def __call__(self, name_or_index: int | str) -> Book:
        """The one of a number (from 1) or of a name, in capitals or not."""
        books = self._open()
        if isinstance(name_or_index, int):
            if not 1 <= name_or_index <= len(books):
                raise KeyError(name_or_index)
            return books[name_or_index - 1]
        for book in books:
            if book.name.casefold() == name_or_index.casefold():
                return book
        raise KeyError(name_or_index)

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self._open())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._open())

    def add(self) -> Book:
        """Opens a new book."""
        model = self.app.connection.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, ()
        )
        return self._opened(model)

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: Any = None,  # noqa: A002 - xlwings' name of the argument
        password: str | None = None,
        *others: Any,
    ) -> Book:
        """Opens a file; what only Excel knows of is not used.

        Raises:
            BookUnreadableError: it is locked, damaged, or no spreadsheet.
        """
        del update_links, format, others
        model = saving.load(
            self.app.connection.desktop,
            fullname,
            read_only=bool(read_only),
            password=password,
        )
        return self._opened(model)

    def _opened(self, model: Any) -> Book:
        book = Book(self.app, self.app.connection.document(model))
        self.app.adopt(book.document)
        book.activate()
        return book
