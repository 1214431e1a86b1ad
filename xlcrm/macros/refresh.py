"""Refresh: the generated sheets made anew."""

from datetime import date

from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.prior import keep_prior
from xlcrm.errors import StaleDataError
from xlcrm.macros.beside_told import beside_told, left_alone
from xlcrm.macros.outcome import Ask, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.refresh_told import day_told, left_out_told, prior_told
from xlcrm.macros.writing import write
from xlcrm.patches import WriteSheet
from xlcrm.report.build import SHEETS, build, nothing_sheet
from xlcrm.report.client_card import client_card_sheet
from xlcrm.report.client_card_formulas import TABLE, chosen
from xlcrm.report.page import values_only
from xlcrm.report.stale import staleness
from xlcrm.udfs.context import Context
from xlcrm.validation.left_out import left_out
from xlcrm.workbook.base import Workbook


def refresh(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    as_of: date | None = None,
    values: bool = False,
) -> Outcome:
    """Makes the generated sheets anew.

    Args:
        book: the workbook.
        ask: not used; nothing of the user's changes.
        progress: told what is made.
        today: the day.
        stamp: who does it, and when, for History: the first refresh writes a setting.
        as_of: the day for which figures are made, if it is not that of the settings or today.
        values: whether values stand in the cells instead of functions.

    Raises:
        StaleDataError: no day was asked for, and the newest order lies too far back.
        TableMissingError: the workbook has no table of ours.
    """
    del ask
    frames = read_frames(book, progress, BOXES)
    day = effective_day(frames, as_of, today)
    context = Context(frames, day, today)
    if as_of is None and frames.settings.as_of is None:
        newest = staleness(context)
        if newest is not None:
            raise StaleDataError("data.stale", newest=newest, age=(day - newest).days, as_of=day)
    sheets = build(context, lambda title: progress("progress.computing", sheet=title))
    sheets += _card(book, context, progress)
    made = {sheet.key for sheet in sheets}
    old = [key for key in SHEETS if key not in made and book.sheet_title(key)]
    sheets += [nothing_sheet(key, context) for key in old]
    told = [*day_told(frames, context), *left_out_told(left_out(frames))]
    if not sheets:
        told = told or [say("command.refresh.nothing")]
        return Outcome(tuple(told), language=frames.settings.language)
    if values:
        sheets = [values_only(sheet) for sheet in sheets]
    progress("progress.writing", book=book.name)
    prior = keep_prior(frames, context.whole)
    beside = left_alone(book, sheets)
    write(book, frames, [*prior, *sheets], stamp)
    done = say("command.refresh.done", as_of=day, sheets=", ".join(s.title for s in sheets))
    told = [done, *beside_told(book, beside), *told, *prior_told(frames, prior, day)]
    return Outcome(tuple(told), language=frames.settings.language)


def _card(book: Workbook, context: Context, progress: Progress) -> list[WriteSheet]:
    """The client card anew for the client who is chosen on it; none where there is no card."""
    if not book.sheet_title("client_card") or TABLE not in book.tables():
        return []
    client = chosen(book.read(TABLE), context.frames)
    if client is None:
        return []
    progress("progress.computing", sheet=book.sheet_title("client_card"))
    return [client_card_sheet(context, client)]
