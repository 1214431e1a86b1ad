"""Links in cells: a text field that leads somewhere."""

from typing import Any

_FIELD = "com.sun.star.text.TextField.URL"


def read(cell: Any) -> str:
    """Where a cell's link leads.

    Raises:
        ValueError: the cell holds no link.
    """
    fields = cell.getTextFields().createEnumeration()
    while fields.hasMoreElements():
        target = getattr(fields.nextElement(), "URL", None)
        if target is not None:
            return str(target)
    raise ValueError("The cell doesn't seem to contain a hyperlink!")


def write(model: Any, cell: Any, address: str, text: str) -> None:
    """Fills a cell with a link.

    Args:
        model: the document.
        cell: the cell.
        address: where it leads; "#Sheet1!A1" or "#Sheet1.A1" is a place in the same book.
        text: what the cell shows.
    """
    field = model.createInstance(_FIELD)
    field.URL = address.replace("!", ".") if address.startswith("#") else address
    field.Representation = text
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)
