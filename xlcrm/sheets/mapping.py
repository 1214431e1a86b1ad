"""The table "Columns": what the columns of the manager's own tables are.

It is made when a workbook is adopted, so a new workbook has none. Its columns stand in this order,
which is how a workbook finds them (docs/decisions/0019).
"""

from xlcrm.sheets.base import label

TABLE = "Columns"

FIELDS = ("table", "stands", "header", "field", "reading")


def mapping_headers(language: str) -> tuple[str, ...]:
    """The headers of the table in a language."""
    return tuple(label(field, language) for field in FIELDS)
