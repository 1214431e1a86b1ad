"""A foreign table as rows of ours: texts read as agreed, parts joined, what is no row left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlcrm.cells import Cells, Grid, Meaning, Value, typed
from xlcrm.sheets.base import Column, Row, columns, recognise
from xlcrm.sheets.foreign import JOINED, is_total, read_foreign, total_pattern
from xlcrm.sheets.vocabularies import Vocabulary

_WIDE = 3
"""A table with fewer columns has rows with one cell."""


@dataclass(frozen=True)
class Settled:
    """A foreign table as rows of ours.

    Attributes:
        grid: its cells; rows that are no records are blank in it.
        left_out: the data rows, from 0, that hold a total or the title of a section.
    """

    grid: Grid
    left_out: tuple[int, ...] = ()


def settled(grid: Grid, model: type[Row], lists: Mapping[str, Vocabulary]) -> Settled:
    """Reads a table as the workbook says that it is to be read.

    A row is no record where its only text is the word for a total, beside numbers; or where it has
    one cell, a text, in a table whose rows need more.

    Args:
        grid: its cells; one without meanings is of ours already and stays as it is.
        model: the table that it is.
        lists: the workbook's vocabularies.
    """
    meanings = grid.place.meanings
    if not meanings:
        return Settled(grid)
    declared = columns(model)
    fields = recognise(model, grid.place.headers, meanings)
    readings = {meaning.header: meaning.reading for meaning in meanings}
    made = [
        read_foreign(
            cells,
            declared[fields[header]],
            readings.get(header, ""),
            _known(declared[fields[header]], lists),
        )
        if header in fields
        else cells
        for header, cells in zip(grid.place.headers, grid.columns, strict=True)
    ]
    _join(grid, made, fields, meanings)
    required = [
        at
        for at, header in enumerate(grid.place.headers)
        if header in fields and declared[fields[header]].required
    ]
    left_out = tuple(_no_records(grid, made, required))
    return Settled(grid._replace(columns=tuple(_without(made, left_out))), left_out)


def _known(column: Column, lists: Mapping[str, Vocabulary]) -> frozenset[str]:
    vocabulary = lists.get(column.choice.name) if column.choice else None
    return frozenset(vocabulary.known()) if vocabulary is not None else frozenset()


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
            held = [list(grid.column(header)) for header in ordered]
            made[grid.place.headers.index(first)] = typed(
                [" ".join(_texts(cells)) or None for cells in zip(*held, strict=True)]
            )


def _texts(cells: Sequence[Value]) -> list[str]:
    return [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]


def _no_records(grid: Grid, made: Sequence[Cells], required: Sequence[int]) -> Iterator[int]:
    suspects = set()
    for cells in grid.columns:
        if isinstance(cells, list):
            suspects |= {
                at for at, cell in enumerate(cells) if isinstance(cell, str) and is_total(cell)
            }
        elif str(cells.dtype) == "String":
            begins = cells.str.strip_chars().str.to_lowercase().str.contains(total_pattern())
            suspects.update(begins.fill_null(value=False).arg_true().to_list())
    for at in required:
        cells = made[at]
        missing = (
            [row for row, cell in enumerate(cells) if cell is None or isinstance(cell, str)]
            if isinstance(cells, list) or str(cells.dtype) == "String"
            else cells.is_null().arg_true().to_list()
        )
        suspects.update(missing)
    for row in sorted(suspects):
        if _is_no_record([cells[row] for cells in grid.columns], needs_more=bool(required)):
            yield row


def _is_no_record(cells: Sequence[Value], *, needs_more: bool) -> bool:
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    texts = [cell for cell in filled if isinstance(cell, str)]
    if any(isinstance(cell, date) for cell in filled):
        return False
    if texts and all(map(is_total, texts)):
        return True
    return needs_more and len(cells) >= _WIDE and len(filled) == 1 and _is_title(filled[0])


def _is_title(cell: Value) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _without(made: Sequence[Cells], rows: Sequence[int]) -> Iterator[Cells]:
    for cells in made:
        if not rows:
            yield cells
            continue
        gone = set(rows)
        yield typed([None if at in gone else cell for at, cell in enumerate(cells)])
