"""Edits of the user's tables staged: each table as it stands, and each sheet made once."""

from collections.abc import Sequence

from xlcrm.errors import TableMissingError
from xlcrm.opc.book import Book
from xlcrm.opc.markup import MarkupError
from xlcrm.opc.sheet_xml import SheetError
from xlcrm.opc.tables import TablePart
from xlcrm.patches import AppendRows, EditCells, RemoveRows, TablePatch
from xlcrm.workbook.cell_styles import CellStyles
from xlcrm.workbook.named_tables import find_tables
from xlcrm.workbook.sheet_edits import SheetEdits
from xlcrm.workbook.sheet_staging import stage_sheet
from xlcrm.workbook.table_edits import append_rows, edit_cells
from xlcrm.workbook.table_removals import remove_columns, remove_rows
from xlcrm.workbook.table_shape import TableShape


def stage_edits(book: Book, patches: Sequence[TablePatch]) -> None:
    """Stages edits of tables, in order.

    Raises:
        TableMissingError: a patch names a table that is not there.
        TableBlockedError: rows or columns cannot be added where a table stands.
        BookDamagedError: a part that must be edited cannot be.
    """
    try:
        _stage(book, patches)
    except (SheetError, MarkupError) as error:
        raise book.draft.package.damaged("", str(error)) from error


def _stage(book: Book, patches: Sequence[TablePatch]) -> None:
    tables = find_tables(book)
    styles = CellStyles(book)
    sheets: dict[str, SheetEdits] = {}
    planned: dict[str, TableShape] = {}
    for patch in patches:
        table = tables.get(patch.table)
        if table is None:
            raise TableMissingError(
                "table.missing", table=patch.table, path=str(book.draft.package.path)
            )
        if patch.table not in planned:
            planned[patch.table] = _plan(book, table, tables, sheets, styles)
        _change(planned[patch.table], patch)
    for plan in planned.values():
        plan.finish()
    for sheet in sheets.values():
        stage_sheet(sheet, styles)


def _change(shape: TableShape, patch: TablePatch) -> None:
    if isinstance(patch, EditCells):
        edit_cells(shape, patch)
    elif isinstance(patch, AppendRows):
        append_rows(shape, patch)
    elif isinstance(patch, RemoveRows):
        remove_rows(shape, patch)
    else:
        remove_columns(shape, patch)


def _plan(
    book: Book,
    table: TablePart,
    tables: dict[str, TablePart],
    sheets: dict[str, SheetEdits],
    styles: CellStyles,
) -> TableShape:
    entry = table.sheet
    if entry.part not in sheets:
        sheets[entry.part] = SheetEdits(book, entry, styles)
    neighbours = [
        other for other in tables.values() if other.sheet.part == entry.part and other is not table
    ]
    return TableShape(table, sheets[entry.part], neighbours)
