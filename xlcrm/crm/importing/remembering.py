"""What the workbook remembers of an import: how the columns of files with these headers map.

It stands on the Settings sheet, one row per set of headers, readable and the manager's to change.
The order of the headers in the file, their case and blanks do not matter.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType

from xlcrm.crm.edits import appended, header_of
from xlcrm.crm.importing.joining import parts_of
from xlcrm.frames import ROW, Frames
from xlcrm.patches import EditCells, TablePatch
from xlcrm.sheets.vocabularies import folded

TABLE = "Settings"
_PREFIX = "import"
_DIGITS = 8
"""Of the digest that stands for the headers; two sets of one workbook hardly share it."""


@dataclass(frozen=True)
class Remembered:
    """How files with some headers are taken.

    Attributes:
        mapping: the file's header by field, or by the name of one of the manager's own columns.
        date_order: what the user said of the dates; "" for nothing.
        decimal: what the user said of the numbers; "" for nothing.
    """

    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    date_order: str = ""
    decimal: str = ""

    @property
    def text(self) -> str:
        """As it stands in the cell."""
        facts = {"map": dict(self.mapping)} | {
            name: said for name in ("date_order", "decimal") if (said := getattr(self, name))
        }
        return json.dumps(facts, ensure_ascii=False)


def key_of(table: str, headers: Sequence[str]) -> str:
    """The name of the setting for a table and a set of headers."""
    joined = "\n".join(sorted(map(folded, headers)))
    return f"{_PREFIX}.{table}.{sha256(joined.encode()).hexdigest()[:_DIGITS]}"


def recall(frames: Frames, table: str, headers: Sequence[str]) -> Remembered | None:
    """What the workbook remembers of files with these headers; None for nothing that is of use.

    A cell that somebody changed into something else counts as nothing, and so does a mapping of a
    header that the file lacks.
    """
    row = _row(frames, key_of(table, headers))
    if row is None:
        return None
    try:
        held = json.loads(row[1])
        mapping = {str(name): str(header) for name, header in held["map"].items()}
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
    if not mapping or not all(parts_of(header, headers) for header in mapping.values()):
        return None
    said = (str(held.get(name) or "") for name in ("date_order", "decimal"))
    return Remembered(mapping, *said)


def remember(
    frames: Frames, table: str, headers: Sequence[str], meaning: str, what: Remembered
) -> tuple[TablePatch, ...]:
    """What keeps it in the workbook; nothing where it stands there already, or has no Settings.

    Args:
        frames: the workbook.
        table: the table that grew.
        headers: the file's.
        meaning: what the setting is, in words.
        what: how the file was taken.
    """
    if frames.place(TABLE) is None or not frames.header(TABLE, "value"):
        return ()
    key = key_of(table, headers)
    row = _row(frames, key)
    if row is None:
        return appended(frames, TABLE, [{"key": key, "value": what.text, "meaning": meaning}])
    if row[1] == what.text:
        return ()
    return (EditCells(TABLE, header_of(frames, TABLE, "value"), {row[0]: what.text}),)


def _row(frames: Frames, key: str) -> tuple[int, str] | None:
    """The sheet row and the value of a setting."""
    for row, name, value in frames[TABLE].select(ROW, "key", "value").iter_rows():
        if name == key:
            return row, value or ""
    return None
