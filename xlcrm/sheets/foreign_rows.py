"""A foreign table as rows of ours: texts read as agreed, parts joined, what is no row left out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlcrm.cells import Cells, Grid, Meaning, Value, typed
from xlcrm.sheets.base import Row, columns, recognise
from xlcrm.sheets.foreign import JOINED, is_total, read_foreign, total_pattern
from xlcrm.sheets.nothing import known_words
from xlcrm.sheets.vocabularies import Vocabulary

_WIDE = 3
"""A table with fewer columns has rows with one cell."""


@dataclass(frozen=True)
class Settled:
    """A foreign table as rows of ours.

    Attributes:
        grid: its cells; rows that are no records are blank in it.
        left_out: the data rows, from 0, that hold a total, the title of a section, or the headers
            again.
        totals: those of them that hold a total.
    """

    grid: Grid
    left_out: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()


def settled(
    grid: Grid,
    model: type[Row],
    lists: Mapping[str, Vocabulary],
    ids: Collection[str] = (),
) -> Settled:
    """Reads a table as the workbook says that it is to be read.

    A row is no record where its only text is the word for a total, beside numbers; where it has
    one cell, a text, in a table whose rows need more; or where it repeats the headers.

    Args:
        grid: its cells; one without meanings is of ours already and stays as it is.
        model: the table that it is.
        lists: the workbook's vocabularies.
        ids: folded ids of parties that are words for nothing elsewhere.
    """
    meanings = grid.place.meanings
    if not meanings:
        return Settled(grid)
    declared = columns(model)
    fields = recognise(model, grid.place.headers, meanings)
    readings = {meaning.header: meaning.reading for meaning in meanings}
    made = []
    parts = {meaning.header: meaning.field for meaning in meanings if meaning.reading == JOINED}
    for header, cells in zip(grid.place.headers, grid.columns, strict=True):
        column = declared.get(fields.get(header) or parts.get(header, ""))
        known = known_words(column, lists, ids)
        made.append(read_foreign(cells, column, readings.get(header, ""), known))
    _join(grid, made, fields, meanings)
    required = [
        at
        for at, header in enumerate(grid.place.headers)
        if header in fields and declared[fields[header]].required
    ]
    totals = tuple(sorted(_totals(grid)))
    others = {*_titles(grid, made, required), *_headers_again(grid)}
    left_out = tuple(sorted({*totals, *others}))
    return Settled(grid._replace(columns=tuple(_without(made, left_out))), left_out, totals)


def _join(
    grid: Grid, made: list[Cells], fields: Mapping[str, str], meanings: Sequence[Meaning]
) -> None:
    """Puts the parts of a field together in the column that stands for it, in the sheet's order."""
    parts: dict[str, list[str]] = {}
    for meaning in meanings:
        if meaning.reading == JOINED and meaning.header in grid.place.headers:
            parts.setdefault(meaning.field, []).append(meaning.header)
    for field, headers in parts.items():
        first = next((header for header, known in fields.items() if known == field), "")
        if first and len(headers) > 1:
            ordered = sorted({first, *headers}, key=grid.place.headers.index)
            held = [list(made[grid.place.headers.index(header)]) for header in ordered]
            made[grid.place.headers.index(first)] = typed(
                [" ".join(_texts(cells)) or None for cells in zip(*held, strict=True)]
            )


def _texts(cells: Sequence[Value]) -> list[str]:
    return [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]


def _totals(grid: Grid) -> Iterator[int]:
    """The rows whose only texts are words for a total."""
    suspects = set()
    for cells in grid.columns:
        if isinstance(cells, list):
            suspects |= {
                at for at, cell in enumerate(cells) if isinstance(cell, str) and is_total(cell)
            }
        elif str(cells.dtype) == "String":
            begins = cells.str.contains(total_pattern())
            suspects.update(begins.fill_null(value=False).arg_true().to_list())
    for row in suspects:
        filled = _filled(grid, row)
        texts = [cell for cell in filled if isinstance(cell, str)]
        if texts and all(map(is_total, texts)) and not any(isinstance(one, date) for one in filled):
            yield row


def _titles(grid: Grid, made: Sequence[Cells], required: Sequence[int]) -> Iterator[int]:
    """The rows of one text, in a table whose rows need more."""
    if len(grid.columns) < _WIDE:
        return
    suspects = {row for at in required for row in _without_value(made[at])}
    for row in suspects.intersection(_with_one_cell(grid) if suspects else ()):
        if _is_title(_filled(grid, row)[0]):
            yield row


def _with_one_cell(grid: Grid) -> list[int]:
    """The rows in which exactly one cell is filled."""
    import numpy as np

    counts = np.zeros(grid.height, dtype=np.int32)
    for cells in grid.columns:
        if isinstance(cells, list):
            held = [cell is not None and bool(str(cell).strip()) for cell in cells]
            counts += np.array(held, dtype=np.int32)
        elif str(cells.dtype) == "String":
            counts += (cells.str.strip_chars() != "").fill_null(value=False).to_numpy()
        else:
            counts += cells.is_not_null().to_numpy()
    return [int(row) for row in np.flatnonzero(counts == 1)]


def _without_value(cells: Cells) -> list[int]:
    if isinstance(cells, list):
        return [row for row, cell in enumerate(cells) if cell is None or isinstance(cell, str)]
    if str(cells.dtype) == "String":
        return list(range(len(cells)))
    found: list[int] = cells.is_null().arg_true().to_list()
    return found


def _headers_again(grid: Grid) -> Iterator[int]:
    """The rows in which each filled cell is the header of its column."""
    headers = grid.place.headers
    suspects: set[int] = set()
    for header, cells in zip(headers, grid.columns, strict=True):
        if isinstance(cells, list):
            suspects |= {row for row, cell in enumerate(cells) if cell == header}
        elif str(cells.dtype) == "String":
            suspects.update((cells == header).fill_null(value=False).arg_true().to_list())
    for row in suspects:
        cells_there = zip(headers, (cells[row] for cells in grid.columns), strict=True)
        held = [(header, cell) for header, cell in cells_there if cell is not None]
        if len(held) > 1 and all(str(cell).strip() == header for header, cell in held):
            yield row


def _filled(grid: Grid, row: int) -> list[Value]:
    cells = (column[row] for column in grid.columns)
    return [cell for cell in cells if cell is not None and str(cell).strip()]


def _is_title(cell: Value) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _without(made: Sequence[Cells], rows: Sequence[int]) -> Iterator[Cells]:
    for cells in made:
        if not rows:
            yield cells
            continue
        gone = set(rows)
        yield typed([None if at in gone else cell for at, cell in enumerate(cells)])
