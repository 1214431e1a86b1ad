"""What History keeps of a person: its cells are redacted like those that they are about."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from xlcrm.cells import Value
from xlcrm.crm.erasing_person import Person
from xlcrm.crm.history_lines import ROWS, TABLE, RowName
from xlcrm.crm.history_values import encode
from xlcrm.frames import ROW, Frames
from xlcrm.patches import EditCells

_PERSONAL = frozenset(
    {
        *("name", "company", "phone", "email", "note", "request", "next_step"),
        *("contact", "role", "website", "touchpoint", "comment"),
    }
)
_NAME = "name"
_MARK = "(erased)"


@dataclass
class HistoryEdits:
    """The changed cells of History.

    Attributes:
        patches: one per changed column.
        rows: the sheet rows that change.
    """

    patches: list[EditCells] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)


def history_edits(
    frames: Frames,
    person: Person,
    ids: Mapping[str, Mapping[str, str]],
    texts: Collection[str],
    contacts: Collection[str],
) -> HistoryEdits:
    """Redacts what History keeps of a person, so that undoing brings nothing of it back.

    Args:
        frames: the workbook's tables.
        person: who is erased.
        ids: by table, Customers and Leads, the new id of each old one.
        texts: what stood in the person's cells.
        contacts: phones and addresses of the person alone, which go from longer texts, too.
    """
    found = HistoryEdits()
    if TABLE not in frames.grids:
        return found
    redactor = _Redactor(frames, person, ids, texts, contacts)
    cells: dict[str, dict[int, Value]] = {"row_id": {}, "before": {}, "after": {}}
    lines = frames[TABLE].select(ROW, "sheet", "row_id", "field", "before", "after")
    for row, table, row_id, name, before, after in lines.iter_rows():
        line = {"row_id": row_id, "before": before, "after": after}
        for column, new in redactor.line(table or "", name or "", line).items():
            if new != line[column]:
                cells[column][row] = new
                found.rows.add(row)
    for column, values in cells.items():
        header = frames.header(TABLE, column)
        if values and header:
            found.patches.append(EditCells(TABLE, header, values))
    return found


class _Redactor:
    def __init__(
        self,
        frames: Frames,
        person: Person,
        ids: Mapping[str, Mapping[str, str]],
        texts: Collection[str],
        contacts: Collection[str],
    ) -> None:
        self._ids = ids
        self._all = {**ids["Leads"], **ids["Customers"]}
        ways = {
            form for one in contacts for form in (one, json.dumps(one, ensure_ascii=False)[1:-1])
        }
        longest_first = sorted(map(re.escape, ways), key=len, reverse=True)
        self._contacts = re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)
        rows = frames["Inquiries"].select(ROW, "inquiry_id").drop_nulls()
        mine = set(person.rows.get("Inquiries", ()))
        self._inquiries = {one for row, one in rows.iter_rows() if row in mine}
        self._texts = {encode(text) for text in texts}
        packed = {encode(text): None for text in texts} | self._all
        self._packed = {json.dumps(old, ensure_ascii=False): new for old, new in packed.items()}

    def line(self, table: str, name: str, line: Mapping[str, str | None]) -> dict[str, str | None]:
        """The cells of a line as they should be."""
        row_id = line["row_id"] or ""
        new_id = self._ids.get(table, {}).get(row_id, row_id)
        values = {column: line[column] for column in ("before", "after")}
        mine = new_id != row_id or (table == "Inquiries" and row_id in self._inquiries)
        if name in {ROW, ROWS}:
            made = {column: self._unpacked(value) for column, value in values.items()}
        else:
            placed = not RowName.parse(row_id).id
            made = {
                column: self._value(name, value, mine=mine, placed=placed)
                for column, value in values.items()
            }
        cleared = {
            column: value and self._contacts.sub(_MARK, value) for column, value in made.items()
        }
        return {"row_id": new_id or None, **cleared}

    def _value(self, name: str, value: str | None, *, mine: bool, placed: bool) -> str | None:
        if value is None:
            return None
        if value in self._all and name.endswith("_id"):
            return self._all[value]
        personal = name in _PERSONAL and (mine or (placed and value in self._texts))
        if personal or (mine and value in self._texts):
            return _MARK if name == _NAME else None
        return value

    def _unpacked(self, text: str | None) -> str | None:
        """Rows that were taken out, kept as JSON: each whole text of the person's is replaced."""
        if text is None:
            return None
        for old, new in self._packed.items():
            text = text.replace(old, json.dumps(new))
        return text
