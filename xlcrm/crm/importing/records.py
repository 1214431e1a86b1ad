"""Lines to records: which lines make one row, and its fields.

Lines that are plainly one row each go through Polars together; the others are read one by one.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.crm.importing.mending import Mended, mend
from xlcrm.crm.importing.outcome import Refusal
from xlcrm.crm.importing.troubled import SEPARATOR, read_troubled

_ALL = 0.9
_LINE = "\n"
"""The name of the column of line numbers; a header has no line feed in it."""


@dataclass(frozen=True)
class Records:
    """The rows of a file.

    Attributes:
        frame: all texts, trimmed, blank ones null; one column per header.
        lines: where each row starts in the file, from 1.
        refused: rows that do not fit the header.
        mended: rows with too many fields that fit it in exactly one way.
    """

    frame: pl.DataFrame
    lines: pl.Series
    refused: tuple[Refusal, ...]
    mended: tuple[Mended, ...] = ()


def read_records(
    lines: Sequence[str], first: int, names: Sequence[str], delimiter: str, *, quotes: bool
) -> Records:
    """Parts the lines below the header into rows.

    Args:
        lines: the text lines.
        first: the number of the first of them in the file, from 1.
        names: the header.
        delimiter: one character; "" for a single column.
        quotes: whether double quotes may enclose a field.

    Returns:
        The rows; blank ones, and those with nothing but delimiters, are left away.
    """
    delimiter = delimiter or SEPARATOR
    texts = pl.Series("text", lines, dtype=pl.String)
    numbers = pl.int_range(first, first + len(lines), eager=True, dtype=pl.Int64)
    filled = texts.str.contains(r"\S")
    plain = filled & _plain(texts, len(names), delimiter, quotes=quotes)
    found = read_troubled(
        lines, (filled & ~plain).arg_true(), first, len(names), delimiter, quotes=quotes
    )
    if len(found.ended) >= _ALL * int(filled.sum()):
        found.take_ended(len(names))  # a file whose lines end so, as some programs write them
    if found.swallowed:
        plain[found.swallowed] = False
    frame = _read_plain(texts.filter(plain), names, delimiter, quotes=quotes)
    frame = frame.insert_column(0, numbers.filter(plain).alias(_LINE))
    if found.rows:
        frame = _with(frame, numbers[found.places].to_list(), found.rows)
    mended, refused = mend(frame.select(names), found.long, found.refused, delimiter)
    if mended:
        frame = _with(frame, [one.line for one in mended], [one.fields for one in mended])
    blank_as_null = pl.col(names).str.strip_chars().replace("", None)
    frame = frame.with_columns(blank_as_null).filter(pl.any_horizontal(pl.col(names).is_not_null()))
    return Records(frame.select(names), frame[_LINE], tuple(refused), tuple(mended))


def _with(frame: pl.DataFrame, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    columns = [lines, *zip(*rows, strict=True)]
    more = pl.DataFrame(dict(zip(frame.columns, columns, strict=True)), schema=frame.schema)
    return frame.vstack(more).sort(_LINE)


def _plain(texts: pl.Series, width: int, delimiter: str, *, quotes: bool) -> pl.Series:
    """Whether a line is a row by itself, with every quote at the end of a field or doubled."""
    bare, regular = texts, pl.Series([True], dtype=pl.Boolean)
    quoted = texts.str.contains('"', literal=True) if quotes else regular.clear()
    if quoted.any():
        mark = f"\\x{{{ord(delimiter):x}}}"
        field = f'(?:[^"{mark}]*|"[^"]*(?:""[^"]*)*")'
        regular = texts.str.contains(rf"^{field}(?:{mark}{field})*$")
        bare = texts.str.replace_all(r'"[^"]*"', "")
    return (bare.str.count_matches(delimiter, literal=True) == width - 1) & regular


def _read_plain(
    texts: pl.Series, names: Sequence[str], delimiter: str, *, quotes: bool
) -> pl.DataFrame:
    if texts.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    return pl.read_csv(
        io.BytesIO("\n".join(texts.to_list()).encode()),
        has_header=False,
        new_columns=list(names),
        separator=delimiter,
        quote_char='"' if quotes else None,
        infer_schema=False,
    )
