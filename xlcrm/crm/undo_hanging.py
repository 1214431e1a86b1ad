"""What would hang in the air if a batch were undone: rows that name what goes."""

from collections.abc import Collection, Mapping

from xlcrm.crm.history_cells import TableCells, id_text
from xlcrm.crm.history_naming import naming
from xlcrm.crm.undo_plan import Refusals
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS

_NAMES = ("name", "company")

MOST = 20
"""So many rows that hang on the same table are named."""


def refuse_hanging(
    frames: Frames,
    after: Mapping[str, TableCells],
    allowed: Mapping[str, int],
    refusals: Refusals,
) -> None:
    """Refuses where rows would name an id that no row has any more.

    What named the id before the batch may name it again: an order that was imported before its
    customer, for one.

    Args:
        frames: the workbook's tables.
        after: the tables that undoing changes, as it leaves them.
        allowed: how often the ids of each table's new rows were named before the batch.
        refusals: takes the reasons.
    """
    for table, cells in after.items():
        gone = _gone_ids(frames, cells)
        if not gone:
            continue
        hanging = _names(frames, after, table, gone)
        if len(hanging) > allowed.get(table, 0):
            for one, row, header, known in hanging[:MOST]:
                refusals.add(one, row, header, "undo.hanging", id=known, table=table)


def _gone_ids(frames: Frames, cells: TableCells) -> set[str]:
    table = cells.place.name
    if table not in MODELS or not MODELS[table].identity:
        return set()
    now = TableCells(frames.grids[table])
    gone = now.rows_of_ids.keys() - cells.rows_of_ids.keys()
    return {known for known in gone if not _is_name(now, cells, known)}


def _is_name(now: TableCells, after: TableCells, known: str) -> bool:
    """Whether an id is the name of its row, which stays: what names it hangs on that as before."""
    headers = [header for name in _NAMES if (header := now.header(name))]
    rows = now.rows_of_ids[known]
    return any(id_text(after.cell(header, row)) == known for header in headers for row in rows)


def _names(
    frames: Frames, after: Mapping[str, TableCells], table: str, gone: Collection[str]
) -> list[tuple[TableCells, int, str, str]]:
    """Every cell that names one of the ids that go, once undoing is done."""
    found = []
    for reference, texts in naming(frames, table):
        changed = after.get(reference.table)
        cells = changed or TableCells(frames.grids[reference.table])
        header = frames.header(reference.table, reference.field)
        for row, known in zip(cells.rows, texts.to_list(), strict=True):
            held = known
            if changed and changed.touches(header, row):
                held = id_text(changed.cell(header, row))
            if held in gone:
                found.append((cells, row, header, held))
    return found
