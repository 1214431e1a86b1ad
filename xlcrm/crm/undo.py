"""Undoing a batch: the former cells and rows put back, all or nothing (docs/decisions/0011)."""

from collections.abc import Mapping

from xlcrm.cells import Value
from xlcrm.crm.edits import header_of
from xlcrm.crm.history_batches import Batch, marks
from xlcrm.crm.history_cells import TableCells
from xlcrm.crm.history_lines import TABLE, Line
from xlcrm.crm.undo_hanging import refuse_hanging
from xlcrm.crm.undo_plan import Refusals, UndoPlan
from xlcrm.crm.undo_table import TableUndo
from xlcrm.frames import Frames
from xlcrm.patches import EditCells, TablePatch


def plan_undo(frames: Frames, batches: Mapping[int, Batch], number: int, by: int) -> UndoPlan:
    """Plans the undoing of a batch.

    Each changed cell must still hold what the batch wrote, each added row all that it wrote, and
    nothing that stays may name what goes; else every reason against it is listed and nothing is
    planned. Rows are found by their ids, wherever they stand now (`undo_finding`).

    Args:
        frames: the workbook's tables.
        batches: what History says.
        number: the batch; one that is in force.
        by: the number of the batch that undoes it.
    """
    batch, refusals = batches[number], Refusals()
    by_table: dict[str, list[Line]] = {}
    for line in batch.lines:
        by_table.setdefault(line.table, []).append(line)
    undone: list[TableUndo] = []
    for table, lines in by_table.items():
        if table in frames.grids:
            one = TableUndo(TableCells(frames.grids[table]), lines, refusals, frames.language)
            one.plan()
            undone.append(one)
        else:
            refusals.add_table(table, "undo.table_gone", table=table)
    after = {one.table: one.after() for one in undone}
    for one in undone:
        one.check_columns(after[one.table])
    refuse_hanging(frames, after, {one.table: one.named for one in undone}, refusals)
    patches: list[TablePatch] = []
    if not refusals.found:
        patches = [patch for one in undone for patch in one.patches()]
        patches.append(_marked(frames, batches, number, by))
    taken = {one.table: one.taken for one in undone}
    return UndoPlan(batch, tuple(patches), tuple(refusals.found), taken)


def _marked(frames: Frames, batches: Mapping[int, Batch], number: int, by: int) -> EditCells:
    values: dict[int, Value] = {
        row: undone_by
        for changed, undone_by in marks(batches, number, by).items()
        for row in batches[changed].rows
    }
    return EditCells(TABLE, header_of(frames, TABLE, "undone_by"), dict(sorted(values.items())))
