"""Many rows of plain values put below the last row of a sheet that XlsxWriter made."""

import re

from xlcrm.cells import Address, column_letters
from xlcrm.opc.cell_columns import column_cells
from xlcrm.opc.cell_edits import CellWriter, Edit
from xlcrm.opc.cell_values import attribute
from xlcrm.patches import PlainRows

_SLAB = 4096
_END = b"</sheetData>"
_CELL = re.compile(rb"<c ([^>]*?)/?>")
_DIMENSION = re.compile(rb'<dimension ref="([A-Z]+[0-9]+):[^"]*"/>')


def with_rows(data: bytes, rows: PlainRows, *, epoch_1904: bool) -> bytes:
    """The sheet with all of the rows; it has the first of them already, as its last row.

    Args:
        data: the bytes of the sheet.
        rows: the rows.
        epoch_1904: whether day 0 is 1904-01-01.

    Returns:
        The bytes; the other rows' cells have the formats of those in the first.
    """
    end = data.rindex(_END)
    last = data.rindex(b"<row ", 0, end)
    styles = {
        attribute(cell[1], b"r"): int(attribute(cell[1], b"s") or 0)
        for cell in _CELL.finditer(data, last, end)
    }
    writer = CellWriter(b"", lambda _: 0, lambda style, _: style, epoch_1904=epoch_1904)
    made = [
        _slab(writer, rows, styles, range(top, min(top + _SLAB, rows.height)))
        for top in range(1, rows.height, _SLAB)
    ]
    corner = Address(
        rows.first.row + rows.height - 1, rows.first.column + len(rows.columns) - 1
    ).a1.encode()
    head = _DIMENSION.sub(
        lambda found: b'<dimension ref="%b:%b"/>' % (found[1], corner), data[:last], count=1
    )
    return b"".join([head, data[last:end], *made, data[end:]])


def _slab(
    writer: CellWriter, rows: PlainRows, styles: dict[bytes | None, int], part: range
) -> bytes:
    """The elements of some rows; `part` counts them from 0."""
    numbers = range(part.start + rows.first.row, part.stop + rows.first.row)
    columns = []
    for column, plain in enumerate(rows.columns, rows.first.column):
        style = styles[Address(rows.first.row, column).a1.encode()]
        values = plain.values[part.start : part.stop]
        letters = column_letters(column)
        made = column_cells(values, numbers, letters, style, "", epoch_1904=writer.epoch_1904)
        columns.append(
            [
                writer.cell(Address(number, column), Edit(value), style).decode()
                for number, value in zip(numbers, values, strict=True)
            ]
            if made is None
            else made
        )
    rows_made = zip(numbers, map("".join, zip(*columns, strict=True)), strict=True)
    return "".join(f'<row r="{number}">{cells}</row>' for number, cells in rows_made).encode()
