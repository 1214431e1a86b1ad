"""A workbook as it was known at the end of a day: what is dated later has not happened yet.

Definition: docs/definitions.md, "What counts as known".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from xlcrm.frames import Frames
from xlcrm.queries import run
from xlcrm.sheets.foreign_rows import Settled
from xlcrm.sheets.vocabularies import Vocabulary

if TYPE_CHECKING:
    from xlcrm.sheets.settings import Settings

_CLOSING = ("bought", "lost", "postponed", "converted")
_ENDED = ("bought", "lost")
_EVENTS = ("Inquiries", "Orders", "Activities", "Touchpoints", "Surveys")
"""The tables of which a row is something that happened on its date."""
_DAYS: Mapping[str, tuple[str, ...]] = {
    "Inquiries": ("replied_at", "closed_on", "converted_on"),
    "Leads": ("first_inquiry", "last_inquiry", "status_on", "closed_on", "converted_on"),
    "Customers": ("customer_since",),
    "Touchpoints": ("resolved_on",),
    "Surveys": ("closed_on",),
    "Prospects": ("verified_on",),
}
"""The further columns of days on which something happened; what is only due is known before."""


@dataclass(frozen=True)
class KnownFrames(Frames):
    """The tables of a workbook without what is dated after a day.

    Rows of events after the day are left out, and so are leads that nobody had heard of; a day on
    which something happened later is blank, and so is what that day is said of: the status and the
    reason of an ending, the customer that a lead became. Everything else stands as it is today.

    Attributes:
        whole: the tables as they are.
        day: the last day that is known.
    """

    whole: Frames = field(kw_only=True)
    day: date = field(kw_only=True)
    _known: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, table: str) -> pl.DataFrame:
        """A table's filled rows, as far as they were known; columns as in `Frames`."""
        if table not in self._known:
            self._known[table] = self._look(table)
        return self._known[table]

    def settled(self, table: str) -> Settled | None:
        """See `Frames.settled`: the cells are what they are."""
        return self.whole.settled(table)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """See `Frames.vocabularies`."""
        return self.whole.vocabularies

    @cached_property
    def settings(self) -> Settings:
        """See `Frames.settings`."""
        return self.whole.settings

    def _look(self, table: str) -> pl.DataFrame:
        frame = self.whole[table]
        if table in _EVENTS and self._later(frame["date"]):
            frame = frame.filter(~_after("date", self.day))
        if table == "Leads" and frame.height:
            frame = self._heard_of(frame)
        dated = _DAYS.get(table, ())
        if not any(self._later(frame[name]) for name in dated):
            return frame
        changed = _CHANGED.get(table, _nothing)(self.day)
        blanked = {name: _before(name, self.day) for name in dated}
        return frame.with_columns(**{**blanked, **changed})

    def _later(self, days: pl.Series) -> bool:
        # Asking a column for its latest day costs next to nothing; most books know no future.
        latest = days.cast(pl.Date).max()
        return isinstance(latest, date) and latest > self.day

    def _heard_of(self, leads: pl.DataFrame) -> pl.DataFrame:
        """The leads who had asked by the day; of some it is known from the log alone."""
        if not any(map(self._later, (leads["first_inquiry"], self.whole["Inquiries"]["date"]))):
            return leads
        whole = self.whole
        first = whole.first_asked if isinstance(whole, KnownFrames) else _first_asked(whole)
        return leads.filter(first <= self.day)

    @cached_property
    def first_asked(self) -> pl.Series:
        """The day on which each row of Leads first asked; the earliest of all where not known.

        It stands still for the many earlier days on which cells look back at these tables.
        """
        return _first_asked(self)


def known(frames: Frames, day: date) -> Frames:
    """The tables of a workbook as they were known at the end of a day.

    Args:
        frames: the workbook's tables.
        day: the day.
    """
    return KnownFrames(frames.grids, frames.lenient, whole=frames, day=day)


def _first_asked(frames: Frames) -> pl.Series:
    leads = frames["Leads"].lazy().select("lead_id", "first_inquiry")
    asked = frames["Inquiries"].lazy().select("lead_id", pl.col("date").cast(pl.Date))
    asked = asked.drop_nulls().group_by("lead_id").agg(asked=pl.col("date").min())
    both = leads.join(asked, on="lead_id", how="left", maintain_order="left")
    first = pl.min_horizontal("first_inquiry", "asked").fill_null(date.min)
    return run(both.select(first.alias("first")))["first"]


def _after(name: str, day: date) -> pl.Expr:
    return (pl.col(name).cast(pl.Date) > day).fill_null(value=False)


def _before(name: str, day: date) -> pl.Expr:
    """A column of days; what is dated later is null."""
    return pl.when(~_after(name, day)).then(name)


def _unless(later: pl.Expr, *names: str) -> dict[str, pl.Expr]:
    return {name: pl.when(~later).then(name) for name in names}


def _inquiries(day: date) -> dict[str, pl.Expr]:
    ended = (pl.coalesce("closed_on", "converted_on") > day).fill_null(value=False)
    closed_later = ended & pl.col("status").is_in(_CLOSING).fill_null(value=False)
    became = _after("converted_on", day)
    return {
        **_unless(closed_later, "status", "lost_reason", "lost_to"),
        **_unless(became, "customer_id"),
    }


def _leads(day: date) -> dict[str, pl.Expr]:
    became, ended = _after("converted_on", day), _after("closed_on", day)
    ended &= pl.col("status").is_in(_CLOSING).fill_null(value=False)
    told = _after("status_on", day)
    # A row that was written later, of an ending before the day, says so already.
    told &= ~(pl.col("status").is_in(_ENDED) & (pl.col("closed_on") <= day)).fill_null(value=False)
    return {
        **_unless(became | ended | told, "status", "lost_reason"),
        # The day of a status that is not known yet says nothing of the lead.
        **_unless(became | ended | _after("status_on", day), "status_on"),
        **_unless(told, "next_step", "next_step_date"),
        **_unless(became, "customer_id"),
        **_unless(_after("last_inquiry", day), "inquiries"),
    }


def _nothing(_: date) -> dict[str, pl.Expr]:
    return {}


_CHANGED: Mapping[str, Callable[[date], dict[str, pl.Expr]]] = {
    "Inquiries": _inquiries,
    "Leads": _leads,
}
"""What else is not known yet of a row of which something is dated later."""
