"""The plan of an import: texts of a file and a workbook's tables in, rows to append out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.cells import MAX_ROW
from xlcrm.crm.importing.columns import Habits, ReadColumn, read_column, read_own
from xlcrm.crm.importing.dates import ORDERS
from xlcrm.crm.importing.decoding import FALLBACK
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.labels import read_labels
from xlcrm.crm.importing.look import look_at
from xlcrm.crm.importing.mapping import Take, check_table, find_header, resolve
from xlcrm.crm.importing.numbers import MARKS
from xlcrm.crm.importing.outcome import Counts, ImportPlan, Refusal, Remark
from xlcrm.crm.importing.reduction import LINE, Reduction, reduce_rows
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows
from xlcrm.sheets import MODELS, own_name
from xlcrm.sheets.vocabularies import folded


@dataclass(frozen=True)
class _Rows:
    """The rows that passed, and what was found on the way."""

    frame: pl.DataFrame
    refusals: list[Refusal]
    refused: int
    left_out: int


def plan_import(
    frames: Frames,
    table: str,
    rows: RowFile,
    mapping: Mapping[str, str],
    *,
    date_order: str = "",
    decimal: str = "",
    where: Mapping[str, str] | None = None,
    aliases: Mapping[tuple[str, str], str] | None = None,
    source: str = "",
) -> ImportPlan:
    """Plans the import of a file's rows into a table. Nothing is written.

    Rows of tables that have an id (Customers, Leads, Inquiries) are reduced to one per id, where
    the id is mapped, and ids that the table has are left alone; other rows are added as they are.

    Args:
        frames: the workbook's tables.
        table: the table that grows.
        rows: the file.
        mapping: the file's header by field; any other name becomes a column of the manager's own.
            Empty: what the headers say by themselves.
        date_order: "dmy", "mdy" or "ymd" for date columns that leave it open.
        decimal: "." or "," for number columns that leave it open.
        where: values by header of the file; only rows that have them are taken ("" means blank).
        aliases: the label that (field, another label) means, for this file.
        source: the file's name, where it is not the one that was read.

    Returns:
        The plan; its counts account for every row.

    Raises:
        ImportFileError: the file cannot be mapped, a column's date order or decimal mark stays
            open, or the sheet has too few rows left.
    """
    check_table(table)
    habits = _habits(date_order, frames.settings.date_order, decimal)
    takes, remarks = resolve(frames, table, rows.headers, mapping)
    read = {take.name: _read(take, rows.frame[take.header], habits) for take in takes}
    passed = _pass(rows, takes, read, _chosen(rows, where or {}))
    frame, found = _with_labels(passed.frame, frames, takes, aliases or {})
    new = _reduce(frame, frames, table)
    _check_space(frames, table, new.frame.height)
    told = [remark for column in read.values() for remark in column.remarks]
    used = {take.header for take in takes}
    return ImportPlan(
        table=table,
        source=source or rows.source,
        mapping={take.name if take.column else take.target: take.header for take in takes},
        recognised=not mapping,
        patches=_patches(table, takes, new.frame),
        counts=_counts(rows, passed, new),
        refusals=tuple(passed.refusals),
        differences=new.differences,
        remarks=(*_encoding(rows), *remarks, *told, *found, *look_at(table, new.frame, frames)),
        date_orders={take.header: order for take in takes if (order := read[take.name].order)},
        decimal_marks={take.header: mark for take in takes if (mark := read[take.name].mark)},
        not_taken=tuple(header for header in rows.headers if header not in used),
    )


def _encoding(rows: RowFile) -> tuple[Remark, ...]:
    guessed = rows.encoding == FALLBACK
    return (Remark("import.encoding_guessed", {"encoding": FALLBACK}),) if guessed else ()


def _counts(rows: RowFile, passed: _Rows, new: Reduction) -> Counts:
    return Counts(
        read=rows.height,
        added=new.frame.height,
        merged=new.merged,
        unchanged=new.unchanged,
        differing=new.differing,
        left_out=passed.left_out,
        refused=passed.refused,
    )


def _habits(date_order: str, usual: str, decimal: str) -> Habits:
    if date_order and date_order not in ORDERS:
        raise ImportFileError("import.date_order_unknown", order=date_order)
    if decimal and decimal not in MARKS:
        raise ImportFileError("import.decimal_mark_unknown", mark=decimal)
    return Habits(date_order, usual, decimal)


def _chosen(rows: RowFile, where: Mapping[str, str]) -> pl.Series:
    chosen = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.frame.height)
    for wanted, value in where.items():
        texts = rows.frame[find_header(wanted, rows.headers)]
        same = [text for text in texts.unique() if folded(text or "") == folded(value)]
        chosen &= texts.is_in(same, nulls_equal=True)
    return chosen


def _read(take: Take, texts: pl.Series, habits: Habits) -> ReadColumn:
    if take.column is None:
        return read_own(texts, take.header, habits)
    return read_column(texts, take.header, take.column, habits)


def _pass(
    rows: RowFile, takes: Sequence[Take], read: Mapping[str, ReadColumn], kept: pl.Series
) -> _Rows:
    """Parts the chosen rows into those that pass and those with a reason against them."""
    refusals = list(rows.refused)
    good = kept
    for take in takes:
        for wrong in read[take.name].wrong:
            cells = wrong.cells & kept
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
    return _Rows(values.filter(good), refusals, refused, int((~kept).sum()))


def _with_labels(
    frame: pl.DataFrame,
    frames: Frames,
    takes: Sequence[Take],
    aliases: Mapping[tuple[str, str], str],
) -> tuple[pl.DataFrame, list[Remark]]:
    remarks: list[Remark] = []
    for take in takes:
        choice = take.column.choice if take.column else None
        given = {
            other: meant
            for (field, other), meant in aliases.items()
            if own_name(field) == take.name
        }
        if frame[take.name].dtype == pl.String and (choice or given):
            vocabulary = frames.vocabularies.get(choice.name) if choice else None
            values, found = read_labels(frame[take.name], take.header, take.name, vocabulary, given)
            frame = frame.with_columns(values.alias(take.name))
            remarks += found
    return frame, remarks


def _reduce(frame: pl.DataFrame, frames: Frames, table: str) -> Reduction:
    key = MODELS[table].identity
    if not key or key not in frame.columns:
        return Reduction(frame, 0, 0, 0, ())
    return reduce_rows(frame, key, frames[table])


def _check_space(frames: Frames, table: str, height: int) -> None:
    place = frames.place(table)
    last = place.extent.last.row if place else 1
    if last + height > MAX_ROW:
        raise ImportFileError(
            "import.too_many_rows", table=table, n=height, space=max(MAX_ROW - last, 0)
        )


def _patches(table: str, takes: Sequence[Take], frame: pl.DataFrame) -> tuple[AppendRows, ...]:
    if frame.is_empty():
        return ()
    return (AppendRows(table, {take.target: frame[take.name].to_list() for take in takes}),)
