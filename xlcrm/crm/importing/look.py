"""What is worth a look among the rows that are about to be added, whatever their table."""

import polars as pl

from xlcrm.crm.importing.orders import look_at_orders
from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.crm.importing.reduction import LINE
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS

_CONTACTS = ("lead_id", "customer_id", "name", "company", "phone", "email")


def look_at(table: str, frame: pl.DataFrame, frames: Frames) -> tuple[Remark, ...]:
    """Remarks on new rows: nobody named, no id where others have one.

    Args:
        table: the table that grows.
        frame: LINE and the columns that are taken, by field.
        frames: the workbook.
    """
    key = MODELS[table].identity
    keyed = key in frame.columns
    remarks = _keyless(frame, key) if keyed else ()
    if table in {"Inquiries", "Leads"}:
        remarks += _nameless(frame, key)
    if table == "Orders":
        remarks += look_at_orders(frame, frames)
    return remarks


def _keyless(frame: pl.DataFrame, key: str) -> tuple[Remark, ...]:
    number = frame[key].null_count()
    return (Remark("import.rows_without_key", {"n": number, "field": key}),) if number else ()


def _nameless(frame: pl.DataFrame, key: str) -> tuple[Remark, ...]:
    present = [name for name in _CONTACTS if name in frame.columns and name != key]
    rows = frame.filter(pl.all_horizontal(pl.col(present).is_null())) if present else frame
    if rows.is_empty():
        return ()
    lines = ", ".join(map(str, rows[LINE].head(EXAMPLES)))
    return (Remark("import.rows_without_contact", {"n": rows.height, "lines": lines}),)
