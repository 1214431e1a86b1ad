"""What an import says: the plan, its counts, and what was refused, differs or is worth a look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from xlcrm.cells import Value
from xlcrm.patches import TablePatch

EXAMPLES = 5
"""How many examples a remark names; the rest is counted."""


@dataclass(frozen=True)
class Refusal:
    """Why a row of the file is not taken; a row with two wrong cells has two of these.

    Attributes:
        line: where the row starts in the file, from 1.
        column: the file's header over the wrong cell; "" when it is about the whole row.
        value: what stands there.
        code: a key of `language`.
        facts: what else the text names.
    """

    line: int
    column: str
    value: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def parameters(self) -> dict[str, Any]:
        """All that the text names."""
        return {"line": self.line, "column": self.column, "value": self.value, **self.facts}


@dataclass(frozen=True)
class Difference:
    """Two values for one field of one key; the first, or the workbook's, is kept.

    Attributes:
        key: the row's id.
        field: the code name of the field, or the name of one of the manager's own columns.
        kept: what stays; None where the workbook's cell is blank.
        other: what the file says instead.
        line: where the file says so, from 1.
        in_table: whether the kept value stands in the workbook (else earlier in the file).
        row: its sheet row there; 0 where it does not stand there.
        fixed: whether no file may replace it: an id, or the status of a lead that has converted.
    """

    key: str
    field: str
    kept: Value
    other: Value
    line: int
    in_table: bool
    row: int = 0
    fixed: bool = False


@dataclass(frozen=True)
class Remark:
    """What is worth a look but refuses nothing: a key of `language` and what its text names."""

    code: str
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Counts:
    """Every row of the file, once: `read` is the sum of all the others.

    Attributes:
        read: rows of the file that hold anything, without the header.
        added: rows that the plan appends.
        merged: further rows of the file with a key that an earlier row has.
        unchanged: rows that the table has already, with the same values.
        differing: rows that the table has already, with other values (listed, not overwritten).
        left_out: rows that the `where` condition leaves out.
        refused: rows with a reason against them.
        updated: rows that the table has already, whose other values the plan takes over.
    """

    read: int
    added: int
    merged: int
    unchanged: int
    differing: int
    left_out: int
    refused: int
    updated: int = 0

    @property
    def accounted(self) -> int:
        """The sum of the parts, which is `read`."""
        return (
            self.added
            + self.updated
            + self.merged
            + self.unchanged
            + self.differing
            + self.left_out
            + self.refused
        )


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        table: the table that grows.
        source: the file's name.
        mapping: the file's header by field (or by the manager's own column), as it is taken.
        recognised: whether the mapping was recognised from the headers rather than given.
        patches: what is written: changed cells first, then one AppendRows where rows are new.
        counts: every row of the file, once.
        refusals: the reasons, in the order of the file.
        differences: values that are not taken because the key has others.
        remarks: what is worth a look.
        date_orders: how each date column was read, by header: "dmy", "mdy" or "ymd".
        decimal_marks: how each number column was read, by header: "." or ",".
        not_taken: headers of the file that no field takes.
        examples: the first filled cell of each column that is taken, by header, and its value.
        replaceable: rows whose other values an update would take over.
    """

    table: str
    source: str
    mapping: Mapping[str, str]
    recognised: bool
    patches: tuple[TablePatch, ...]
    counts: Counts
    refusals: tuple[Refusal, ...]
    differences: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    date_orders: Mapping[str, str]
    decimal_marks: Mapping[str, str]
    not_taken: tuple[str, ...]
    examples: Mapping[str, tuple[str, Value]] = field(default_factory=lambda: MappingProxyType({}))
    replaceable: int = 0
