"""A state of a document, as plain values, and what functions compute from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from xlcrm.cells import Grid
from xlcrm.frames import Frames
from xlcrm.hosts.libreoffice.consulted import Consulted
from xlcrm.hosts.libreoffice.raw_tables import RawTable, TablesAsRead
from xlcrm.macros.reading import BOXES, effective_day, language_of, read_frames
from xlcrm.udfs.context import Context

if TYPE_CHECKING:
    from xlcrm.workbook.base import Workbook


@dataclass(frozen=True)
class State:
    """A state of a document, as plain values.

    Attributes:
        title: the document's.
        tables: as they were handed over (see `hosts.adopted`); one that has not changed is the
            same object as in the state before.
        today: the day.
        epoch_1904: whether the document's day 0 is 1904-01-01.
    """

    title: str
    tables: Mapping[str, RawTable]
    today: date
    epoch_1904: bool = False

    @property
    def language(self) -> str:
        """The language that the document remembers; "" for none."""
        return language_of(self._book)

    @property
    def grids(self) -> Mapping[str, Grid]:
        """The tables by the names that they go by."""
        return self._as_read.grids

    @cached_property
    def _as_read(self) -> TablesAsRead:
        return TablesAsRead(self.title, self.tables)

    @property
    def _book(self) -> "Workbook":
        # Of a workbook, reading asks only for its name, its tables and their cells.
        return cast("Workbook", self._as_read)

    def context(self) -> tuple[Context, Consulted]:
        """What functions compute from, and which tables that makes them look at.

        Raises:
            XlcrmError: a table or a column is missing, or a setting is wrong.
        """
        frames = read_frames(self._book, _silent, BOXES)
        as_of = effective_day(frames, None, self.today)
        consulted = Consulted(frames.grids)
        return Context(Frames(consulted), as_of, self.today), consulted


def _silent(key: str, **parameters: Any) -> None:
    """Tells nobody about progress: a cell has no place for it."""
