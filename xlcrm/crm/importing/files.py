"""Reads a file of rows: comma-, semicolon-, tab- or bar-separated, or in columns by blanks."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from xlcrm.crm.importing.decoding import decode, read_bytes
from xlcrm.crm.importing.layout import (
    BLANKS,
    NONE,
    WIDE_BLANKS,
    excel_hint,
    header_names,
    pattern_of,
    sniff_delimiter,
)
from xlcrm.crm.importing.outcome import Refusal
from xlcrm.crm.importing.records import read_records
from xlcrm.crm.importing.troubled import SEPARATOR
from xlcrm.errors import ImportFileError


@dataclass(frozen=True)
class RowFile:
    """A file of rows as texts.

    Attributes:
        source: the file's name.
        frame: one String column per header; texts are trimmed, blank ones are null.
        lines: Int64, where each row of the frame starts in the file, from 1.
        refused: rows that could not be parted into the header's columns.
        encoding: the codec in which the file was read.
        delimiter: what parts its fields (see `layout`).
    """

    source: str
    frame: pl.DataFrame
    lines: pl.Series
    refused: tuple[Refusal, ...]
    encoding: str
    delimiter: str

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.frame.columns)

    @property
    def height(self) -> int:
        """Rows that hold anything, the refused ones included."""
        return self.frame.height + len(self.refused)


def read_rows(path: Path, *, encoding: str = "", delimiter: str = "") -> RowFile:
    """Reads a file of rows; its first line that holds anything is the header.

    Args:
        path: the file.
        encoding: a codec's name; "" to find out (UTF-8, UTF-16, else cp1252).
        delimiter: one character, or one of `layout`'s; "" to find out.

    Returns:
        The rows as texts. Rows with too many or too few fields are refused, not lost.

    Raises:
        ImportFileError: the file is missing, unreadable, no text, a workbook, or empty, or the
            delimiter cannot be one.
    """
    if delimiter and (delimiter not in {BLANKS, WIDE_BLANKS} and not _may_part(delimiter)):
        raise ImportFileError("import.delimiter_unknown", delimiter=delimiter)
    content, used = decode(read_bytes(path), path.name, encoding)
    lines = content.split("\n")
    head = next((at for at, line in enumerate(lines) if line.strip()), None)
    if head is not None and (hint := excel_hint(lines[head])):
        delimiter = delimiter or hint
        head = next((at for at in range(head + 1, len(lines)) if lines[at].strip()), None)
    if head is None:
        raise ImportFileError("import.empty", file=path.name)
    if not delimiter:
        delimiter = sniff_delimiter([line for line in lines[head : head + 500] if line.strip()])
    by_blanks = delimiter in {BLANKS, WIDE_BLANKS}
    fields = _header_fields(lines[head], delimiter)
    names = header_names(fields)
    below = lines[head + 1 :]
    if by_blanks:
        parting = re.compile(pattern_of(delimiter))
        below = [parting.sub(SEPARATOR, line.strip()) for line in below]
    records = read_records(
        below,
        head + 2,
        names,
        SEPARATOR if by_blanks else delimiter,
        quotes=not by_blanks,
    )
    unnamed = {name for name, field in zip(names, fields, strict=True) if not field.strip()}
    frame = records.frame.select(
        column for column in records.frame if column.name not in unnamed or column.count()
    )
    return RowFile(path.name, frame, records.lines, records.refused, used, delimiter)


def _may_part(delimiter: str) -> bool:
    return len(delimiter) == 1 and not delimiter.isalnum() and delimiter not in '"\r\n'


def _header_fields(line: str, delimiter: str) -> list[str]:
    if delimiter in {BLANKS, WIDE_BLANKS}:
        return re.split(pattern_of(delimiter), line.strip())
    if delimiter == NONE:
        return [line.strip().strip('"')]
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))
