"""The rows that are selected in Excel, however many separate areas they lie in."""

import re
import sys
from collections.abc import Sequence

import xlwings as xw

from xlcrm.errors import HostError

_ROW_COUNT = 1 << 20
_ROWS = re.compile(r"\$(\d+)(?::\$?[A-Z]*\$(\d+))?$")
_SURE = 255 - len("$A$1048576:$XFD$1048576,")
"""Excel cuts an address behind an area, so that it has 255 characters at most: one of up to so many
names all areas."""


def picked_rows(selected: xw.Range) -> Sequence[range]:
    """The rows of each area of a selection; rows count from 1.

    Args:
        selected: the selection.

    Raises:
        HostError: there are more areas than Excel on a Mac names.
    """
    if sys.platform == "win32":
        return [range(one.Row, one.Row + one.Rows.Count) for one in selected.api.Areas]
    address = selected.address
    if sys.platform == "darwin" and len(address) > _SURE:
        raise HostError("host.too_many_areas")
    return [_rows(area) for area in address.split(",")]


def _rows(area: str) -> range:
    """The rows of an area such as "$A$2:$C$5"; all of them for whole columns."""
    found = _ROWS.search(area)
    first, last = (found[1], found[2]) if found else ("1", str(_ROW_COUNT))
    return range(int(first), int(last or first) + 1)
