"""The rows of a table that are selected in a window, by their ids."""

from collections.abc import Mapping, Sequence

from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, columns
from xlcrm.workbook.base import Workbook


def ids_of(
    book: Workbook, table: str, field: str, rows: Mapping[str, Sequence[range]]
) -> Sequence[str]:
    """The ids in the selected rows of a table, each once, in the order of the rows.

    Args:
        book: the workbook.
        table: the table.
        field: the code name of the column with the ids.
        rows: the selected sheet rows by the title of their sheet; rows count from 1.

    Returns:
        The ids; none where nothing of the table is selected.
    """
    place = book.tables().get(table)
    if place is None or place.sheet not in rows:
        return ()
    grid = book.read(table)
    header = Frames({table: grid}).header(table, field) if field in columns(MODELS[table]) else ""
    if not header:
        return ()
    first = grid.place.first_row
    found = (
        str(value)
        for row, value in enumerate(grid.column(header), first)
        if value not in {None, ""} and any(row in some for some in rows[place.sheet])
    )
    return tuple(dict.fromkeys(found))


def parties_of(
    book: Workbook, fields: Sequence[str], rows: Mapping[str, Sequence[range]]
) -> Sequence[str]:
    """Whom the selected rows are about, whatever table they are in.

    Args:
        book: the workbook.
        fields: code names of columns with ids; the first of them that a table has and that is
            filled counts.
        rows: the selected sheet rows by the title of their sheet; rows count from 1.
    """
    for table, place in book.tables().items():
        if table in MODELS and place.sheet in rows:
            for field in fields:
                found = ids_of(book, table, field, rows)
                if found:
                    return found
    return ()
