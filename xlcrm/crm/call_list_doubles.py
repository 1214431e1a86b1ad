"""Lines of the cold-call list that are there twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlcrm.crm.keys import Keys, name_key
from xlcrm.frames import ROW

_BY_KEY = ("phone", "email")
_TOLD = 6
"""So many digits at its end tell a phone number, however it begins."""

"""Fields that are compared by their keys: as typed they may differ."""

_LATER = {"verified_on", "status"}
"""Fields that may differ: the earlier line keeps its own."""


@dataclass(frozen=True)
class Double:
    """A line that has the e-mail address or the phone number of an earlier one.

    Attributes:
        row: its sheet row.
        of: the sheet row of the earlier one.
        differs: the fields in which the two say different things; with any it stays.
        fills: what only the later one knows; empty where it stays.
    """

    row: int
    of: int
    differs: Sequence[str] = ()
    fills: Mapping[str, Any] = field(default_factory=dict)

    @property
    def goes(self) -> bool:
        """Whether the line says nothing that the earlier one contradicts."""
        return not self.differs


def find_doubles(rows: Sequence[Mapping[str, Any]], keys: Sequence[Keys]) -> list[Double]:
    """The lines that are there twice, in their order.

    Args:
        rows: the lines.
        keys: by what each is recognised.
    """
    first: dict[tuple[str, str], int] = {}
    kept: dict[int, dict[str, Any]] = {}
    found = []
    for at, (row, known) in enumerate(zip(rows, keys, strict=True)):
        own = [(name, getattr(known, name)) for name in ("email", "phone") if getattr(known, name)]
        same = next((first[key] for key in own if key in first), None)
        if same is None:
            kept[at] = dict(row)
            first.update((key, at) for key in own if key not in first)
            continue
        double = _compared(row, known, kept[same], keys[same])
        found.append(double)
        if double.goes:
            kept[same] |= double.fills
            first.update((key, same) for key in own if key not in first)
        else:
            kept[at] = dict(row)
            first.update((key, at) for key in own if key not in first)
    return found


def _compared(
    row: Mapping[str, Any], known: Keys, earlier: Mapping[str, Any], earlier_known: Keys
) -> Double:
    filled = {name: value for name, value in row.items() if value is not None and name != ROW}
    differs = []
    for name, value in filled.items():
        before = earlier[name]
        if before is None or name in _LATER:
            continue
        if name in _BY_KEY and getattr(earlier_known, name):
            same = getattr(known, name) == getattr(earlier_known, name)
            same = same and (name != "phone" or last_digits(value) == last_digits(before))
        else:
            same = _folded(value) == _folded(before)
        if not same:
            differs.append(name)
    fills = {name: value for name, value in filled.items() if earlier[name] is None}
    return Double(row[ROW], earlier[ROW], differs, {} if differs else fills)


def last_digits(phone: Any) -> str:
    """How a number ends; an extension, or a second number beside it, ends otherwise."""
    return "".join(filter(str.isdigit, str(phone)))[-_TOLD:]


def _folded(value: Any) -> Any:
    return name_key(value) if isinstance(value, str) else value
