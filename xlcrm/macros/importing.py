"""Import: the rows of a file brought into a table, every row of it accounted for."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.importing import ImportPlan, RowFile, plan_import, read_rows
from xlcrm.crm.importing.mapping import fits
from xlcrm.crm.importing.remembering import Remembered, recall, remember
from xlcrm.crm.order_ids import with_order_ids
from xlcrm.errors import UsageError
from xlcrm.frames import Frames
from xlcrm.language import LANGUAGES, text
from xlcrm.macros.import_outcome import outcome_of
from xlcrm.macros.outcome import Ask, Outcome, Progress
from xlcrm.macros.reading import read_frames
from xlcrm.macros.writing import write
from xlcrm.patches import AppendRows, TablePatch
from xlcrm.sheets import MODELS
from xlcrm.sheets.vocabularies import folded
from xlcrm.workbook.base import Workbook


def import_rows(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    table: str,
    file: Path,
    map: Mapping[str, str],  # noqa: A002 - the option's name
    where: Mapping[str, str],
    alias: Mapping[str, str],
    sheet: str | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    decimal: str | None = None,
    update: bool = False,
    again: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Brings the rows of a file into a table: new ones are added, known ones compared.

    How the columns were mapped is remembered by the file's headers, and taken for the next file
    with the same ones.

    Args:
        book: the workbook.
        ask: not used; the options say everything.
        progress: told what is read.
        today: not used.
        stamp: who does it, and when, for History.
        table: the table's name, in any case, or the title of its sheet in any of our languages.
        file: the file of rows.
        map: the file's header by field, "-" for none; it goes on top of what is recognised.
        where: values by header of the file.
        alias: meanings by "field:label".
        sheet: the sheet or table of a workbook.
        encoding: of a text file, where it is not found out rightly.
        date_order: "dmy", "mdy" or "ymd".
        decimal: "." or ",".
        update: whether other values of the file replace those of rows that stand in the table.
        again: whether rows without an id are added although they stand in the table already.
        dry_run: whether nothing is written.

    Raises:
        ImportFileError: the file cannot be read or mapped.
        TableMissingError: the workbook has no such table.
    """
    del ask, today
    name = _named(book, table)
    frames = read_frames(book, progress, needed=(name,))
    progress("progress.file", file=file.name)
    rows = read_rows(
        file,
        encoding=encoding or "",
        sheet=sheet or "",
        fits=lambda headers: fits(frames, name, headers, map),
    )
    known = None if map else recall(frames, name, rows.headers)
    said = Remembered(
        map or (known.mapping if known else {}),
        date_order or (known.date_order if known else ""),
        decimal or (known.decimal if known else ""),
    )
    plan = plan_import(
        frames,
        name,
        rows,
        said.mapping,
        date_order=said.date_order,
        decimal=said.decimal,
        where=where,
        aliases=dict(_alias(key, meaning) for key, meaning in alias.items()),
        again=again,
        update=update,
        whole=known is not None,
    )
    patches = [_with_order_ids(frames, patch) for patch in plan.patches]
    outcome = outcome_of(
        plan,
        rows,
        frames,
        new_columns=_new_columns(frames, name, plan.patches),
        known=known is not None,
        dry_run=dry_run,
    )
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        kept = Remembered(plan.mapping, said.date_order, said.decimal)
        write(book, frames, (*patches, *_remembered(frames, plan, rows, kept)), stamp)
    return outcome


def _with_order_ids(frames: Frames, patch: TablePatch) -> TablePatch:
    return with_order_ids(frames, patch) if isinstance(patch, AppendRows) else patch


def _new_columns(frames: Frames, table: str, patches: Sequence[TablePatch]) -> list[str]:
    """The headers that the table gets, in order."""
    place = frames.place(table)
    known = place.headers if place else ()
    headers = (header for one in patches if isinstance(one, AppendRows) for header in one.columns)
    return [header for header in dict.fromkeys(headers) if header not in known]


def _remembered(
    frames: Frames, plan: ImportPlan, rows: RowFile, what: Remembered
) -> tuple[TablePatch, ...]:
    meaning = text("command.import.meaning", frames.language, file=plan.source, table=plan.table)
    return remember(frames, plan.table, rows.headers, meaning, what)


def _named(book: Workbook, wanted: str) -> str:
    """The table that goes by a name, or stands on a sheet of that title; else the name itself."""
    places, words = book.tables(), folded(wanted)
    by_name = [name for name in places if folded(name) == words]
    ours = [name for name in places if name in MODELS]
    titles = {
        name: {places[name].sheet, *(text(f"table.{name}.title", one) for one in LANGUAGES)}
        for name in ours
    }
    by_title = [name for name in ours if words in map(folded, titles[name])]
    return next(iter([*by_name, *by_title]), wanted)


def _alias(key: str, meaning: str) -> tuple[tuple[str, str], str]:
    field, mark, label = key.partition(":")
    if not mark:
        raise UsageError("usage.alias", item=f"{key}={meaning}")
    return (field.strip(), label.strip()), meaning
