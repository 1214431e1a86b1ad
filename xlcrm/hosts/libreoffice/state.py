"""A state of a document, as plain values, and what functions compute from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from xlcrm.cells import Cells, Grid
from xlcrm.frames import Frames
from xlcrm.hosts.libreoffice.consulted import Consulted
from xlcrm.hosts.libreoffice.raw_tables import RawTable, TablesAsRead
from xlcrm.hosts.libreoffice.shared_frames import SharedFrames
from xlcrm.macros.reading import BOXES, effective_day, language_of, read_frames
from xlcrm.sheets.nothing import PARTIES
from xlcrm.udfs.context import Context

if TYPE_CHECKING:
    from xlcrm.workbook.base import Workbook

_ALWAYS = ("Lists", "Settings")
"""What words mean and the settings bear upon every figure."""


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
    _made: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

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

    @cached_property
    def _frames(self) -> Frames:
        return read_frames(self._book, _silent, BOXES)

    @cached_property
    def as_of(self) -> date:
        """The last day that counts.

        Raises:
            XlcrmError: a table or a column is missing, or a setting is wrong.
        """
        return effective_day(self._frames, None, self.today)

    def context(self, hidden: str = "") -> tuple[Context, Consulted]:
        """What functions compute from, and which tables that makes them look at.

        Args:
            hidden: a table that they are not to look at, see `Consulted`; "" for none.

        Raises:
            XlcrmError: a table or a column is missing, or a setting is wrong.
        """
        consulted = Consulted(self._frames.grids, self._made, hidden)
        return Context(SharedFrames(consulted), self.as_of, self.today), consulted

    def carries_on(self, consulted: Consulted, earlier: "State") -> bool:
        """Whether what was looked at in an earlier state is the same now; it is then of this one.

        Args:
            consulted: the tables of the earlier state, which turn into those of this one.
            earlier: that state.
        """
        if (self.as_of, self.today) != (earlier.as_of, earlier.today):
            return False
        if not self.stands(consulted.names, earlier):
            return False
        consulted.turn_to(self._frames.grids, self._made)
        return True

    def stands(self, names: Iterable[str], earlier: "State") -> bool:
        """Whether some tables, the lists and the settings hold what they held in another state."""
        tables, others = self.grids, earlier.grids
        return all(_same(tables.get(name), others.get(name)) for name in (*_ALWAYS, *names))

    def keep_frames(self, earlier: "State") -> None:
        """Takes over the frames of an earlier state of which the tables hold the same."""
        made = earlier._made  # noqa: SLF001 - of the same class
        for table, frame in list(made.items()):
            grid = self.grids.get(table)
            # Words of a manager's own table are read with an eye to the ids of people.
            others = PARTIES if grid is not None and grid.place.meanings else ()
            if self.stands((table, *others), earlier):
                self._made[table] = frame


def _same(one: Grid | None, other: Grid | None) -> bool:
    """Whether two states of a table hold the same; one that goes by another name is made anew."""
    if one is None or other is None or one is other:
        return one is other
    return one.place == other.place and all(map(_same_cells, one.columns, other.columns))


def _same_cells(one: Cells, other: Cells) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return isinstance(one, list) and isinstance(other, list) and one == other
    return one is other or (one.dtype == other.dtype and one.equals(other))


def _silent(key: str, **parameters: Any) -> None:
    """Tells nobody about progress: a cell has no place for it."""
