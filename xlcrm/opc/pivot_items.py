"""The columns of a PivotTable's source, as its cache keeps them (ECMA-376 part 1, 18.10.1).

Put together as text: a column may have as many different items as there are rows.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from xlcrm.cells import Value
from xlcrm.opc.cell_text import holdable
from xlcrm.opc.pivot_grid import labels
from xlcrm.patches import PivotSpec

_TEXT_LENGTH = 255
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


class PivotItems:
    """One column of the source, as its cache keeps it.

    Args:
        cells: what the column holds.
    """

    def __init__(self, cells: Sequence[Value]) -> None:
        self._cells = list(cells)
        kinds = {*map(type, self._cells)}
        self._blanks = type(None) in kinds
        kinds.discard(type(None))
        self._texts = not kinds or not all(issubclass(kind, int | float | date) for kind in kinds)
        self._dates = bool(kinds) and all(issubclass(kind, date) for kind in kinds)
        self._places = {text: at for at, text in enumerate(labels(cells))} if self._texts else {}
        self._filled = [] if self._texts else [*{*self._cells} - {None}]

    def declared(self) -> str:
        """The element that says what the column holds."""
        if self._texts:
            held: dict[str, object] = {"count": len(self._places)}
            if any(len(text) > _TEXT_LENGTH for text in self._places):
                held["longText"] = 1
            items = "".join([f'<s v="{text}"/>' for text in _escaped(self._places)])
            return f"<sharedItems{_attributes(held)}>{items}</sharedItems>"
        if self._blanks:
            held = {"containsString": 0, "containsBlank": 1}
        else:
            held = {"containsSemiMixedTypes": 0, "containsString": 0}
        if self._dates:
            days = [_moment(cell) for cell in self._filled]
            held |= {"containsNonDate": 0, "containsDate": 1}
            held |= {"minDate": min(days), "maxDate": max(days)}
            return f"<sharedItems{_attributes(held)}/>"
        numbers = [float(c) for c in self._filled if isinstance(c, int | float)]
        held["containsNumber"] = 1
        if all(number.is_integer() for number in numbers):
            held["containsInteger"] = 1
        held |= {"minValue": _number(min(numbers)), "maxValue": _number(max(numbers))}
        return f"<sharedItems{_attributes(held)}/>"

    def records(self) -> list[str]:
        """The elements of its cells; there is nothing in them that needs to be escaped."""
        if self._texts:
            shown = {text: f'<x v="{at}"/>' for text, at in self._places.items()}
            return [shown[text] for text in map(str, self._cells)]
        tag, said = ("d", _moment) if self._dates else ("n", _number)
        known: dict[Value, str] = {None: "<m/>"}
        known |= {cell: f'<{tag} v="{said(cell)}"/>' for cell in self._filled}
        return [known[cell] for cell in self._cells]


def items_of(spec: PivotSpec) -> dict[str, PivotItems]:
    """The columns of a source, by their headers: what its two parts are made of."""
    return {header: PivotItems(cells) for header, cells in spec.columns.items()}


def escaped(text: str) -> str:
    """The text as it stands in an attribute."""
    return holdable(text).translate(_ESCAPES)


def _escaped(texts: Collection[str]) -> list[str]:
    """Texts as they stand in attributes, all at once where none of them has a line break."""
    lines = "\n".join(texts)
    if lines.count("\n") != len(texts) - 1:
        return [*map(escaped, texts)]
    return escaped(lines).split(_ESCAPES[ord("\n")])


def _attributes(held: Mapping[str, object]) -> str:
    return "".join(f' {name}="{value}"' for name, value in held.items())


def _moment(cell: Value) -> str:
    assert isinstance(cell, date)
    moment = cell if isinstance(cell, datetime) else datetime.combine(cell, datetime.min.time())
    return moment.isoformat(timespec="seconds")


def _number(cell: Value) -> str:
    assert isinstance(cell, int | float)
    return repr(int(cell)) if float(cell).is_integer() else repr(float(cell))
