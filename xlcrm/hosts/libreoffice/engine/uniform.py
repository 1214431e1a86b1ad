"""A property that all cells of a range share."""

from typing import Any


def value(cells: Any, name: str) -> Any:
    """The property of all cells; None where they differ.

    Args:
        cells: a range of the office.
        name: the office's name of the property.
    """
    if cells.getPropertyState(name).value == "AMBIGUOUS_VALUE":
        return None
    return cells.getPropertyValue(name)
