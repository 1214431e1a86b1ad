"""Rows typed directly below a table: not in its range, but its owner takes them for its rows.

Excel makes a table larger while somebody types below it; LibreOffice does not. So filled rows that
follow a table's last row without a gap are read as its rows, and the first edit of the table takes
them into its range.
"""

import re
from collections.abc import Iterable

from xlcrm.cells import Extent
from xlcrm.opc.sheet_xml import SheetXml

_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s+ref\s*=\s*[\"']([^\"']*)")


def reaches_below(head: bytes, last_row: int) -> bool:
    """Whether a sheet says that it has rows below a row.

    Args:
        head: what stands before the sheet's cells.
        last_row: the row.
    """
    found = _DIMENSION.search(head)
    try:
        return found is not None and Extent.parse(found[1].decode()).last.row > last_row
    except ValueError:
        return False


def last_row_below(sheet: SheetXml, table: Extent, others: Iterable[Extent]) -> int:
    """The last of the filled rows that follow a table without a gap; its own last row for none.

    Args:
        sheet: the sheet's bytes.
        table: the table's range.
        others: the ranges of the other tables on the sheet, where the rows end at the latest.
    """
    columns = range(table.first.column, table.last.column + 1)
    last = table.last.row
    tops = [
        other.first.row
        for other in others
        if other.first.row > last
        and other.first.column <= table.last.column
        and table.first.column <= other.last.column
    ]
    while (row := sheet.row(last + 1)) is not None and last + 1 not in tops:
        if not any(cell.filled and cell.column in columns for cell in sheet.cells(row)):
            break
        last += 1
    return last
