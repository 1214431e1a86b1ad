"""From a workbook's tables to frames: what every command begins with."""

from collections.abc import Collection
from datetime import date

from xlcrm.cells import Cells, Grid
from xlcrm.errors import ColumnMissingError, TableMissingError, UsageError, XlcrmError
from xlcrm.frames import Frames
from xlcrm.macros.outcome import Progress
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY
from xlcrm.sheets.mapping import TABLE as MAPPING
from xlcrm.validation.renamed import agreed_header
from xlcrm.validation.structure import ESSENTIAL, lookalike
from xlcrm.validation.uncalculated import Uncalculated
from xlcrm.workbook.base import Workbook
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.uncalculated import uncalculated

BOXES = ("Inquiries", "Leads", "Customers", "Orders")
"""Tables without which a figure would silently be wrong."""

_UNSEEN = ("Settings", "Lists", "History")
"""Tables that a workbook may lack: under another name they would be made anew, or not be heeded."""

_FILLED = {"Leads": ("lead_id", "first_inquiry", "status", "customer_id", "converted_on")}
"""Columns that commands fill and read again."""


def read_frames(
    book: Workbook,
    progress: Progress,
    needed: Collection[str] = (),
    *,
    lenient: bool = False,
    tolerant: bool = False,
) -> Frames:
    """Reads all tables of ours that a workbook has.

    Args:
        book: the workbook.
        progress: told what is read.
        needed: tables without which the command cannot go on.
        lenient: whether a setting that is wrong counts as blank: for commands that make no figure.
        tolerant: whether tables may go by other names: for commands that list what is wrong.

    Raises:
        TableMissingError: the workbook lacks a needed table, or has none of ours at all; the
            settings, the lists or History go by another name.
        ColumnMissingError: a needed table lacks a column that its rows cannot do without.
    """
    places = book.tables()
    ours = [table for table in (*MODELS, MAPPING) if table in places]
    for table in needed:
        if table not in places:
            raise TableMissingError(
                "table.missing_here", table=table, book=book.name, tables=", ".join(places) or "-"
            )
    if not ours:
        raise TableMissingError("table.none", book=book.name)
    # Of other tables only the headers are of interest: one may be ours under another name.
    grids = {
        name: Grid(place, tuple([] for _ in place.headers))
        for name, place in places.items()
        if name not in ours
    }
    for table in ours:
        progress("progress.reading", table=table)
        grids[table] = book.read(table)
    frames = Frames(grids, lenient)
    if not tolerant:
        _refuse_other_names(frames, book.name)
    for table in needed:
        _refuse_gaps(frames, table, book.name)
    return frames


def language_of(book: Workbook) -> str:
    """The language that a workbook remembers; "" where it has no settings that can be read."""
    try:
        return Frames({"Settings": book.read("Settings")}).language
    except XlcrmError:
        return ""


def versions_kept(book: Workbook) -> int:
    """How many former versions stay beside a workbook, by its settings if it has any."""
    held = {"Settings": book.read("Settings")} if "Settings" in book.tables() else {}
    return Frames(held, lenient=True).settings.versions_kept


def needed_fields(table: str) -> tuple[str, ...]:
    """The columns that rows of a table cannot do without, or that commands fill and read again.

    Args:
        table: the name of ours.
    """
    required = [name for name, column in columns(MODELS[table]).items() if column.required]
    wanted = (*required, *ESSENTIAL.get(table, ()), *_FILLED.get(table, ()))
    return tuple(dict.fromkeys(wanted))


def _refuse_other_names(frames: Frames, book: str) -> None:
    for table in _UNSEEN:
        found = "" if table in frames.grids else lookalike(frames, table, share=1)
        if found:
            raise TableMissingError("table.renamed_here", table=table, book=book, found=found)


def _refuse_gaps(frames: Frames, table: str, book: str) -> None:
    declared = columns(MODELS[table])
    for name in needed_fields(table):
        if not frames.header(table, name):
            header = label(name, frames.settings.language)
            place = frames.place(table)
            headers = ", ".join(place.headers) if place else ""
            agreed = agreed_header(place, name)
            if agreed:
                raise ColumnMissingError(
                    "table.column_renamed",
                    book=book,
                    table=table,
                    header=header,
                    agreed=agreed,
                    headers=headers,
                )
            filled = place is not None and place.meanings and declared[name].filled
            code = "table.column_declined" if filled else "table.column_missing"
            raise ColumnMissingError(code, book=book, table=table, header=header, headers=headers)


def effective_day(frames: Frames, as_of: date | None, today: date) -> date:
    """The day for which a command works: as asked, else as set in the workbook, else today.

    Raises:
        UsageError: the day lies outside of what a workbook's dates can be.
    """
    day = as_of or frames.settings.as_of or today
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageError("usage.as_of", as_of=day, first=FIRST_DAY, last=LAST_DAY)
    return day


def never_calculated(book: Workbook, frames: Frames) -> Uncalculated:
    """The cells of a closed file in which a formula has no value; a program that runs has all.

    Args:
        book: the workbook.
        frames: its tables.
    """
    if not isinstance(book, ClosedWorkbook):
        return {}
    grids = {table: grid for table, grid in frames.grids.items() if table in MODELS}
    blanks = {
        table: [header for header in grid.place.headers if _any_blank(grid.column(header))]
        for table, grid in grids.items()
    }
    return uncalculated(book.path, blanks)


def _any_blank(cells: Cells) -> bool:
    return None in cells if isinstance(cells, list) else cells.null_count() > 0
