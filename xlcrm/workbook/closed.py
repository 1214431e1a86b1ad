"""A closed .xlsx file as a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from xlcrm.cells import Grid, TablePlace
from xlcrm.errors import TableMissingError, WorkbookChangedError
from xlcrm.opc.book import Book
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Fingerprint, Package
from xlcrm.workbook.changing import steady

if TYPE_CHECKING:
    from xlcrm.opc.tables import TablePart
    from xlcrm.patches import Patch
    from xlcrm.workbook.fast_reading import FastFile


class ClosedWorkbook:
    """A workbook file that no program has open.

    Each call compares the file with what it was when it was opened (or last written by us).
    Between reads the fast reader stays open; nothing is open while the file is replaced.

    Args:
        path: the file.
        fingerprint: what it held.
        keep: how many former versions are kept beside it.
    """

    def __init__(self, path: Path, fingerprint: Fingerprint, *, keep: int = 1) -> None:
        self.path = path
        self._fingerprint = fingerprint
        self.keep = keep
        self._fast: FastFile | None = None
        self._found: Mapping[str, TablePart] | None = None

    @classmethod
    def open(cls, path: str | Path, *, keep: int = 1) -> Self:
        """Opens a file and checks that it is a workbook.

        Args:
            path: the file.
            keep: how many former versions are kept beside it when it is written:
                NAME.previous.xlsx, NAME.previous-2.xlsx and so on; 0 for none.

        Raises:
            BookMissingError: it is not there or cannot be read.
            BookEncryptedError: it asks for a password.
            BookDamagedError: it is no .xlsx, or not a whole one.
            WorkbookChangedError: another program is saving it just now.
        """
        found = Path(path)
        with steady(found), Package.open(found) as package:
            Book(Draft(package))
            return cls(found, package.fingerprint, keep=keep)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @contextmanager
    def package(self) -> Iterator[Package]:
        """The file, open, as it was when it was opened first (or last written by us).

        Raises:
            WorkbookChangedError: it is not.
        """
        with steady(self.path), Package.open(self.path) as package:
            if package.fingerprint != self._fingerprint:
                raise WorkbookChangedError("book.changed", path=str(self.path))
            yield package

    def tables(self) -> Mapping[str, TablePlace]:
        """All tables by name, in the order of the sheets.

        Raises:
            WorkbookChangedError: somebody saved the file since it was opened.
        """
        with self.package() as package:
            found = self._tables(Book(Draft(package)))
            return {name: table.place for name, table in found.items()}

    def _tables(self, book: Book) -> Mapping[str, TablePart]:
        """The tables, looked for once for as long as the file stays as it is."""
        # What writes a sheet of ours alone need not load it.
        from xlcrm.workbook.named_tables import find_tables

        if self._found is None:
            self._found = find_tables(book)
        return self._found

    def sheet_titles(self) -> list[str]:
        """The titles of all sheets, in order."""
        with self.package() as package:
            return [entry.title for entry in Book(Draft(package)).sheets()]

    def sheet_title(self, key: str) -> str:
        """The title that the generated sheet with a key has now; "" when there is none."""
        with self.package() as package:
            found = Book(Draft(package)).own_sheet(key)
            return found.title if found else ""

    def read(self, table: str) -> Grid:
        """The data cells of a table.

        Args:
            table: its name.

        Raises:
            TableMissingError: there is no such table.
            WorkbookChangedError: somebody saved the file since it was opened.
            BookDamagedError: its sheet cannot be read.
        """
        # Polars takes longer to load than a small book takes to write.
        from xlcrm.workbook.fast_reading import FastFile
        from xlcrm.workbook.reading import read_columns

        with self.package() as package:
            book = Book(Draft(package))
            found = self._tables(book).get(table)
            if found is None:
                raise TableMissingError("table.missing", table=table, path=str(self.path))
            self._fast = self._fast or FastFile(self.path)
            columns = read_columns(self._fast, book, found.place, found.sheet.part)
            with self.package():  # the fast reader opens the file anew
                pass
        return Grid(found.place, columns)

    def apply(self, patches: Sequence[Patch], forget: Collection[str] = ()) -> None:
        """Writes all patches in one save, or nothing.

        Former versions are kept beside the file. Patches that change nothing leave it untouched.

        Args:
            patches: what is written.
            forget: texts that must not stay in the file unseen, where no cell shows them any more.

        Raises:
            TableMissingError: a patch names a table that is not there.
            TableBlockedError: rows or columns cannot be added where the table stands.
            WorkbookChangedError: somebody saved the file since it was opened.
            BookOpenError: another program has the file open.
            BookWriteError: it cannot be written.
        """
        # What reads alone need not load what writes.
        from xlcrm.workbook.saving import refuse_if_open
        from xlcrm.workbook.stage import stage

        refuse_if_open(self.path)
        with self.package() as package:
            draft = Draft(package)
            stage(draft, patches)
            if forget:
                from xlcrm.workbook.forgetting import clear

                clear(draft, forget)
            self.save(package, draft)

    def save(self, package: Package, draft: Draft) -> None:
        """Writes a draft of the file in its place; one without changes leaves it untouched.

        Args:
            package: the file, from `package`; it is closed.
            draft: the changes.

        Raises:
            WorkbookChangedError: somebody saved the file since it was opened.
            BookOpenError: another program has the file open.
            BookWriteError: it cannot be written.
        """
        from xlcrm.workbook.saving import save

        self._fast = self._found = None
        changes = draft.changes()
        if changes:
            self._fingerprint = save(package, changes, keep=self.keep)

    def become(self, finished: Path) -> None:
        """Takes the bytes of a finished file; those of this one are kept as the version before.

        Args:
            finished: a file whose every save was verified.

        Raises:
            WorkbookChangedError: somebody saved this file since it was opened.
            BookOpenError: another program has it open.
            BookWriteError: it cannot be written.
        """
        from xlcrm.workbook.saving import put_in_place

        self._fast = self._found = None
        with self.package() as package:
            self._fingerprint = put_in_place(package, finished, keep=self.keep)
