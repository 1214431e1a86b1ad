"""The table "Columns": which tables of the user's go by which names, and what their columns are.

It is a table like any other, so that people can read it, History keeps its changes, and undo takes
them back. Its first five columns are, in this order whatever their headers: the name that a table
goes by, where it stands (the name of an Excel table, or the cell of a first header such as
'My sales'!B5), a header, the name that the column goes by, and how texts in it are read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlcrm.cells import Address, Meaning, TablePlace, Value, quoted

NAME = "Columns"
WIDTH = 5

OTHER = "-"
"""The name of tables that are none of ours; they are listed so that the ones above them end."""

_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7})$")
_MOST = 0.5


@dataclass(frozen=True)
class Named:
    """One table of the user's that goes by another name.

    Attributes:
        name: the name that it goes by.
        stands: where it stands, as the table says it.
        meanings: what its columns are.
    """

    name: str
    stands: str
    meanings: tuple[Meaning, ...]

    @property
    def range(self) -> tuple[str, Address] | None:
        """The sheet and the cell of the first header; None for an Excel table."""
        return parse_place(self.stands)

    def fits(self, headers: Iterable[str]) -> bool:
        """Whether headers are its own, a few renamed or added ones aside."""
        known = {meaning.header for meaning in self.meanings}
        return bool(known) and len(known & set(headers)) >= _MOST * len(known)


def parse_place(text: str) -> tuple[str, Address] | None:
    """Reads 'My sales'!B5; None where it is something else."""
    match = _CELL.match(text)
    if match is None:
        return None
    title = match[1].replace("''", "'") if match[1] else match[2]
    return title, Address.parse(match[3])


def place_text(place: TablePlace, *, plain: bool) -> str:
    """How the table says where another one stands.

    Args:
        place: where it stands.
        plain: whether it is no Excel table.
    """
    return f"{quoted(place.sheet)}!{place.extent.first.a1}" if plain else place.name


def read_named(columns: Sequence[Sequence[Value]]) -> list[Named]:
    """The tables that go by other names.

    Args:
        columns: the cells of its first five columns.

    Returns:
        One per name; the first place that a name has counts. Of those named OTHER there may be
        several.
    """
    found: dict[tuple[str, str], tuple[str, dict[str, Meaning]]] = {}
    for cells in zip(*columns, strict=True):
        name, stands, header, field, reading = (
            "" if cell is None else str(cell).strip() for cell in cells
        )
        if not name or not stands or not header:
            continue
        key = name, stands if name == OTHER else ""
        place, meanings = found.setdefault(key, (stands, {}))
        if place == stands:
            meanings.setdefault(header, Meaning(header, field, reading))
    return [
        Named(name, stands, tuple(meanings.values()))
        for (name, _), (stands, meanings) in found.items()
    ]
