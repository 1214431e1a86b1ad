"""The `where` text of a worksheet function: `region=North,South;size=large`."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.sheets.base import own_name
from xlcrm.sheets.vocabularies import Vocabulary, folded

_PIECE = re.compile(r'"(?:[^"]|"")*"|[^",;=]+|[,;=]')


@dataclass(frozen=True)
class Condition:
    """One field and the values that it may have; no value at all means blank.

    Attributes:
        field: by its code name, or by the name of one of the manager's own columns.
        values: folded; the empty text stands for blank.
    """

    field: str
    values: frozenset[str]


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
        values = {folded(_bare("".join(piece))) for piece in _split_pieces(part[cut + 1 :], ",")}
        if not name or "=" in part[cut + 1 :]:
            raise FormulaError("where.form", where=text)
        conditions.append(Condition(own_name(name), frozenset(values)))
    return tuple(conditions)


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

    Values compare trimmed and without case; aliases of the column's list are resolved.
    """
    wanted = set(condition.values)
    if vocabulary is not None:
        known = vocabulary.known()
        wanted |= {folded(known[value]) for value in condition.values if value in known}
    if frame[condition.field].dtype.is_numeric():
        wanted = {_as_number(value) for value in wanted}
    texts = as_labels(frame[condition.field])
    meant = {label: folded(label) in wanted for label in texts.drop_nulls().unique()}
    hit = texts.replace_strict(meant, default=False, return_dtype=pl.Boolean)
    return hit | texts.is_null() if "" in wanted else hit


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
