"""The `where` text of a worksheet function: `region=North,South;size=large`.

A field that two tables have is told apart by the table's name: `Orders.region=North`.
"""

import dataclasses
import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.frames import ROW
from xlcrm.language import LANGUAGES
from xlcrm.language import text as told
from xlcrm.sheets import MODELS
from xlcrm.sheets.base import own_name
from xlcrm.sheets.vocabularies import Vocabulary, folded

_PIECE = re.compile(r'"(?:[^"]|"")*"|[^",;=]+|[,;=]')


@dataclasses.dataclass(frozen=True)
class Condition:
    """One field and the values that it may have; no value at all means blank.

    Attributes:
        field: by its code name, or by the name of one of the manager's own columns.
        values: folded; the empty text stands for blank.
        table: the table that is named before the field; "" for none.
        texts: the values as they were typed.
    """

    field: str
    values: frozenset[str]
    table: str = ""
    texts: tuple[str, ...] = dataclasses.field(default=(), compare=False)


def parse_where(text: str | None) -> tuple[Condition, ...]:
    """Reads a `where` text.

    Args:
        text: conditions between semicolons, values between commas; quotes protect marks.

    Raises:
        FormulaError: the text is not of that form.
    """
    if text is None or not text.strip():
        return ()
    conditions = []
    for part in _split(text, ";"):
        if not "".join(part).strip():
            continue
        if "=" not in part or part.index("=") == 0:
            raise FormulaError("where.form", where=text)
        cut = part.index("=")
        name = _bare("".join(part[:cut]))
        texts = tuple(_bare("".join(piece)) for piece in _split_pieces(part[cut + 1 :], ","))
        if not name or "=" in part[cut + 1 :]:
            raise FormulaError("where.form", where=text)
        table, column = field_of(name)
        conditions.append(Condition(column, frozenset(map(folded, texts)), table, texts))
    return tuple(conditions)


def field_of(name: str) -> tuple[str, str]:
    """A field as it is typed: its table, "" where none is named, and its own name.

    "Orders.Region" is Orders and region; "Region" is "" and region. A table may be named by the
    title that its sheet has in any of the languages.
    """
    before, _, after = name.partition(".")
    table = _tables().get(folded(before), "") if after.strip() else ""
    return table, own_name(after if table else name)


@cache
def _tables() -> Mapping[str, str]:
    titles = {
        folded(told(f"table.{table}.title", language)): table
        for language in LANGUAGES
        for table in MODELS
    }
    return titles | {folded(table): table for table in MODELS}


def _split(text: str, mark: str) -> list[list[str]]:
    pieces = _PIECE.findall(text)
    if "".join(pieces) != text:
        raise FormulaError("where.form", where=text)
    return _split_pieces(pieces, mark)


def _split_pieces(pieces: Iterable[str], mark: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece == mark:
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _bare(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] == '"':
        return stripped[1:-1].replace('""', '"')
    return stripped


def matching(
    frame: pl.DataFrame, condition: Condition, vocabulary: Vocabulary | None = None
) -> pl.Series:
    """Which rows of a frame meet a condition: a Boolean per row.

    Values compare trimmed and without case; aliases of the column's list are resolved, in each
    language, whether the frame has its labels by their codes or as the workbook writes them.
    """
    wanted = set(condition.values)
    if vocabulary is not None:
        known = vocabulary.known()
        codes = {known[value] for value in condition.values if value in known}
        wanted |= {folded(one) for code in codes for one in (code, vocabulary.word(code))}
    if frame[condition.field].dtype.is_numeric():
        wanted = {_as_number(value) for value in wanted}
    texts = as_labels(frame[condition.field])
    known_labels = texts.unique().to_list()
    meant = [label for label in known_labels if folded(label or "") in wanted]
    return texts.is_in(meant, nulls_equal=True)


def _as_number(value: str) -> str:
    """A value as a column of numbers shows it: "1.0" is "1"."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() else str(number)


def as_labels(values: pl.Series) -> pl.Series:
    """A column as labels: dates as YYYY-MM-DD, whole numbers without a point, blank as null."""
    if values.dtype == pl.String:
        return values
    if values.dtype.is_float():
        whole = values.is_not_null() & (values == values.floor())
        texts = values.cast(pl.String)
        return texts.zip_with(~whole, values.cast(pl.Int64, strict=False).cast(pl.String))
    return values.cast(pl.String)


def place_of(condition: Condition, known: Mapping[str, Collection[str]]) -> str:
    """The table whose column a condition means: the one it names, else the first that has it.

    Args:
        condition: the condition.
        known: the columns of each table that can be meant.

    Raises:
        FormulaError: none of them has the column, or not the one that is named.
    """
    for table, columns in known.items():
        if condition.table in {"", table} and condition.field in set(columns) - {ROW}:
            return table
    named = f"{condition.table}.{condition.field}" if condition.table else condition.field
    raise unknown_field(named, {name for columns in known.values() for name in columns} - {ROW})


def unknown_field(name: str, known: Iterable[str]) -> FormulaError:
    """The error for a field that the workbook does not have; it names the nearest."""
    fields = sorted(set(known))
    near = difflib.get_close_matches(name, fields, n=1)
    return FormulaError(
        "where.unknown_field_near" if near else "where.unknown_field",
        field=name,
        near="".join(near),
        fields=", ".join(fields),
    )
