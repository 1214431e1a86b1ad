"""Rows that were taken out, kept whole in History, so that they can be put back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xlcrm.cells import Value
from xlcrm.crm.history_lines import Line, RowName
from xlcrm.crm.history_values import decode, encode

LONGEST = 32_000
"""So many characters of rows stand in one cell; a cell takes 32,767."""

Rows = Mapping[int, Mapping[str, Value]]
"""Cells by sheet row and name."""


def packed(rows: Rows) -> Iterator[tuple[RowName, str]]:
    """Rows as texts for `before`, each with the run of rows that it holds.

    A text is a JSON object with the names of the columns and the rows, each a list of encoded
    cells. Of a row that is too long for one cell the text goes on in the next lines, which name
    the same row.

    Args:
        rows: what they held, in the order of the sheet.
    """
    names = list(dict.fromkeys(name for cells in rows.values() for name in cells))
    room = LONGEST - sum(len(name) + 5 for name in names)
    block: dict[int, list[str | None]] = {}
    size = 0
    for row, cells in rows.items():
        encoded = [encode(cells.get(name)) for name in names]
        needed = sum(len(text or "") + 6 for text in encoded)
        if block and (size + needed > room or row != max(block) + 1):
            yield from _pieces(names, block)
            block, size = {}, 0
        block[row] = encoded
        size += needed
    if block:
        yield from _pieces(names, block)


def _pieces(
    names: list[str], block: Mapping[int, list[str | None]]
) -> Iterator[tuple[RowName, str]]:
    text = json.dumps({"columns": names, "rows": list(block.values())}, ensure_ascii=False)
    run = RowName("", min(block), max(block))
    for start in range(0, len(text), LONGEST):
        yield run, text[start : start + LONGEST]


def unpacked(lines: Iterable[Line]) -> dict[int, dict[str, Value]]:
    """The rows that lines keep, by the sheet row in which they stood.

    Args:
        lines: those with rows in `before`, in the order of History.

    Raises:
        ValueError: a text is not what `packed` wrote.
    """
    texts: dict[str, str] = {}
    for line in lines:
        texts[line.row_id] = texts.get(line.row_id, "") + (line.before or "")
    rows: dict[int, dict[str, Value]] = {}
    for row_id, text in texts.items():
        run, kept = RowName.parse(row_id), _read(text)
        if run.id or len(kept["rows"]) != run.height:
            raise ValueError(row_id)
        for row, cells in enumerate(kept["rows"], run.first):
            named = zip(kept["columns"], cells, strict=True)
            rows[row] = {name: decode(cell) for name, cell in named if cell is not None}
    return rows


def _read(text: str) -> Any:
    kept = json.loads(text)
    sound = isinstance(kept, dict) and kept.keys() == {"columns", "rows"}
    if not sound or not all(isinstance(part, list) for part in kept.values()):
        raise ValueError(text[:80])
    return kept
