"""What History says was done, batch by batch, and which batches are in force."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlcrm.cells import Value
from xlcrm.crm.history_lines import EXTENT, ROW, ROWS, TABLE, Line, RowName
from xlcrm.crm.history_values import encode
from xlcrm.frames import Frames

UNDO = "undo"
_UNDO_OF = re.compile(UNDO + r" ([0-9]+)")


@dataclass(frozen=True)
class Batch:
    """What one run of a command changed.

    Attributes:
        number: of the batch, from 1.
        when: the moment; None where History does not say.
        who: the user.
        command: the command's name; of an undo with the number of the batch that it undid.
        undone_by: the batch that undid it and is in force; None when this one is in force.
        lines: the changes, in the order of History.
        rows: the sheet rows of the lines.
    """

    number: int
    when: datetime | None
    who: str
    command: str
    undone_by: int | None
    lines: tuple[Line, ...]
    rows: tuple[int, ...]

    @property
    def undoes(self) -> int | None:
        """The batch that this one undid; None when it is no undo."""
        match = _UNDO_OF.fullmatch(self.command)
        return int(match[1]) if match else None

    @property
    def cells(self) -> int:
        """How many cells it changed, those of whole rows not counted."""
        return sum(1 for line in self.lines if line.field not in {ROW, ROWS, EXTENT})

    @property
    def whole_rows(self) -> int:
        """How many rows it added or took out."""
        named = {(line.table, line.row_id) for line in self.lines if line.field in {ROW, ROWS}}
        parsed = [RowName.parse(row_id) for _, row_id in named]
        return sum(1 if name.id else name.height for name in parsed)


def undo_command(number: int) -> str:
    """The command of the batch that undoes another, such as "undo 7"."""
    return f"{UNDO} {number}"


def read_batches(frames: Frames) -> dict[int, Batch]:
    """The batches by number, oldest first.

    Args:
        frames: the workbook's tables; without History there are none.
    """
    frame = frames[TABLE].drop_nulls(["batch", "sheet", "field"])
    raw = {name: _raw(frames, name) for name in ("field", "before", "after")}
    place = frames.place(TABLE)
    first = place.first_row if place else 1
    found: dict[int, list[tuple[int, Line, Mapping[str, Value]]]] = {}
    for held in frame.iter_rows(named=True):
        at = held["row"] - first
        name, before, after = (_text(raw[name], at) for name in raw)
        line = Line(held["sheet"], held["row_id"] or "", name or "", before, after)
        found.setdefault(held["batch"], []).append((held["row"], line, held))
    return {number: _batch(number, found[number]) for number in sorted(found)}


def _batch(number: int, lines: Sequence[tuple[int, Line, Mapping[str, Value]]]) -> Batch:
    held = lines[0][2]
    when = held["when"]
    return Batch(
        number,
        when if isinstance(when, datetime) else None,
        str(held["who"] or ""),
        str(held["command"] or ""),
        max(
            (one["undone_by"] for _, _, one in lines if isinstance(one["undone_by"], int)),
            default=None,
        ),
        tuple(line for _, line, _ in lines),
        tuple(row for row, _, _ in lines),
    )


def _raw(frames: Frames, name: str) -> Sequence[Value]:
    """A column's very cells: a frame takes the blanks around texts, and errors, away."""
    grid, header = frames.grids.get(TABLE), frames.header(TABLE, name)
    return list(grid.column(header)) if grid and header else []


def _text(cells: Sequence[Value], at: int) -> str | None:
    value = cells[at] if at < len(cells) else None
    return value if isinstance(value, str) else encode(value)


def next_batch(frames: Frames) -> int:
    """The number of the next batch."""
    frame = frames[TABLE]
    numbers = [frame["batch"].max(), frame["undone_by"].max()]
    return 1 + max((one for one in numbers if isinstance(one, int)), default=0)


def newest(batches: Mapping[int, Batch]) -> int | None:
    """The newest batch that is in force and is no undo itself; None when there is none."""
    for number in sorted(batches, reverse=True):
        if batches[number].undone_by is None and batches[number].undoes is None:
            return number
    return None


def marks(batches: Mapping[int, Batch], number: int, by: int) -> dict[int, int | None]:
    """What `undone_by` of each batch becomes when a batch is undone.

    Undoing an undo puts what it undid in force again, and so on down the chain.

    Args:
        batches: all of them.
        number: the batch that is undone.
        by: the batch that undoes it.

    Returns:
        The new value by batch.
    """
    changed: dict[int, int | None] = {number: by}
    above, undone = number, True
    while (below := batches[above].undoes) in batches and below not in changed:
        assert below is not None  # None is no batch
        undone = not undone
        changed[below] = above if undone else None
        above = below
    return changed
