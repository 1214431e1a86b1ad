"""The plan of an import: a file's rows and a workbook's tables in, what is to be written out."""

from collections.abc import Mapping, Sequence

import polars as pl

from xlcrm.cells import MAX_ROW
from xlcrm.crm.importing.alphabets import GUESSED
from xlcrm.crm.importing.columns import Habits
from xlcrm.crm.importing.dates import ORDERS
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.gathering import Aliases, Gathered, gather
from xlcrm.crm.importing.joining import about_blanks, parts_of, with_joined
from xlcrm.crm.importing.look import look_at
from xlcrm.crm.importing.mapping import Take, check_table, find_header, resolve
from xlcrm.crm.importing.numbers import MARKS
from xlcrm.crm.importing.outcome import EXAMPLES, Counts, ImportPlan, Refusal, Remark
from xlcrm.crm.importing.reduction import Reduction, reduce_rows
from xlcrm.crm.importing.updating import updates
from xlcrm.crm.importing.upserting import Settled, settle
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows
from xlcrm.sheets import MODELS


def plan_import(
    frames: Frames,
    table: str,
    rows: RowFile,
    mapping: Mapping[str, str],
    *,
    date_order: str = "",
    decimal: str = "",
    where: Mapping[str, str] | None = None,
    aliases: Aliases | None = None,
    source: str = "",
    again: bool = False,
    update: bool = False,
    whole: bool = False,
) -> ImportPlan:
    """Plans the import of a file's rows into a table. Nothing is written.

    Rows with an id are reduced to one per id. What stands in the table already, by its id or by
    its natural key (see `natural`), is not added; other values of the file are listed, and taken
    over where the user wants them.

    Args:
        frames: the workbook's tables.
        table: the table that grows.
        rows: the file.
        mapping: the file's header by field; any other name becomes a column of the manager's own.
            What it does not name is what headers and contents say (see `mapping`).
        date_order: "dmy", "mdy" or "ymd" for date columns that leave it open.
        decimal: "." or "," for number columns that leave it open.
        where: values by header of the file; only rows that have them are taken ("" means blank).
        aliases: the label that (field, another label) means, for this file.
        source: the file's name, where it is not the one that was read.
        again: whether rows without an id are added whatever stands in the table.
        update: whether other values of the file replace the table's; a note is added to.
        whole: whether the mapping is all that is taken, as one that is remembered is.

    Returns:
        The plan; its counts account for every row.

    Raises:
        ImportFileError: the file cannot be mapped, a column's date order or decimal mark stays
            open, or the sheet has too few rows left.
    """
    check_table(table)
    habits = _habits(frames, date_order, decimal)
    takes, remarks = resolve(frames, table, rows, mapping, whole=whole)
    headers = [take.header for take in takes]
    wanted = {find_header(one, rows.headers): value for one, value in (where or {}).items()}
    rows = with_joined(rows, [*headers, *wanted], decimal)
    found = gather(rows, takes, frames, table, habits, where=wanted, aliases=aliases or {})
    reduced = _reduce(found.frame, table)
    settled = settle(reduced.frame, frames, table, takes, again=again)
    _check_space(frames, table, settled.new.height)
    changed = updates(frames, table, takes, settled.differences) if update else ()
    used = {part for take in takes for part in parts_of(take.header, rows.headers)}
    order, mark = (
        {take.header: said for take in takes if (said := getattr(found.read[take.name], name))}
        for name in ("order", "mark")
    )
    return ImportPlan(
        table=table,
        source=source or rows.source,
        mapping={take.name if take.column else take.target: take.header for take in takes},
        recognised=not mapping,
        patches=(*changed, *_appended(frames, table, takes, settled.new)),
        counts=_counts(rows, found, reduced, settled, update=update),
        refusals=tuple(sorted((*found.refusals, *_open(settled)), key=lambda one: one.line)),
        differences=(*reduced.differences, *settled.differences),
        remarks=(
            *_of_file(rows),
            *remarks,
            *about_blanks(rows, headers),
            *found.remarks,
            *_there(settled, rows),
            *_named_since(settled),
            *(_fixed(settled) if update else ()),
            *look_at(table, settled.new, frames),
        ),
        date_orders=order,
        decimal_marks=mark,
        not_taken=tuple(header for header in rows.headers if header not in used),
        examples=found.examples,
        replaceable=0 if update else settled.replaceable,
    )


def _of_file(rows: RowFile) -> tuple[Remark, ...]:
    """What is worth a look about the file as a whole."""
    remarks = [] if rows.height else [Remark("import.no_rows", {"file": rows.source})]
    if rows.encoding in GUESSED:
        remarks.append(Remark("import.encoding_guessed", {"encoding": rows.encoding}))
    if rows.mended:
        lines = ", ".join(str(one.line) for one in rows.mended[:EXAMPLES])
        within = dict.fromkeys(name for one in rows.mended for name in one.columns)
        facts = {"n": len(rows.mended), "lines": lines, "columns": ", ".join(within)}
        remarks.append(Remark("import.rows_mended", facts))
    return tuple(remarks)


def _there(settled: Settled, rows: RowFile) -> tuple[Remark, ...]:
    """Rows without an id that count as standing in the table: the user may know better."""
    if not settled.known:
        return ()
    return (Remark("import.rows_there", {"n": settled.known, "of": rows.height}),)


def _named_since(settled: Settled) -> tuple[Remark, ...]:
    """Rows that are added, though the table has the same with somebody named."""
    if not settled.named_since:
        return ()
    rows = ", ".join(map(str, settled.named_since[:EXAMPLES]))
    return (Remark("import.rows_named_since", {"n": len(settled.named_since), "rows": rows}),)


def _open(settled: Settled) -> list[Refusal]:
    """Rows that may stand in the table already, which the user has to decide."""
    return [
        Refusal(line, "", "", code, {"rows": ", ".join(map(str, rows))})
        for code, found in (
            ("import.row_perhaps_there", settled.open),
            ("import.row_other_quantity", settled.recounted),
        )
        for line, rows in found
    ]


def _fixed(settled: Settled) -> tuple[Remark, ...]:
    """Values that an update leaves as they are, because others hang on them."""
    fixed = [one for one in settled.differences if one.fixed]
    if not fixed:
        return ()
    fields = ", ".join(dict.fromkeys(one.field for one in fixed))
    return (Remark("import.values_fixed", {"n": len(fixed), "fields": fields}),)


def _counts(
    rows: RowFile, found: Gathered, reduced: Reduction, settled: Settled, *, update: bool
) -> Counts:
    return Counts(
        read=rows.height,
        added=settled.new.height,
        merged=reduced.merged,
        unchanged=settled.unchanged,
        differing=settled.differing - (settled.replaceable if update else 0),
        left_out=found.left_out,
        refused=found.refused + len(settled.open) + len(settled.recounted),
        updated=settled.replaceable if update else 0,
    )


def _habits(frames: Frames, date_order: str, decimal: str) -> Habits:
    if date_order and date_order not in ORDERS:
        raise ImportFileError("import.date_order_unknown", order=date_order)
    if decimal and decimal not in MARKS:
        raise ImportFileError("import.decimal_mark_unknown", mark=decimal)
    settings = frames.settings
    return Habits(date_order, settings.date_order, decimal, settings.country)


def _reduce(frame: pl.DataFrame, table: str) -> Reduction:
    key = MODELS[table].identity
    if not key or key not in frame.columns:
        return Reduction(frame, 0, ())
    return reduce_rows(frame, key)


def _check_space(frames: Frames, table: str, height: int) -> None:
    place = frames.place(table)
    last = place.extent.last.row if place else 1
    if last + height > MAX_ROW:
        raise ImportFileError(
            "import.too_many_rows", table=table, n=height, space=max(MAX_ROW - last, 0)
        )


def _appended(
    frames: Frames, table: str, takes: Sequence[Take], frame: pl.DataFrame
) -> tuple[AppendRows, ...]:
    if frame.is_empty():
        return ()
    cells = {take.target: frames.words(table, take.name, frame[take.name]) for take in takes}
    return (AppendRows(table, {header: values.to_list() for header, values in cells.items()}),)
