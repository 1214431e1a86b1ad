"""No row is put below the manager's row of totals, where nobody would look for it."""

from collections.abc import Sequence

from xlcrm.cells import Address, Grid
from xlcrm.errors import TableBlockedError
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows, Patch


def refuse_below_totals(frames: Frames, patches: Sequence[Patch]) -> None:
    """Refuses to append rows to a table of the manager's whose last row is one of totals.

    Args:
        frames: the workbook's tables, as the command read them.
        patches: what is to be written.

    Raises:
        TableBlockedError: there is such a row ("table.totals_row").
    """
    for table in {patch.table for patch in patches if isinstance(patch, AppendRows)}:
        settled = frames.settled(table) if frames.grids[table].place.meanings else None
        if settled is None or not settled.totals:
            continue
        grid = frames.grids[table]
        if _last_filled(grid) == max(settled.totals):
            row = grid.place.first_row + max(settled.totals)
            cell = Address(row, grid.place.extent.first.column).a1
            raise TableBlockedError(
                "table.totals_row", sheet=grid.place.sheet, cell=cell, table=table
            )


def _last_filled(grid: Grid) -> int:
    for row in range(grid.height - 1, -1, -1):
        if any(cells[row] not in {None, ""} for cells in grid.columns):
            return row
    return -1
