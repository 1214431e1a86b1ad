"""What may be a table in a workbook that nobody has told us about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlcrm.cells import Extent, TablePlace, Value


@dataclass(frozen=True)
class Block:
    """A rectangle of cells that may be a table, with whatever stands above its header row.

    Attributes:
        sheet: the title of its sheet.
        extent: its cells.
        top: the cells of its first rows, by sheet row and column; blank ones left out.
        table: the Excel table that it is; None for a plain range, whose header row is any of the
            first rows.
        hidden: whether its sheet is hidden.
    """

    sheet: str
    extent: Extent
    top: Mapping[int, Mapping[int, Value]] = field(default_factory=dict)
    table: TablePlace | None = None
    hidden: bool = False
