"""No column is added to a manager's own table unless they agreed to it when it was adopted."""

from collections.abc import Sequence

from xlcrm.cells import TablePlace
from xlcrm.errors import ColumnMissingError
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows, EditCells, TablePatch
from xlcrm.sheets import MODELS, columns, label


def refuse_unagreed(frames: Frames, patches: Sequence[TablePatch], book: str) -> None:
    """Refuses what would give an adopted table the columns that commands fill.

    Args:
        frames: the workbook's tables, as the command read them.
        patches: what is to be written.
        book: the workbook's name, for the message.

    Raises:
        ColumnMissingError: a table was adopted without such a column ("table.columns_declined").
    """
    for table in dict.fromkeys(patch.table for patch in patches):
        place = frames.place(table)
        if place is None or not place.meanings:
            continue
        missing = _missing(frames, place, [one for one in patches if one.table == table])
        if missing:
            raise ColumnMissingError(
                "table.columns_declined",
                book=book,
                table=table,
                missing=", ".join(missing),
                headers=", ".join(place.headers),
            )


def _missing(frames: Frames, place: TablePlace, patches: Sequence[TablePatch]) -> list[str]:
    """The headers, among those that adopting offers to add, that patches write to in vain."""
    offered = {
        label(name, frames.language)
        for name, column in columns(MODELS[patches[0].table]).items()
        if (column.filled or name == "status")
    }
    written: dict[str, None] = {}
    for patch in patches:
        if isinstance(patch, EditCells):
            written[patch.header] = None
        elif isinstance(patch, AppendRows):
            written |= dict.fromkeys(patch.columns)
    return [one for one in written if one in offered and one not in place.headers]
