"""The office's own objects of a book's sheets, which are dear to get and so are kept.

Such an object is nothing but a rectangle of the document that moves along with its cells. Asked
where it lies, it says whether it still is the whole of the sheet that is wanted; that is one
question to the office, where a new object is a dozen.
"""

from typing import Any, NamedTuple

from xlcrm.hosts.libreoffice.engine.errors import CLOSED, OfficeGoneError


class _Kept(NamedTuple):
    """An object, and how far it reached when it was new."""

    xl: Any
    last_row: int
    last_column: int


class SheetObjects:
    """The sheets of one open document.

    Args:
        model: the document as the office knows it.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._all: Any = None
        self._kept: dict[int, _Kept] = {}

    @property
    def all(self) -> Any:
        """What lists the sheets.

        Raises:
            OfficeGoneError: the document is being closed and has no sheets any more.
        """
        if self._all is None:
            self._all = self._model.Sheets
            if self._all is None:
                raise OfficeGoneError(CLOSED)
        return self._all

    def titles(self) -> tuple[str, ...]:
        """The titles of all sheets, in order.

        Raises:
            OfficeGoneError: the document was closed, so that it has none.
        """
        found: tuple[str, ...] = self.all.getElementNames()
        if not found:
            raise OfficeGoneError(CLOSED)
        return found

    def at(self, index: int) -> Any:
        """The sheet of a number, from 0, as the office knows it."""
        kept = self._kept.get(index)
        if kept is not None:
            at = kept.xl.getRangeAddress()
            if (at.Sheet, at.StartRow, at.StartColumn) == (index, 0, 0) and (
                (at.EndRow, at.EndColumn) == (kept.last_row, kept.last_column)
            ):
                return kept.xl
        xl = self.all.getByIndex(index)
        at = xl.getRangeAddress()
        self._kept[index] = _Kept(xl, at.EndRow, at.EndColumn)
        return xl
