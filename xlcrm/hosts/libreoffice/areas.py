"""Where the tables of a document in Calc stand: its database ranges."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Area:
    """Where a database range stands; sheet, rows and columns count from 0.

    Attributes:
        name: the table's name.
        sheet: the sheet's index.
        top: the header row.
        bottom: the last row of the range, without a totals row.
        left: the first column.
        right: the last column.
        totals: whether a totals row follows.
    """

    name: str
    sheet: int
    top: int
    bottom: int
    left: int
    right: int
    totals: bool

    def nearest_below(self, areas: Iterable["Area"]) -> int | None:
        """The top row of the nearest of the areas that stand below this one; None for none."""
        tops = [
            other.top
            for other in areas
            if other.sheet == self.sheet
            and other.top > self.bottom
            and other.left <= self.right
            and self.left <= other.right
        ]
        return min(tops, default=None)


def areas(document: Any) -> list[Area]:
    """The tables of a document: its database ranges that have a header row, sheet by sheet.

    Args:
        document: a Calc document; one that is being closed has none.
    """
    ranges = document.DatabaseRanges
    found = []
    for name in ranges.ElementNames if ranges is not None else ():
        entry = ranges.getByName(name)
        if not entry.ContainsHeader:
            continue
        at, totals = entry.DataArea, bool(entry.TotalsRow)
        bottom = at.EndRow - totals
        found.append(
            Area(name, at.Sheet, at.StartRow, bottom, at.StartColumn, at.EndColumn, totals)
        )
    return sorted(found, key=lambda area: (area.sheet, area.top, area.left))


def has_ours(document: Any) -> bool:
    """Whether a document has a table of xlcrm's."""
    from xlcrm.sheets import MODELS  # declares all columns, which takes a moment
    from xlcrm.sheets.mapping import TABLE

    return any(area.name in {*MODELS, TABLE} for area in areas(document))
