"""Noticing edits: which tables of a document change, and that anything does."""

import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import unohelper
from com.sun.star.util import XModifyListener

from xlcrm.hosts.libreoffice.areas import Area

_Corner = tuple[str, int, int, int, int]
_ROOM = 1_000
"""So many rows below a table are watched with it, since what is typed there belongs to it."""


class Watcher(unohelper.Base, XModifyListener):
    """Notices the edits of some cells or of a document.

    Args:
        on_edit: called after each edit.
        on_gone: called when what is watched goes.
        stamps: gives ever new numbers.
    """

    def __init__(
        self, on_edit: Callable[[], None], on_gone: Callable[[], None], stamps: Iterator[int]
    ) -> None:
        self._stamps = stamps
        self.stamp = next(stamps)
        self._on_edit = on_edit
        self._on_gone = on_gone

    def modified(self, event: Any) -> None:
        """Something was edited."""
        del event
        self.stamp = next(self._stamps)
        self._on_edit()

    def disposing(self, event: Any) -> None:
        """What is watched goes."""
        del event
        self._on_gone()


@dataclass(frozen=True)
class _Watched:
    """Cells that are watched: their sheet, upper left corner and width, and their last row.

    A sheet is its title and its place: Calc goes on watching the place when sheets in front of it
    come or go.
    """

    corner: _Corner
    last: int
    cells: Any
    watcher: Watcher


class TableWatch:
    """Counts the edits of tables.

    A whole sheet is not watched: that costs the office 60 MB for each.

    Args:
        document: a Calc document.
        on_edit: called after each edit of a table that is watched.
    """

    def __init__(self, document: Any, on_edit: Callable[[], None]) -> None:
        self._document = document
        self._on_edit = on_edit
        self._watched: dict[str, _Watched] = {}
        self._stamps = itertools.count()

    def stamp(self, title: str, area: Area, last: int) -> int:
        """A number that is another one after each edit of a table; it is watched from now on.

        Args:
            title: of its sheet.
            area: where it stands.
            last: the last row that is known to belong to it.
        """
        corner = title, area.sheet, area.top, area.left, area.right
        known = self._watched.get(area.name)
        if known is None or known.corner != corner or last >= known.last:
            known = self._watch(corner, area, last)
        return known.watcher.stamp

    def keep(self, names: Collection[str]) -> None:
        """Lets go of all tables but these."""
        for name in self._watched.keys() - set(names):
            self._forget(name)

    def close(self) -> None:
        """Lets go of the document."""
        self._watched.clear()
        self._document = None

    def _watch(self, corner: _Corner, area: Area, last: int) -> _Watched:
        self._forget(area.name)
        sheet = self._document.Sheets.getByName(corner[0])
        last = min(last + _ROOM, sheet.Rows.Count - 1)
        cells = sheet.getCellRangeByPosition(area.left, area.top, area.right, last)
        watcher = Watcher(self._on_edit, lambda: None, self._stamps)
        cells.addModifyListener(watcher)
        self._watched[area.name] = _Watched(corner, last, cells, watcher)
        return self._watched[area.name]

    def _forget(self, name: str) -> None:
        known = self._watched.pop(name, None)
        if known is not None:
            known.cells.removeModifyListener(known.watcher)
