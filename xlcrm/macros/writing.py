"""Writing: the one way in which commands change a workbook, so that each change is in History."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from xlcrm.cells import Address, Extent
from xlcrm.crm.adopting.totals import refuse_below_totals
from xlcrm.crm.edits import appended
from xlcrm.crm.history import record
from xlcrm.crm.history_batches import next_batch
from xlcrm.crm.history_lines import TABLE, Line, Stamp
from xlcrm.errors import ColumnMissingError, TableMissingError
from xlcrm.frames import Frames
from xlcrm.patches import Patch, WriteSheet
from xlcrm.sheets import MODELS, columns, label
from xlcrm.workbook.base import Workbook

_NEEDED = ("batch", "sheet", "row_id", "field", "before", "after", "undone_by")


def write(
    book: Workbook,
    frames: Frames,
    patches: Sequence[Patch],
    stamp: Stamp,
    *,
    batch: int | None = None,
    keep: int | None = None,
) -> int | None:
    """Writes patches in one save, together with the lines of History about them.

    A workbook without History gets one. Generated sheets are not recorded.

    Args:
        book: the workbook.
        frames: its tables, as the command read them.
        patches: what is written.
        stamp: who does it, with what, and when.
        batch: the number of a batch that this goes on with; a new one if left out.
        keep: how many former versions stay, if not as the settings say: 0 for a second save of
            one command, so that the version before the command is the one that is kept.

    Returns:
        The number by which it can be undone; None when no table of the user's changes.

    Raises:
        TableMissingError: History was renamed or taken off its sheet.
        ColumnMissingError: History lacks a column.
        BookError: the book cannot be written; see `Workbook.apply`.
        TableError: a table cannot be changed so; see `Workbook.apply`.
    """
    refuse_below_totals(frames, patches)
    book.keep = frames.settings.versions_kept if keep is None else keep
    lines = record(frames, patches)
    if not lines:
        book.apply(patches)
        return None
    number = next_batch(frames) if batch is None else batch
    rows = _rows(lines, number, stamp)
    book.apply([*patches, *_history(book, frames, rows)])
    return number


def show(book: Workbook, frames: Frames, sheet: WriteSheet) -> None:
    """Writes a sheet of ours that changes no table of the user's.

    Args:
        book: the workbook.
        frames: its tables, as the command read them.
        sheet: what is written.

    Raises:
        BookError: the book cannot be written; see `Workbook.apply`.
    """
    book.keep = frames.settings.versions_kept
    book.apply([sheet])


def _rows(lines: Sequence[Line], number: int, stamp: Stamp) -> list[dict[str, Any]]:
    all_say = {**asdict(stamp), "batch": number}
    return [
        {
            **all_say,
            "row_id": line.row_id,
            "field": line.field,
            "before": line.before,
            "after": line.after,
            "sheet": line.table,
        }
        for line in lines
    ]


def _history(book: Workbook, frames: Frames, rows: list[dict[str, Any]]) -> Sequence[Patch]:
    place = frames.place(TABLE)
    language = frames.settings.language
    if place is not None:
        for name in _NEEDED:
            if not frames.header(TABLE, name):
                raise ColumnMissingError(
                    "table.column_missing",
                    book=book.name,
                    table=TABLE,
                    header=label(name, language),
                    headers=", ".join(place.headers),
                )
        return appended(frames, TABLE, rows)
    if book.sheet_title(TABLE.lower()):
        tables = ", ".join(frames.grids)
        raise TableMissingError("table.missing_here", table=TABLE, book=book.name, tables=tables)
    return [_new_sheet(rows, language)]


def _new_sheet(rows: list[dict[str, Any]], language: str) -> WriteSheet:
    """The sheet of History as a new workbook has it, with its first lines."""
    # The template's sheets are only made for a workbook that lacks this one.
    from xlcrm.template.table_sheet import table_sheet

    empty = table_sheet(TABLE, language)
    (table,) = empty.tables
    top, left = table.extent.first
    cells = dict(empty.cells)
    for at, name in enumerate(columns(MODELS[TABLE]), left):
        fresh = empty.cells[Address(top + 1, at)]
        for row, held in enumerate(rows, top + 1):
            cells[Address(row, at)] = fresh._replace(value=held.get(name))
    extent = Extent(table.extent.first, Address(top + len(rows), table.extent.last.column))
    return empty._replace(cells=cells, tables=(table._replace(extent=extent),))
