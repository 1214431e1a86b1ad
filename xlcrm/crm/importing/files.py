"""Reads a file of rows: a workbook, or texts parted by a character or standing in columns."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import polars as pl

from xlcrm.crm.importing.decoding import decode, is_workbook, read_bytes
from xlcrm.crm.importing.layout import (
    BLANKS,
    NONE,
    WIDE_BLANKS,
    excel_hint,
    header_names,
    pattern_of,
    sniff_delimiter,
)
from xlcrm.crm.importing.mending import Mended
from xlcrm.crm.importing.native import Native
from xlcrm.crm.importing.outcome import Refusal
from xlcrm.crm.importing.records import read_records
from xlcrm.crm.importing.spreadsheets import Fits, read_sheet
from xlcrm.crm.importing.troubled import SEPARATOR
from xlcrm.errors import ImportFileError


@dataclass(frozen=True)
class RowFile:
    """A file of rows as texts.

    Attributes:
        source: the file's name.
        frame: one String column per header; texts are trimmed, blank ones are null.
        lines: Int64, where each row of the frame starts in the file (or sheet), from 1.
        refused: rows that could not be parted into the header's columns.
        encoding: the codec in which the file was read; "" for a workbook.
        delimiter: what parts its fields (see `layout`).
        sheet: the sheet or table of a workbook.
        native: a workbook's cells that are numbers or dates, by header.
        mended: rows whose fields were put together again.
        joined: columns of the frame that are put together of others (see `joining`).
    """

    source: str
    frame: pl.DataFrame
    lines: pl.Series
    refused: tuple[Refusal, ...]
    encoding: str
    delimiter: str
    sheet: str = ""
    native: Mapping[str, Native] = field(default_factory=lambda: MappingProxyType({}))
    mended: tuple[Mended, ...] = ()
    joined: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the columns that the file has."""
        return tuple(name for name in self.frame.columns if name not in self.joined)

    @property
    def height(self) -> int:
        """Rows that hold anything, the refused ones included."""
        return self.frame.height + len(self.refused)


def read_rows(
    path: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    fits: Fits | None = None,
) -> RowFile:
    """Reads a file of rows; the first line of a text that holds anything is the header.

    Args:
        path: the file.
        encoding: a codec's name; "" to find out (UTF-8, UTF-16, else one of `alphabets`).
        delimiter: one character, or one of `layout`'s; "" to find out.
        sheet: of a workbook, the sheet or table; "" to find out.
        fits: decides between several tables of a workbook by their headers.

    Returns:
        The rows as texts. Rows with too many or too few fields are mended or refused, not lost.

    Raises:
        ImportFileError: the file is missing, unreadable, no text, or empty, the delimiter cannot
            be one, or it is open which sheet of a workbook is meant.
        BookError: it is a workbook, but not a whole one.
    """
    if delimiter and (delimiter not in {BLANKS, WIDE_BLANKS} and not _may_part(delimiter)):
        raise ImportFileError("import.delimiter_unknown", delimiter=delimiter)
    content = read_bytes(path)
    if is_workbook(content):
        found = read_sheet(path, sheet, fits)
        return RowFile(
            path.name, found.frame, found.lines, (), "", "", found.name, native=found.native
        )
    return _read_text(path, *decode(content, path.name, encoding), delimiter)


def _read_text(path: Path, content: str, used: str, delimiter: str) -> RowFile:
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
    return RowFile(
        path.name,
        frame,
        records.lines,
        records.refused,
        used,
        delimiter,
        mended=records.mended,
    )


def _may_part(delimiter: str) -> bool:
    return len(delimiter) == 1 and not delimiter.isalnum() and delimiter not in '"\r\n'


def _header_fields(line: str, delimiter: str) -> list[str]:
    if delimiter in {BLANKS, WIDE_BLANKS}:
        return re.split(pattern_of(delimiter), line.strip())
    if delimiter == NONE:
        return [line.strip().strip('"')]
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))
