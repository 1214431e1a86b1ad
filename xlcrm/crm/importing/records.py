"""Lines to records: which lines make one row, and its fields.

Files without trouble go through Polars at once. One stray quote or one row of another width, and
the whole file is read record by record with Python's csv module, which says where the trouble is.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.crm.importing.outcome import Refusal

SEPARATOR = "\x1f"
"""Stands for the delimiter where a file has none of its own."""

_MOST_LINES = 100
"""A quoted text may run over so many lines; what is longer is a quote that was never closed."""


@dataclass(frozen=True)
class Records:
    """The rows of a file.

    Attributes:
        frame: all texts, trimmed, blank ones null; one column per header.
        lines: where each row starts in the file, from 1.
        refused: rows that do not fit the header.
    """

    frame: pl.DataFrame
    lines: pl.Series
    refused: tuple[Refusal, ...]


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
    filled = texts.str.contains(r"\S")
    numbers = pl.int_range(first, first + len(lines), eager=True).filter(filled)
    texts = texts.filter(filled)
    refused: tuple[Refusal, ...] = ()
    if _is_clean(texts, len(names), delimiter, quotes=quotes):
        frame = _read_clean(texts, names, delimiter, quotes=quotes)
    else:
        frame, numbers, refused = _read_each(lines, first, names, delimiter, quotes=quotes)
    frame = frame.select(_trimmed(name) for name in names)
    rows = ~frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
    return Records(frame.filter(rows), numbers.filter(rows), refused)


def _trimmed(name: str) -> pl.Expr:
    trimmed = pl.col(name).str.strip_chars()
    return pl.when(trimmed != "").then(trimmed).alias(name)


def _is_clean(texts: pl.Series, width: int, delimiter: str, *, quotes: bool) -> bool:
    bare = texts
    quoted = texts.str.contains('"', literal=True) if quotes else None
    if quoted is not None and quoted.any():
        field = f'(?:[^"{_escaped(delimiter)}]*|"[^"]*(?:""[^"]*)*")'
        regular = rf"^{field}(?:{_escaped(delimiter)}{field})*$"
        if not texts.filter(quoted).str.contains(regular).all():
            return False
        bare = texts.str.replace_all(r'"[^"]*"', "")
    return bool((bare.str.count_matches(delimiter, literal=True) == width - 1).all())


def _escaped(delimiter: str) -> str:
    return f"\\x{ord(delimiter):02x}" if delimiter.isascii() else delimiter


def _read_clean(
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


def _read_each(
    lines: Sequence[str], first: int, names: Sequence[str], delimiter: str, *, quotes: bool
) -> tuple[pl.DataFrame, pl.Series, tuple[Refusal, ...]]:
    width, rows, numbers, refused = len(names), list[list[str]](), list[int](), list[Refusal]()
    for place, fields in _records(lines, width, delimiter, quotes=quotes):
        number = first + place
        if fields is None:
            refused.append(Refusal(number, "", _shown(lines[place]), "import.quotes_wrong"))
        elif len(fields) == width:
            rows.append(fields)
            numbers.append(number)
        else:
            code = "import.row_too_long" if len(fields) > width else "import.row_too_short"
            facts = {"found": len(fields), "expected": width}
            refused.append(Refusal(number, "", _shown(lines[place]), code, facts))
    columns = zip(*rows, strict=True) if rows else ((),) * width
    frame = pl.DataFrame(
        {
            name: pl.Series(column, dtype=pl.String)
            for name, column in zip(names, columns, strict=True)
        }
    )
    return frame, pl.Series(numbers, dtype=pl.Int64), tuple(refused)


def _shown(line: str) -> str:
    return line.replace(SEPARATOR, " ")


def _records(
    lines: Sequence[str], width: int, delimiter: str, *, quotes: bool
) -> Iterator[tuple[int, list[str] | None]]:
    """The place and the fields of each record; None where its quotes cannot be right."""
    place = 0
    while place < len(lines):
        line, taken = lines[place], 1
        fields: list[str] | None
        if quotes and '"' in line:
            fields, taken = _quoted_record(lines, place, width, delimiter)
        else:
            fields = line.split(delimiter)
        if fields is None or any(field and not field.isspace() for field in fields):
            yield place, fields and _without_surplus(fields, width)
        place += taken


def _quoted_record(
    lines: Sequence[str], place: int, width: int, delimiter: str
) -> tuple[list[str] | None, int]:
    reader = csv.reader(
        (f"{line}\n" for line in lines[place : place + _MOST_LINES]),
        delimiter=delimiter,
        skipinitialspace=True,
        strict=True,
    )
    try:
        fields = next(reader)
    except csv.Error:
        return None, 1
    taken = reader.line_num
    if taken > 1 and len(fields) != width:
        # The quote that was left open has swallowed rows: only the line that opened it is wrong.
        return None, 1
    return fields, taken


def _without_surplus(fields: list[str], width: int) -> list[str]:
    """Delimiters at the end of a line, with nothing between them, make no fields."""
    while len(fields) > width and not fields[-1].strip():
        fields.pop()
    return fields
