"""The lines of History: who did what when, and how a line names a row, a field, and whole rows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from xlcrm.cells import Meaning, Value
from xlcrm.crm.history_values import QUOTE, canonical
from xlcrm.sheets import MODELS, columns, recognise

TABLE = "History"
ROW, ROWS, COLUMN, EXTENT = "row", "rows", "column", "table"
"""What a line's `field` says where it is about more than a cell: a row, a run of rows, a column
that came or went, the table's range."""

_ABOUT_MORE = frozenset({ROW, ROWS, COLUMN, EXTENT})
_PLACE = re.compile(r"#([0-9]+)(?:-([0-9]+))?(?: ([0-9a-f]{16}))?")
_ADDED = re.compile(r"#([0-9a-f]{16})(?: #([0-9a-f]{16}))?(?: @([0-9]+))?")


@dataclass(frozen=True)
class Stamp:
    """Who runs a command, and when; the edge knows both.

    Attributes:
        command: the command's name.
        who: the user's name as the operating system has it; "" for unknown.
        when: the moment.
    """

    command: str
    who: str
    when: datetime


@dataclass(frozen=True)
class Line:
    """One change.

    Attributes:
        table: the changed table.
        row_id: the row, by `RowName`; "" where the line is about a column or the table.
        field: by `field_names`, or what the line is about.
        before, after: the cell by `history_values.encode`, None for blank; of a row that was
            added `Added` stands in `after`, of rows that were taken out their cells in `before`.
    """

    table: str
    row_id: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RowName:
    """How a row is known later on: by its id, else by its sheet row and what it held.

    Attributes:
        id: its id; "" where it has none of its own.
        first, last: its sheet row, or those of a run; 0 where it is known by its id.
        digest: of the declared columns of a row without an id, when the batch was done.
    """

    id: str = ""
    first: int = 0
    last: int = 0
    digest: str = ""

    @property
    def text(self) -> str:
        """As it stands in `row_id`: "L-0001", "#17 5d41402abc4b2a76" or "#2-70001"."""
        if self.id:
            return self.id
        run = f"-{self.last}" if self.last > self.first else ""
        return f"#{self.first}{run} {self.digest}".rstrip()

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.last - self.first + 1

    @classmethod
    def parse(cls, text: str) -> "RowName":
        """Reads what stands in `row_id`; anything that is no place is an id."""
        match = _PLACE.fullmatch(text)
        if match is None:
            return cls(text)
        first = int(match[1])
        return cls("", first, max(int(match[2] or first), first), match[3] or "")


@dataclass(frozen=True)
class Added:
    """What is kept of rows that a command added, to prove that they still are the same.

    Attributes:
        first: the digest of the (first) row, all columns.
        run: of a run: the digest of all of its rows; "" for one row.
        named: how often other rows named the new ids before.
    """

    first: str
    run: str = ""
    named: int = 0

    @property
    def text(self) -> str:
        """As it stands in `after`."""
        run = f" #{self.run}" if self.run else ""
        named = f" @{self.named}" if self.named else ""
        return f"#{self.first}{run}{named}"

    @classmethod
    def parse(cls, text: str) -> "Added | None":
        """Reads what stands in `after`; None when it is something else."""
        match = _ADDED.fullmatch(text)
        return cls(match[1], match[2] or "", int(match[3] or 0)) if match else None


def field_names(
    table: str, headers: Iterable[str], meanings: Iterable[Meaning] = ()
) -> dict[str, str]:
    """The names of a table's columns in History, by header.

    A declared column goes by its code name, one of the manager's own by its header, with an
    apostrophe where that could be taken for something else.
    """
    known, declared = {}, frozenset[str]()
    headers = tuple(headers)
    if table in MODELS:
        known = recognise(MODELS[table], headers, meanings)
        declared = frozenset(columns(MODELS[table]))
    return {header: known.get(header) or _own(header, declared) for header in headers}


def _own(header: str, declared: frozenset[str]) -> str:
    quoted = header in declared or header in _ABOUT_MORE or header.startswith(QUOTE)
    return QUOTE + header if quoted or header != header.strip() else header


def digest(cells: Mapping[str, Value]) -> str:
    """A short proof of what a row holds: 16 hexadecimal digits.

    Args:
        cells: by name; blank ones do not count, nor does the order.
    """
    held = sorted((name, canonical(value)) for name, value in cells.items())
    return hashed(f"{name}\x1f{value}" for name, value in held if value)


def hashed(texts: Iterable[str]) -> str:
    """16 hexadecimal digits for texts in their order."""
    ended = "".join(f"{text}\x1e" for text in texts)
    return blake2b(ended.encode("utf-8", "replace"), digest_size=8).hexdigest()
