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


CODES: Mapping[str, Level] = MappingProxyType(
    {
        "table.missing": Level.WARNING,
        "table.renamed": Level.ERROR,
        "table.rows_below": Level.HINT,
        "row.no_record": Level.HINT,
        "column.missing": Level.ERROR,
        "column.declined": Level.ERROR,
        "column.renamed": Level.ERROR,
        "column.replaced": Level.ERROR,
        "column.agreed_gone": Level.ERROR,
        "column.agreed_renamed": Level.ERROR,
        "column.mapped_gone": Level.WARNING,
        "column.mapped_renamed": Level.WARNING,
        "column.doubled": Level.ERROR,
        "cell.required": Level.ERROR,
        "cell.not_calculated": Level.ERROR,
        "cell.excel_error": Level.ERROR,
        "cell.not_a_date": Level.ERROR,
        "cell.date_out_of_range": Level.ERROR,
        "cell.not_a_number": Level.ERROR,
        "cell.not_whole": Level.ERROR,
        "cell.out_of_range": Level.ERROR,
        "cell.label_unknown": Level.ERROR,
        "cell.label_not_listed": Level.WARNING,
        "cell.bad_email": Level.WARNING,
        "cell.bad_phone": Level.WARNING,
        "cell.phone_is_number": Level.WARNING,
        "setting.wrong": Level.ERROR,
        "setting.unknown": Level.WARNING,
        "setting.country_missing": Level.WARNING,
        "list.unknown": Level.WARNING,
        "list.closed": Level.WARNING,
        "alias.loop": Level.ERROR,
        "alias.target_unknown": Level.WARNING,
        "id.doubled": Level.ERROR,
        "id.capitals": Level.WARNING,
        "id.unknown": Level.WARNING,
        "id.none_known": Level.WARNING,
        "order.no_customer": Level.WARNING,
        "order.lead_not_converted": Level.HINT,
        "date.future": Level.WARNING,
        "date.order": Level.WARNING,
        "converted.before_inquiry": Level.ERROR,
        "converted.no_customer": Level.ERROR,
        "converted.no_date": Level.WARNING,
        "open.no_next_step": Level.WARNING,
        "open.no_next_step_date": Level.WARNING,
        "lost.no_reason": Level.WARNING,
        "lost.no_date": Level.WARNING,
        "contact.no_key": Level.WARNING,
        "contact.shared": Level.HINT,
        "person.doubled": Level.WARNING,
        "consent.differs": Level.WARNING,
        "consent.withdrawn": Level.WARNING,
    }
)
"""How bad each finding is, by its code."""
