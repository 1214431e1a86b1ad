"""TURNAROUND_TABLE: how long people waited for us, and whether they ordered again."""

from collections.abc import Callable
from datetime import date

import polars as pl

from xlcrm.metrics.turnaround import ALL_BANDS, turnaround
from xlcrm.metrics.window import resolve
from xlcrm.queries import run
from xlcrm.udfs.choosing import choice, counted
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table

REPLY, OFFER, COMPLAINT = "reply", "offer", "complaint"
_COLUMNS = {
    "n": "cases",
    "again": "ordered_again",
    "share": "again_share",
    "low": "low",
    "high": "high",
}


def turnaround_table(
    context: Context,
    what: str,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """TURNAROUND_TABLE.

    Raises:
        FormulaError: there is no such kind of case, the window is wrong, or the `where` text is.
    """
    kind = choice(what, list(_CASES), "TURNAROUND_TABLE", "what", REPLY)
    window = resolve(from_date, to_date, context.as_of)
    cases = _numbered(context, _CASES[kind](context, where))
    repeats = context.once("repeat orders", lambda: _repeats(context))
    found = turnaround(cases, repeats, window, context.as_of)
    words = {band: context.label(f"waited_{band}") for band in ALL_BANDS}
    labels = pl.Series("label", [words[band] for band in found["label"]])
    named = found.replace_column(0, labels)
    return counted(context, context.label("answered_after"), named, _COLUMNS)


def _repeats(context: Context) -> pl.DataFrame:
    rows = context.whole.spell_rows.filter(pl.col("i") > 1).sort("day")
    return rows.select(party=pl.col("customer").cast(pl.String), day="day")


def _replies(context: Context, where: str | None) -> pl.LazyFrame:
    rows = context.inquiries(where).lazy()
    party = pl.coalesce("customer_id", "lead_id")
    return rows.select(party=party, asked="date", settled="replied_at")


def _offers(context: Context, where: str | None) -> pl.LazyFrame:
    """The first offer after each inquiry that an offer followed, of the same party."""
    made = context.touching("Activities", where).lazy().filter(pl.col("kind") == OFFER)
    made = made.select(party="party_id", settled=pl.col("date").cast(pl.Datetime("us")))
    made = made.with_columns(party=context.as_customer("party")).drop_nulls().sort("settled")
    asked = (
        context.frames["Inquiries"]
        .lazy()
        .select(
            party=pl.coalesce("customer_id", "lead_id"),
            asked=pl.col("date").cast(pl.Datetime("us")),
        )
    )
    asked = asked.with_columns(party=context.as_customer("party")).drop_nulls().sort("asked")
    # The time of day of either may not be noted: an offer of the same day answers the inquiry.
    days = made.with_columns(until=pl.col("settled").dt.date().dt.offset_by("1d").cast(pl.Datetime))
    pairs = days.join_asof(
        asked, left_on="until", right_on="asked", by="party", check_sortedness=False
    )
    pairs = pairs.drop_nulls("asked").sort("settled")
    first = pairs.unique(["party", "asked"], keep="first", maintain_order=True)
    return first.select("party", "asked", "settled")


def _complaints(context: Context, where: str | None) -> pl.LazyFrame:
    rows = context.touching("Touchpoints", where).lazy().filter(pl.col("kind") == COMPLAINT)
    return rows.select(party="party_id", asked="date", settled="resolved_on")


_CASES: dict[str, Callable[[Context, str | None], pl.LazyFrame]] = {
    REPLY: _replies,
    OFFER: _offers,
    COMPLAINT: _complaints,
}
"""What is settled: an inquiry by a reply, an inquiry by an offer, a complaint."""


def _numbered(context: Context, cases: pl.LazyFrame) -> pl.DataFrame:
    """Cases by customer and day number; what was settled after as_of is not settled yet."""
    asked, settled = (pl.col(name).cast(pl.Date) for name in ("asked", "settled"))
    known = pl.when(settled <= context.as_of).then(settled)
    numbered = cases.select(
        party=context.as_customer("party"),
        asked=asked.cast(pl.Int32).cast(pl.Int64),
        settled=known.cast(pl.Int32).cast(pl.Int64),
    )
    return run(numbered.drop_nulls("asked"))
