"""A name that stands in two or three columns: which of the columns are parts of it."""

from collections.abc import Collection, Sequence

from xlcrm.cells import Value
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.spellings import name_parts, plain

_PARTS = 2
_NAME = "name"
_WHOLE = 0.2
"""So many of the names with a blank in them are not only surnames."""


def name_columns(
    table: str,
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    other: Collection[int] = (),
) -> list[int]:
    """The columns that together hold a person's name, by their place from 0, in order.

    Beside a column of first names, one that is headed "Name" is of surnames, where its cells are
    single words.

    Args:
        table: the name of our table.
        headers: the texts over the columns, in order.
        samples: for each column some of its cells.
        other: the places of columns of which it is known that they are something else.

    Returns:
        Nothing where the table names nobody, or where fewer than two columns are parts.
    """
    if "name" not in columns(MODELS[table]):
        return []
    said = {at: plain(one) for at, one in enumerate(headers) if at not in other}
    found = [at for at, word in said.items() if word in name_parts()]
    if len(found) == 1:
        found += [at for at, word in said.items() if word == _NAME and _single(samples[at])]
    return sorted(found) if len(found) >= _PARTS else []


def _single(cells: Sequence[Value]) -> bool:
    """Whether nearly all of some names are one word."""
    names = [cell.split() for cell in cells if isinstance(cell, str) and cell.strip()]
    return bool(names) and sum(len(name) > 1 for name in names) <= _WHOLE * len(names)
