"""A sheet as one model: its table, its columns, and how headers are recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    TypeVar,
    cast,
    get_origin,
    get_type_hints,
)

from xlcrm.cells import Meaning
from xlcrm.language import LANGUAGES, names, text
from xlcrm.sheets.kinds import FILLED, REQUIRED, Between, Choice, Kind
from xlcrm.sheets.vocabularies import folded

if TYPE_CHECKING:
    from pydantic import BaseModel

Made = TypeVar("Made")


class Row:
    """One row of a user's table. Every field reads its own cell; blank is None.

    The declaration costs nothing to load; `model` makes the pydantic model of it that reads rows
    cell by cell, which takes longer to load than a small book takes to read.

    Attributes:
        table: the Excel table's name, the same in every language.
        identity: the column that names the row, if rows have a name of their own.
    """

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


def _once(make: Callable[[type[Row]], Made]) -> Callable[[type[Row]], Made]:
    """Makes something of a table the first time that it is asked for."""
    # To mypy the class of objects that can be compared is not hashable; to Python it is.
    return cast("Callable[[type[Row]], Made]", cache(make))


def _fields(model: type[Row]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hint for name, hint in hints.items() if get_origin(hint) is Annotated}


@_once
def model(declared: type[Row]) -> type[BaseModel]:
    """The pydantic model that reads rows of a table.

    A cell that is wrong raises WrongCellError within, which pydantic's ValidationError carries.
    """
    from pydantic import ConfigDict, create_model

    config = ConfigDict(validate_default=False, extra="ignore")
    fields: dict[str, Any] = {name: (hint, None) for name, hint in _fields(declared).items()}
    made: type[BaseModel] = create_model(declared.__name__, __config__=config, **fields)
    return made


@_once
def columns(declared: type[Row]) -> Mapping[str, Column]:
    """The columns of a model in the order of the template."""
    found: dict[str, Column] = {}
    for name, hint in _fields(declared).items():
        facts: dict[type, Any] = {}
        marks = set()
        for fact in hint.__metadata__:
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


@_once
def _spellings(model: type[Row]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name in columns(model):
        for spelling in (name, name.replace("_", " "), *(label(name, one) for one in LANGUAGES)):
            known[folded(spelling)] = name
    return known


def recognise(
    model: type[Row], headers: Iterable[str], meanings: Iterable[Meaning] = ()
) -> dict[str, str]:
    """The fields that a table's headers mean, whatever their order.

    Args:
        model: the table's model.
        headers: the texts of the header row.
        meanings: what the workbook itself says of headers; it goes before what they say.

    Returns:
        The field by header. Headers of the manager's own columns are left out; where two headers
        mean one field, the first has it.
    """
    known, found = _spellings(model), dict[str, str]()
    headers = tuple(headers)
    told = {meaning.header: meaning.field for meaning in meanings}
    taken = {told[header] for header in headers if header in told}
    for header in headers:
        field = told.get(header) if header in told else known.get(folded(header))
        if field and field not in found.values() and (header in told or field not in taken):
            found[header] = field
    return found


@cache
def _headers() -> Mapping[str, str]:
    """The code names of columns and of spans of time by their headers in all languages, folded."""
    found = {}
    for language in LANGUAGES:
        for key, header in names("header", language).items():
            found[folded(header)] = key.removeprefix("span.")
    return found


def own_name(header: str) -> str:
    """The name by which formulas know a column: its code name, or the header with underscores.

    Args:
        header: as the manager or a formula writes it. A header of ours is its field in whichever
            language; any other text is folded, and gets underscores for its blanks.
    """
    told = folded(header)
    return _headers().get(told, told.replace(" ", "_"))
