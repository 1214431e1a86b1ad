"""The text of a cell or a shape, and its parts."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.fonts import CellFont
from xlcrm.hosts.libreoffice.engine.guard import Guarded


class Characters(Guarded, base_classes.Characters):
    """A text or a part of it.

    Args:
        holder: the cell or the shape.
        start: the first character, from 0.
        stop: the character after the last one; None is the text's end.
    """

    def __init__(self, holder: Any, start: int = 0, stop: int | None = None) -> None:
        self._holder = holder
        self._start = start
        self._stop = stop

    @property
    def api(self) -> Any:
        """The part as the office knows it."""
        cursor = self._holder.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self._start, False)
        if self._stop is None:
            cursor.gotoEnd(True)
        else:
            cursor.goRight(self._stop - self._start, True)
        return cursor

    @property
    def text(self) -> str:
        """The characters."""
        return str(self._holder.getString())[self._start : self._stop]

    @property
    def font(self) -> CellFont:
        """Their font."""
        return CellFont(self.api)

    def __getitem__(self, item: int | slice) -> "Characters":
        length = len(self.text)
        if isinstance(item, slice):
            start, stop, _ = item.indices(length)
        else:
            start = item + length if item < 0 else item
            if not 0 <= start < length:
                raise IndexError(item)
            stop = start + 1
        return Characters(self._holder, self._start + start, self._start + stop)
