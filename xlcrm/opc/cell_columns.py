"""Cells of one column in bulk: their elements as texts, where none of them is unusual."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from xlcrm.cells import Value
from xlcrm.opc.cell_values import number_text
from xlcrm.opc.serials import to_serial

# What `escaped` and `markup` write in a way of their own; each text stands in a line of its own.
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|\n\\s|\\s\n")
_CONTROLS = bytes({*range(9), *range(11, 32)})
_EXACT = float(1 << 53)


def column_cells(
    values: Sequence[Value], rows: range, start: str, style: int, prefix: str, *, epoch_1904: bool
) -> list[str] | None:
    """The elements of one column's cells; "" for a blank cell.

    Args:
        values: one for each row; blank or all of one type.
        rows: their numbers.
        start: the column's letters.
        style: the cell format of those that are not blank.
        prefix: what stands before the elements' names, with the colon.
        epoch_1904: whether day 0 is 1904-01-01.

    Returns:
        None where the values are of several types, or one needs more than its markup escaped.
    """
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return [""] * len(rows)
    contents = _contents(values, kinds, epoch_1904=epoch_1904) if len(kinds) == 1 else None
    if contents is None:
        return None
    opened = f'<{prefix}c r="{start}'
    look = f' s="{style}"' if style else ""
    if kinds == {str}:
        opening = f'"{look} t="inlineStr"><{prefix}is><{prefix}t>'
        end = f"</{prefix}t></{prefix}is></{prefix}c>"
    else:
        opening, end = f'"{look}><{prefix}v>', f"</{prefix}v></{prefix}c>"
    return [
        "" if text is None else f"{opened}{row}{opening}{text}{end}"
        for row, text in zip(rows, contents, strict=True)
    ]


def _contents(
    values: Sequence[Value], kinds: set[type], *, epoch_1904: bool
) -> Sequence[Value] | None:
    """What stands in the innermost elements of cells of one kind; None where some are unusual."""
    if kinds == {int}:
        return values
    if kinds == {float}:
        return _numbers(values)
    if kinds == {str}:
        return _escaped(values)
    if kinds <= {date, datetime}:
        return _serials(values, epoch_1904=epoch_1904)
    return None


def _numbers(values: Sequence[Value]) -> Sequence[Value] | None:
    """Fractions as they are, whole numbers without one."""
    numbers = cast("list[float]", [value for value in values if value is not None])
    finite = all(map(math.isfinite, numbers))
    if not (finite and min(numbers) > -_EXACT and max(numbers) < _EXACT):
        return None
    return [None if value is None else repr(value).removesuffix(".0") for value in values]


def _escaped(values: Sequence[Value]) -> Sequence[Value] | None:
    """Texts as they stand between two tags; None where one needs more than its markup escaped."""
    filled = cast("list[str]", [value for value in values if value is not None])
    lines = "\n".join(["", *filled, ""])
    if lines.count("\n") > len(filled) + 1 or "_x" in lines:
        return None
    if not lines.isascii():
        unusual = _UNUSUAL.search(lines) is not None
    else:
        edges = any(edge in lines for edge in (" \n", "\n ", "\t\n", "\n\t"))
        unusual = edges or len(lines.encode().translate(None, _CONTROLS)) < len(lines)
    if unusual:
        return None
    if "&" not in lines and "<" not in lines and ">" not in lines:
        return values
    lines = lines.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    texts = iter(lines.split("\n")[1:])
    return [None if value is None else next(texts) for value in values]


def _serials(values: Sequence[Value], *, epoch_1904: bool) -> Sequence[Value] | None:
    """The serial numbers of dates, most of which come more than once."""
    held: dict[Value, Value] = {None: None}
    for value in set(values):
        if isinstance(value, date):
            serial = to_serial(value, epoch_1904=epoch_1904)
            if serial is None:
                return None
            held[value] = number_text(serial).decode()
    return [held[value] for value in values]
