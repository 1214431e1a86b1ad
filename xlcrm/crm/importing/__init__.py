"""Importing: a file of rows becomes a plan of rows to append, and every row is accounted for.

A file is read to texts (`files`), the texts become values with one date order and one decimal mark
per column (`columns`), rows are reduced and compared with the table (`reduction`), and the result
is a plan (`plan`) that says what would be written, what is refused and why. Nothing is written
here. Every code in this room is a key of `language` as it stands, such as "import.row_too_long".
"""

from xlcrm.crm.importing.files import RowFile, read_rows
from xlcrm.crm.importing.outcome import Counts, Difference, ImportPlan, Refusal, Remark
from xlcrm.crm.importing.plan import plan_import

__all__ = [
    "Counts",
    "Difference",
    "ImportPlan",
    "Refusal",
    "Remark",
    "RowFile",
    "plan_import",
    "read_rows",
]
