"""Tables as VBA hands them over, by `.Value2`, as grids.

`.Value2` knows no dates: a date is a number. What it is, the number formats say that come along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlcrm.cells import Cells, Extent, Grid, TablePlace, Value, typed
from xlcrm.opc.number_formats import Shown, shown
from xlcrm.opc.serials import from_serial
from xlcrm.workbook.com_errors import error_text

_PER_ROW = "\n"
_DATE = "d"


@dataclass(frozen=True)
class HandedOver:
    """One table as VBA hands it over.

    Attributes:
        name: the table's.
        sheet: the title of its sheet.
        row: of the header, from 1; of the first data row where the headers are hidden.
        column: the first one, from 1.
        totals: whether a totals row follows.
        cells: the header row, if it is shown, and the data rows; a single cell may come without
            rows around it.
        formats: for each column the number format of its data, or a line feed and for each data
            row "d" (a date) or "n".
        hidden: the headers of a table whose header row is switched off; else nothing.
    """

    name: str
    sheet: str
    row: int
    column: int
    totals: bool
    cells: Any
    formats: Sequence[str]
    hidden: Sequence[str] = ()

    def grid(self, *, epoch_1904: bool) -> Grid:
        """The table as a grid.

        Args:
            epoch_1904: whether the workbook's day 0 is 1904-01-01.
        """
        rows = self.cells if isinstance(self.cells, tuple | list) else ((self.cells,),)
        # Where the headers are hidden, the place counts the row above, as in a file.
        row = int(self.row) - bool(self.hidden)
        first, *data = (tuple(self.hidden), *rows) if self.hidden else rows
        headers = tuple("" if cell is None else _text(cell) for cell in first)
        extent = Extent.of(row, int(self.column), 1 + len(data), len(headers))
        place = TablePlace(self.name, self.sheet, extent, headers, bool(self.totals))
        by_column = list(zip(*data, strict=True)) or [()] * len(headers)
        columns = (
            _column(cells, str(code or ""), epoch_1904=epoch_1904)
            for cells, code in zip(by_column, self.formats, strict=True)
        )
        return Grid(place, tuple(columns))


def _column(cells: Sequence[Any], code: str, *, epoch_1904: bool) -> Cells:
    if code.startswith(_PER_ROW):
        dates = [mark == _DATE for mark in code[1:]]
    else:
        dates = [shown(0, code) is Shown.DATE] * len(cells)
    return typed(
        [
            _value(cell, is_date=is_date, epoch_1904=epoch_1904)
            for cell, is_date in zip(cells, dates, strict=True)
        ]
    )


def _value(cell: Any, *, is_date: bool, epoch_1904: bool) -> Value:
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int):  # every number of a cell is a float
        return error_text(cell) or "#VALUE!"
    if isinstance(cell, float) and is_date:
        found = from_serial(cell, epoch_1904=epoch_1904)
        return cell if found is None else found
    return cell if isinstance(cell, float) else str(cell)


def _text(cell: Any) -> str:
    """A header as text; Excel keeps headers of tables as text itself."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
