"""What a worksheet function declares: its name, arguments, unit, shape, and who computes it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an argument is."""

    DATE = "date"
    DAYS = "days"
    COUNT = "count"
    NUMBER = "number"
    TEXT = "text"


class Shape(StrEnum):
    """What comes back: one value, or rows under a header row."""

    VALUE = "value"
    TABLE = "table"


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function.

    Attributes:
        name: never a VBA keyword.
        kind: what it is.
        optional: whether it may be left out (its meaning then stands in its description).
    """

    name: str
    kind: Kind
    optional: bool = True


@dataclass(frozen=True)
class Function:
    """One worksheet function.

    Attributes:
        name: as it is typed in a cell.
        arguments: in order; the optional ones last.
        category: the group under which a wizard lists it.
        unit: "share", "customers", "days", "money", "text", "table" ...
        shape: one value or a table.
        example: a formula that works in the sample book.
        module: the module of `xlcrm.udfs` that holds its function, which has the same name in
            lower case.
        source: where the definition comes from.
    """

    name: str
    arguments: tuple[Argument, ...]
    category: str
    unit: str
    shape: Shape
    example: str
    module: str
    source: str = "docs/definitions.md"

    @property
    def required(self) -> int:
        """How many arguments must be given."""
        return sum(not argument.optional for argument in self.arguments)

    @property
    def signature(self) -> str:
        """The call as a wizard shows it: "CHURN_RATE([from_date],[to_date],[where])"."""
        shown = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({','.join(shown)})"
