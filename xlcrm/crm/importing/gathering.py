"""The rows of a file as values of the columns that are taken, and a reason for each other row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.cells import Value
from xlcrm.crm.importing.asides import find_asides
from xlcrm.crm.importing.columns import Habits, ReadColumn, read_column, read_own
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.labels import read_labels
from xlcrm.crm.importing.mapping import Take
from xlcrm.crm.importing.order_beside import with_proposal
from xlcrm.crm.importing.outcome import Refusal, Remark
from xlcrm.crm.importing.reduction import LINE
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames
from xlcrm.sheets import own_name
from xlcrm.sheets.nothing import known_words
from xlcrm.sheets.vocabularies import folded

Aliases = Mapping[tuple[str, str], str]
"""The label that (field, another label) means, for one file."""


@dataclass(frozen=True)
class Gathered:
    """The rows that passed, and what was found on the way.

    Attributes:
        frame: LINE, and the values by column name; labels by their code.
        refusals: the reasons, in the order of the file.
        refused: the rows that they are about.
        left_out: rows that were not asked for.
        read: how each column was read, by its name.
        remarks: what is worth a look.
        examples: a filled cell of each column and its value, by header.
    """

    frame: pl.DataFrame
    refusals: tuple[Refusal, ...]
    refused: int
    left_out: int
    read: Mapping[str, ReadColumn]
    remarks: tuple[Remark, ...]
    examples: Mapping[str, tuple[str, Value]]


def gather(
    rows: RowFile,
    takes: Sequence[Take],
    frames: Frames,
    table: str,
    habits: Habits,
    *,
    where: Mapping[str, str],
    aliases: Aliases,
) -> Gathered:
    """Reads the columns that are taken, and parts the rows into those that pass and the others.

    Args:
        rows: the file.
        takes: the columns.
        frames: the workbook.
        table: the table that grows.
        habits: what is known about the file's ways of writing.
        where: values by column of the frame; only rows that have them are taken ("" means blank).
        aliases: what labels mean.

    Raises:
        ImportFileError: a column's date order or decimal mark stays open.
    """
    read = {take.name: _read(rows, take, frames, habits) for take in takes}
    kept = _chosen(rows, where)
    frame, refusals, refused = _pass(rows, takes, read, kept, table)
    told = [remark for column in read.values() for remark in column.remarks]
    labelled, found = _with_labels(frame, frames, table, takes, aliases)
    examples = {take.header: _example(rows, take, read[take.name]) for take in takes}
    left_out = int((~kept).sum())
    return Gathered(labelled, refusals, refused, left_out, read, (*told, *found), examples)


def _read(rows: RowFile, take: Take, frames: Frames, habits: Habits) -> ReadColumn:
    texts, native = rows.frame[take.header], rows.native.get(take.header)
    if take.column is None:
        return read_own(texts, take.header, habits, native)
    known = known_words(take.column, frames.vocabularies, frames.odd_ids)
    try:
        return read_column(texts, take.header, take.column, habits, native=native, known=known)
    except ImportFileError as error:
        raise with_proposal(error, rows) from error


def _example(rows: RowFile, take: Take, read: ReadColumn) -> tuple[str, Value]:
    at = read.values.is_not_null().arg_max()
    if at is None or read.values[at] is None:
        return "", None
    return str(rows.frame[take.header][at]), read.values[at]


def _chosen(rows: RowFile, where: Mapping[str, str]) -> pl.Series:
    chosen = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.frame.height)
    for wanted, value in where.items():
        texts = rows.frame[wanted]
        same = [text for text in texts.unique() if folded(text or "") == folded(value)]
        chosen &= texts.is_in(same, nulls_equal=True)
    return chosen


def _pass(
    rows: RowFile,
    takes: Sequence[Take],
    read: Mapping[str, ReadColumn],
    kept: pl.Series,
    table: str,
) -> tuple[pl.DataFrame, tuple[Refusal, ...], int]:
    """The chosen rows that pass, and the reasons against the others."""
    asides = find_asides(rows, takes, read, table)
    refusals = [*rows.refused, *(one for at, one in asides.items() if kept[at])]
    rest = kept.clone()
    rest[list(asides)] = False
    good = rest
    for take in takes:
        for wrong in read[take.name].wrong:
            cells = wrong.cells & rest
            if cells.any():
                good &= ~cells
                lines, texts = rows.lines.filter(cells), rows.frame[take.header].filter(cells)
                refusals += [
                    Refusal(line, take.header, text or "", wrong.code, wrong.facts)
                    for line, text in zip(lines, texts, strict=True)
                ]
    values = pl.DataFrame({LINE: rows.lines, **{name: one.values for name, one in read.items()}})
    blank = good & values.select(pl.all_horizontal(pl.exclude(LINE).is_null())).to_series()
    refusals += [Refusal(line, "", "", "import.row_blank") for line in rows.lines.filter(blank)]
    good &= ~blank
    refusals.sort(key=lambda refusal: refusal.line)
    refused = int((kept & ~good).sum()) + len(rows.refused)
    return values.filter(good), tuple(refusals), refused


def _with_labels(
    frame: pl.DataFrame, frames: Frames, table: str, takes: Sequence[Take], aliases: Aliases
) -> tuple[pl.DataFrame, list[Remark]]:
    remarks: list[Remark] = []
    for take in takes:
        vocabulary = frames.vocabulary(table, take.name) if take.column else None
        given = {
            other: meant
            for (field, other), meant in aliases.items()
            if own_name(field) == take.name
        }
        if frame[take.name].dtype == pl.String and (vocabulary or given):
            values, found = read_labels(frame[take.name], take.header, take.name, vocabulary, given)
            frame = frame.with_columns(values.alias(take.name))
            remarks += found
    return frame, remarks
