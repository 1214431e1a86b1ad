"""Headers that say that a column names things: its figures are ids, never quantities."""

from xlcrm.sheets.spellings import plain

_LAST = frozenset({"id", "no", "nr", "number", "code", "key", "sku", "zip", "barcode"})
"""English puts them last: "Order ID", "Postal code"."""

_FIRST = frozenset({"id", "sku", "zip", "idno", "cod", "codul", "cnp", "код", "номер", "№", "инн"})
"""Romanian and Russian put them first: "Cod produs", "Номер заказа"."""


def names_an_id(header: str) -> bool:
    """Whether a header says that its column holds ids.

    Args:
        header: as it stands in the file, such as "Order ID" or "invoice_no".
    """
    words = plain(header).split()
    return bool(words) and (words[-1] in _LAST or words[0] in _FIRST or "артикул" in words)
