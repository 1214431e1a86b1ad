"""The mapping as rows of the table "Columns"."""

from collections.abc import Iterator, Mapping, Sequence

from xlcrm.cells import Grid, Meaning, TablePlace, Value
from xlcrm.crm.adopting.proposal import AdoptedTable
from xlcrm.patches import AppendRows, EditCells
from xlcrm.sheets.mapping import FIELDS
from xlcrm.workbook.columns_table import OTHER, place_text, read_named

Patches = list[EditCells | AppendRows]


def mapping_patches(
    standing: Grid,
    tables: Sequence[AdoptedTable],
    made: Mapping[str, Sequence[Meaning]],
    others: Sequence[TablePlace] = (),
) -> Patches:
    """What changes in the table "Columns": nothing where it says so already.

    A header that was renamed gets its row back; what is new gets one of its own.

    Args:
        standing: the table as it is.
        tables: the tables that are agreed on.
        made: the columns that are added to them, by our table.
        others: where the manager's other tables stand. Plain ranges among them that share a sheet
            with a table that is agreed on are listed too, so that it is known to end above them.
    """
    headers = standing.place.headers[: len(FIELDS)]
    held = list(_rows(standing))
    edits: dict[str, dict[int, Value]] = {header: {} for header in headers}
    new: list[tuple[str, ...]] = []
    for table in tables:
        stands = _stands(held, table)
        wanted = [*table.meanings(), *made.get(table.table, ())]
        gone = _gone(held, table, wanted)
        for meaning in wanted:
            row = _row_of(held, table.table, meaning, gone)
            line = (table.table, stands, *meaning)
            if row is None:
                new.append(line)
                continue
            for header, before, after in zip(headers, held[row][1], line, strict=True):
                if before != after:
                    edits[header][held[row][0]] = after or None
    new += _others(held, tables, others)
    patches: Patches = [EditCells("Columns", h, cells) for h, cells in edits.items() if cells]
    if new:
        columns = dict(zip(headers, zip(*new, strict=True), strict=True))
        filled = {header: [cell or None for cell in cells] for header, cells in columns.items()}
        patches.append(AppendRows("Columns", filled))
    return patches


_Row = tuple[int, tuple[str, ...]]


def _others(
    held: Sequence[_Row], tables: Sequence[AdoptedTable], others: Sequence[TablePlace]
) -> Iterator[tuple[str, ...]]:
    """The rows of plain ranges that are none of ours and are not listed yet."""
    sheets = {one.place.sheet for one in tables if one.plain}
    listed = read_named([*zip(*(texts for _, texts in held), strict=True)]) if held else []
    for place in others:
        if place.name or place.sheet not in sheets:
            continue
        if not any(one.name == OTHER and one.fits(place.headers) for one in listed):
            stands = place_text(place, plain=True)
            yield from ((OTHER, stands, header, "", "") for header in place.headers)


def _rows(grid: Grid) -> Iterator[_Row]:
    """The filled rows: the sheet row, and the texts of the five columns."""
    width = len(FIELDS)
    for at, cells in enumerate(zip(*grid.columns[:width], strict=True)):
        texts = tuple("" if cell is None else str(cell).strip() for cell in cells)
        if any(texts):
            yield grid.place.first_row + at, texts


def _stands(held: Sequence[_Row], table: AdoptedTable) -> str:
    """Where the table stands: as is written already, so that a row inserted changes nothing."""
    known = next((texts[1] for _, texts in held if texts[0] == table.table), "")
    if known:
        return known
    return place_text(table.place, plain=table.plain)


def _gone(held: Sequence[_Row], table: AdoptedTable, wanted: Sequence[Meaning]) -> dict[str, int]:
    """The rows of headers that are no longer there, by the field that they were."""
    present = {meaning.header for meaning in wanted}
    return {
        texts[3]: at
        for at, (_, texts) in enumerate(held)
        if texts[0] == table.table and texts[2] not in present and texts[3]
    }


def _row_of(
    held: Sequence[_Row], table: str, meaning: Meaning, gone: Mapping[str, int]
) -> int | None:
    for at, (_, texts) in enumerate(held):
        if texts[0] == table and texts[2] == meaning.header:
            return at
    return gone.get(meaning.field) if meaning.field else None
