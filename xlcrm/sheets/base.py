"""A sheet as one model: its table, its columns, and how headers are recognised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from xlcrm.language import LANGUAGES, text
from xlcrm.sheets.kinds import FILLED, REQUIRED, Between, Choice, Kind
from xlcrm.sheets.vocabularies import folded


class Row(BaseModel):
    """One row of a user's table. Every field reads its own cell; blank is None.

    Attributes:
        table: the Excel table's name, the same in every language.
        identity: the column that names the row, if rows have a name of their own.
    """

    model_config = ConfigDict(validate_default=False, extra="ignore")

    table: ClassVar[str]
    identity: ClassVar[str] = ""


@dataclass(frozen=True)
class Column:
    """One column of a table, as its model declares it.

    Attributes:
        name: the code name.
        kind: what its cells are.
        required: whether a row without it says nothing.
        filled: whether commands fill it.
        choice: the list of its labels.
        between: the numbers that make sense.
    """

    name: str
    kind: Kind
    required: bool = False
    filled: bool = False
    choice: Choice | None = None
    between: Between | None = None

    @property
    def reading(self) -> str:
        """What its cells hold: "text", "day", "moment" or "number"."""
        if self.kind in {Kind.DAY, Kind.MOMENT}:
            return self.kind.value
        return "number" if self.kind in {Kind.NUMBER, Kind.MONEY, Kind.COUNT} else "text"


@cache
def columns(model: type[Row]) -> Mapping[str, Column]:
    """The columns of a model in the order of the template."""
    found: dict[str, Column] = {}
    for name, info in model.model_fields.items():
        facts: dict[type, Any] = {}
        marks = set()
        for fact in info.metadata:
            if fact in (REQUIRED, FILLED):
                marks.add(fact)
            else:
                facts[type(fact)] = fact
        found[name] = Column(
            name,
            facts[Kind],
            REQUIRED in marks,
            FILLED in marks,
            facts.get(Choice),
            facts.get(Between),
        )
    return found


def label(field: str, language: str = "en") -> str:
    """A column's header in a language."""
    return text(f"header.{field}", language)


@cache
def _spellings(model: type[Row]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name in columns(model):
        for spelling in (name, name.replace("_", " "), *(label(name, one) for one in LANGUAGES)):
            known[folded(spelling)] = name
    return known


def recognise(model: type[Row], headers: Iterable[str]) -> dict[str, str]:
    """The fields that a table's headers mean, whatever their order.

    Args:
        model: the table's model.
        headers: the texts of the header row.

    Returns:
        The field by header. Headers of the manager's own columns are left out; where two headers
        mean one field, the first has it.
    """
    known, found = _spellings(model), dict[str, str]()
    for header in headers:
        field = known.get(folded(header))
        if field is not None and field not in found.values():
            found[header] = field
    return found


def own_name(header: str) -> str:
    """The name under which one of the manager's own columns is known: folded, with underscores."""
    return folded(header).replace(" ", "_")
