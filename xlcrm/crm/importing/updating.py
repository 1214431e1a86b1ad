"""Other values of a file, taken over into rows that stand in the table."""

from collections.abc import Sequence

from xlcrm.cells import Value
from xlcrm.crm.importing.mapping import Take
from xlcrm.crm.importing.outcome import Difference
from xlcrm.crm.importing.upserting import NOTE
from xlcrm.frames import Frames
from xlcrm.patches import EditCells


def updates(
    frames: Frames, table: str, takes: Sequence[Take], differences: Sequence[Difference]
) -> tuple[EditCells, ...]:
    """One patch per column that changes. A note of the file is put below the one that is there.

    Args:
        frames: the workbook.
        table: the table.
        takes: the columns.
        differences: the values; those that are fixed stay as they are.
    """
    changes: dict[str, dict[int, Value]] = {}
    for one in differences:
        if one.in_table and not one.fixed:
            value = frames.word(table, one.field, one.other)
            if one.field == NOTE and one.kept is not None:
                value = f"{one.kept}\n{value}"
            changes.setdefault(one.field, {})[one.row] = value
    targets = {take.name: take.target for take in takes}
    return tuple(
        EditCells(table, targets[name], dict(sorted(cells.items())))
        for name, cells in changes.items()
    )
