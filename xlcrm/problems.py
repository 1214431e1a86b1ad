"""Bad data as data: one `Problem` per finding, with a stable code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Level(StrEnum):
    """How bad it is. Errors keep a row out of the figures; hints are only worth a look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Problem:
    """One finding about one cell (or one row, or one table).

    Attributes:
        level: how bad it is.
        sheet: the title of the sheet.
        cell: the cell's address, such as "C7"; empty when the finding is about the whole table.
        code: the stable name of the finding, such as "cell.not_a_date".
        parameters: what the message names.
        suggestion: the value that should stand in the cell, as text; empty when there is none.
        table: the name of the table.
        field: the code name of the column; empty when the finding is about a row.
    """

    level: Level
    sheet: str
    cell: str
    code: str
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    suggestion: str = ""
    table: str = ""
    field: str = ""
