"""Where the header row of a plain range stands, and what its columns hold."""

from collections.abc import Mapping, Sequence

from xlcrm.cells import Cells, Grid, Value
from xlcrm.sheets.spellings import is_header_word
from xlcrm.workbook.blocks import Block

_LEAST = 2
_SAMPLE = 80


def header_row(block: Block) -> int:
    """The row of a block whose cells are headers; 0 where none can be.

    It is the row with the most words that people put over columns; where no row has any, the first
    that has a text in nearly every column.

    Args:
        block: a plain range.
    """
    best, most = 0, 0
    for row, cells in block.top.items():
        known = sum(_is_word(cell) for cell in cells.values())
        if len(cells) >= _LEAST and known > most and _texts(cells) >= _LEAST:
            best, most = row, known
    if most >= _LEAST:
        return best
    width = max((len(cells) for cells in block.top.values()), default=0)
    for row, cells in block.top.items():
        if _texts(cells) == len(cells) >= max(_LEAST, round(0.7 * width)):
            return row
    return 0


def _is_word(cell: Value) -> bool:
    return isinstance(cell, str) and is_header_word(cell)


def _texts(cells: Mapping[int, Value]) -> int:
    return len({cell for cell in cells.values() if isinstance(cell, str)})


def samples(grid: Grid) -> list[Sequence[Value]]:
    """Some cells of each column, from all over the table."""
    return [_some(cells) for cells in grid.columns]


def _some(cells: Cells) -> list[Value]:
    step = max(1, len(cells) // _SAMPLE)
    return list(cells[::step]) if isinstance(cells, list) else cells.gather_every(step).to_list()
