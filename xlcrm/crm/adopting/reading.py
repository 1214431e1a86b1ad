"""How the texts of a column are to be read: one date order, one decimal mark, for all of them."""

from collections.abc import Sequence

from xlcrm.cells import Cells
from xlcrm.sheets import Column
from xlcrm.sheets.foreign import date_order, decimal_mark, read_amount, read_date
from xlcrm.sheets.kinds import Kind

_MOST = 20_000


def reading_of(cells: Cells, column: Column, usual: str = "") -> str:
    """The reading that a column's own texts settle.

    Args:
        cells: all of its cells.
        column: the field that it is.
        usual: the date order to take where the column leaves it open; "" for none.

    Returns:
        A date order, a decimal mark, or "" where no text needs one, or where it stays open: such
        texts remain problems.
    """
    texts = _texts(cells)
    if not texts:
        return ""
    if column.kind in {Kind.DAY, Kind.MOMENT}:
        order = date_order(texts)
        return order or (usual if _open_dates(texts) and not _contradicted(texts) else "")
    return decimal_mark(texts) if column.reading == "number" else ""


def _texts(cells: Cells) -> list[str]:
    if not isinstance(cells, list):
        if str(cells.dtype) != "String":
            return []
        cells = cells.drop_nulls().unique(maintain_order=True).to_list()
    return [cell for cell in cells if isinstance(cell, str)][:_MOST]


def open_dates(cells: Cells, column: Column, reading: str) -> bool:
    """Whether texts of a date column stay unread because nothing says which part is the month."""
    if column.kind not in {Kind.DAY, Kind.MOMENT} or reading:
        return False
    return _open_dates(_texts(cells))


def _open_dates(texts: Sequence[str]) -> bool:
    return any(read_date(text, "") is None and read_date(text, "dmy") for text in texts)


def _contradicted(texts: Sequence[str]) -> bool:
    """Whether each order is one that some text cannot have."""
    dated = [text for text in texts if read_date(text, "dmy") or read_date(text, "mdy")]
    return not any(all(read_date(text, order) for text in dated) for order in ("dmy", "mdy"))


def open_numbers(cells: Cells, column: Column, reading: str) -> bool:
    """Whether texts of a number column stay unread because the decimal mark is open."""
    if column.reading != "number" or reading:
        return False
    return any(
        read_amount(text, "") is None and read_amount(text, ".") is not None
        for text in _texts(cells)
    )
