"""What a refresh says besides what it made: the day, what is left out, the setting it filled."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import polars as pl

from xlcrm.cells import Address
from xlcrm.crm.prior import KEY
from xlcrm.frames import Frames
from xlcrm.macros.outcome import Message, say
from xlcrm.patches import AppendRows, EditCells, Patch
from xlcrm.report.stale import staleness
from xlcrm.udfs.context import Context
from xlcrm.validation.left_out import NEEDED, LeftOut

_SOON = 31
"""So many days ahead a day of the figures may lie without a word: the end of this month."""


def day_told(frames: Frames, context: Context) -> Iterator[Message]:
    """What makes the day of the figures look like a slip.

    Args:
        frames: the workbook's tables, with what lies after the day.
        context: the same as they were known on the day.
    """
    as_of = context.as_of
    first = _first_day(frames)
    if first is not None and first > as_of:
        yield say("command.refresh.before_all", as_of=as_of, first=first)
    ahead = (as_of - context.today).days
    if ahead > _SOON:
        yield say("command.refresh.ahead", as_of=as_of, n=ahead)
    newest = staleness(context)
    if newest is not None:
        yield say("command.refresh.stale", as_of=as_of, newest=newest, n=(as_of - newest).days)


def _first_day(frames: Frames) -> date | None:
    """The first day of which anything is known."""
    firsts = [frames[table]["date"].cast(pl.Date).min() for table in NEEDED if frames.place(table)]
    return min((day for day in firsts if isinstance(day, date)), default=None)


def left_out_told(found: Iterable[LeftOut]) -> list[Message]:
    """How many rows of which sheet count in no figure, and why."""
    return [
        say("command.left_out", sheet=one.sheet, n=one.n, headers=", ".join(one.headers))
        for one in found
    ]


def prior_told(frames: Frames, patches: Sequence[Patch], as_of: date) -> Iterator[Message]:
    """That the prior of the lapse rule was written, where it stands, and how to have a new one.

    Args:
        frames: the workbook's tables, as read before.
        patches: of `keep_prior`.
        as_of: the day up to which it was estimated.
    """
    place = frames.place("Settings")
    for patch in patches:
        assert place is not None
        where = place.sheet
        days: object = None
        if isinstance(patch, EditCells):
            ((row, days),) = patch.values.items()
            where += f"!{Address(row, place.column_of(patch.header)).a1}"
        elif isinstance(patch, AppendRows):
            *_, (days,) = patch.columns.values()
        yield say("command.refresh.prior", setting=KEY, days=days, where=where, as_of=as_of)
