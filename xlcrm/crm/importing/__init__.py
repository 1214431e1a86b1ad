"""Importing: a file of rows becomes a plan of what to write, and every row is accounted for.

A file is read to texts (`files`, or `spreadsheets` for a workbook), the texts become values with
one date order and one decimal mark per column (`columns`), the rows are compared with those of the
table (`upserting`), and the result is a plan (`plan`) that says what would be written, what is
refused and why. How the columns were mapped is remembered by the headers (`remembering`). Nothing
is written here. Every code in this room is a key of `language` as it stands, such as
"import.row_too_long".
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
