"""Dates with several readings beside a column whose order is plain: it is proposed, no more."""

from xlcrm.crm.importing.dates import read_dates
from xlcrm.crm.importing.files import RowFile
from xlcrm.errors import ImportFileError

_OPEN, _BESIDE = "import.date_order_ambiguous", "import.date_order_beside"
_FIGURES = r"^\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{2,4}"
_MOSTLY = 0.9


def with_proposal(error: ImportFileError, rows: RowFile) -> ImportFileError:
    """The same error, with the order of another column of the file where one has it plainly.

    Args:
        error: why a column could not be read.
        rows: the file.
    """
    if error.code != _OPEN:
        return error
    for header in rows.headers:
        order = _order_of(rows, header) if header != error.parameters["column"] else ""
        if order:
            return ImportFileError(_BESIDE, **error.parameters, beside=header, order=order)
    return error


def _order_of(rows: RowFile, header: str) -> str:
    """The order that a column's own dates settle; "" for none."""
    texts = rows.frame[header].drop_nulls()
    if texts.is_empty() or int(texts.str.contains(_FIGURES).sum()) < _MOSTLY * len(texts):
        return ""
    try:
        return read_dates(texts, header).order
    except ImportFileError:
        return ""
