"""What every place where a workbook may live can do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from xlcrm.cells import Grid, TablePlace
from xlcrm.patches import Patch


class Workbook(Protocol):
    """A workbook that can be read table by table, and written once, all or nothing."""

    keep: int
    """How many former versions stay beside it when it is written, where it is a file."""

    @property
    def name(self) -> str:
        """The file's name, such as "Sales.xlsx"."""

    @property
    def path(self) -> Path | None:
        """Its file; None where it was never saved."""

    def tables(self) -> Mapping[str, TablePlace]:
        """All tables by name, in the order of the sheets."""

    def read(self, table: str) -> Grid:
        """The data cells of a table.

        Args:
            table: the table's name.

        Raises:
            TableMissingError: there is no such table.
            WorkbookChangedError: somebody saved the file since it was opened.
        """

    def sheet_titles(self) -> list[str]:
        """The titles of all sheets, in order."""

    def sheet_title(self, key: str) -> str:
        """The title that the generated sheet with a key has now; "" when there is none."""

    def apply(self, patches: Sequence[Patch]) -> None:
        """Writes all patches in one save, or nothing.

        Raises:
            TableMissingError: a patch names a table that is not there.
            TableBlockedError: rows or columns cannot be added where the table stands.
            WorkbookChangedError: somebody saved the file since it was read.
            BookOpenError: another program has the file open.
            BookWriteError: it cannot be written.
        """
