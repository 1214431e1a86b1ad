"""Client card: one page on a client, found by id or by name."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from xlcrm.errors import UsageError
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.writing import show
from xlcrm.report.client_card import client_card_sheet
from xlcrm.report.client_card_formulas import Client
from xlcrm.report.waiting import called
from xlcrm.udfs.context import Context
from xlcrm.workbook.base import Workbook


def card(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    who: str,
    as_of: date | None = None,
) -> Outcome:
    """Writes the sheet ClientCard for a customer.

    Args:
        book: the workbook.
        ask: not used; nothing of the user's changes.
        progress: told what is done.
        today: the day.
        who: a customer's id, or the name of a firm or a person: a whole one in whatever case, or a
            part that only one has. Where several have it, they are listed and nothing is written.
        as_of: the day of the figures, if it is not that of the settings or today.

    Raises:
        TableMissingError: the workbook lacks a table that is needed.
        UsageError: no customer is known by it.
    """
    del ask
    frames = read_frames(book, progress, BOXES)
    language = frames.settings.language
    found = candidates(frames, who)
    if not found.height:
        raise UsageError("card.nobody", who=who)
    if found.height > 1:
        headers = [text(f"command.card.{name}", language) for name in ("id", "name")]
        rows = [(row["customer_id"], called(row)) for row in found.iter_rows(named=True)]
        listing = Listing(say("command.card.candidates"), headers, rows)
        told = say("command.card.several", who=who, n=found.height)
        return Outcome((told,), (listing,), found=True, language=language)
    (row,) = found.iter_rows(named=True)
    context = Context(frames, effective_day(frames, as_of, today), today)
    sheet = client_card_sheet(context, Client(row["customer_id"], row["row"]))
    progress("progress.writing", book=book.name)
    show(book, frames, sheet)
    shown = {"who": called(row) or row["customer_id"], "id": row["customer_id"]}
    told = say("command.card.done", sheet=book.sheet_title(sheet.key), **shown)
    return Outcome((told,), language=language)


def candidates(frames: Frames, who: str) -> pl.DataFrame:
    """The customers who are meant: by id, else by a whole name, else by a part of one.

    Args:
        frames: the workbook's tables.
        who: as it was typed.
    """
    people = frames["Customers"].drop_nulls("customer_id")
    people = people.unique("customer_id", keep="first", maintain_order=True)
    wanted = who.strip().casefold()
    names = [_folded(people[name]) for name in ("customer_id", "company", "name")]
    if not wanted:
        return people.clear()
    for same in (
        [name == wanted for name in names[:1]],
        [name == wanted for name in names[1:]],
        [name.str.contains(wanted, literal=True) for name in names[1:]],
    ):
        found = people.filter(_any(same))
        if found.height:
            return found
    return people.clear()


def _folded(names: pl.Series) -> pl.Series:
    folded = [None if name is None else name.strip().casefold() for name in names]
    return pl.Series(names.name, folded, dtype=pl.String)


def _any(masks: Sequence[pl.Series]) -> pl.Series:
    known = [mask.fill_null(value=False) for mask in masks]
    result = known[0]
    for mask in known[1:]:
        result |= mask
    return result
