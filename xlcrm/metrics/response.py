"""How fast inquiries are answered, and what that does to their being won.

Definition: docs/definitions.md, "RESPONSE_HOURS".
"""

from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from xlcrm.metrics.figure import HOURS, Figure
from xlcrm.metrics.groups import Groups, holds
from xlcrm.metrics.survival import Curve, first_at_or_below, kaplan_meier
from xlcrm.metrics.tally import LABEL, ordered, rows_within, with_shares
from xlcrm.metrics.window import Window, day_number, resolve

_MINUTES = 60
BANDS = {"hour": 60, "four_hours": 240, "day": 1440, "three_days": 4320}
"""The longest wait of each band, in minutes; what took longer is "later"."""
LATER, SILENT, UNTIMED = "later", "unanswered", "untimed"
ALL_BANDS = (*BANDS, LATER, SILENT, UNTIMED)
_MINUTE = 60_000_000
_DAY = 1440 * _MINUTE


def response_hours(
    inquiries: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """The median hours from inquiry to reply, those not answered yet counted as waiting.

    Args:
        inquiries: `date` and `replied_at` (moments; null = no reply). Inquiries without a time of
            day are left out, and so are replies without one, or before the inquiry.
        as_of: the last day that counts; a reply after it has not come yet.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        Hours (the Kaplan-Meier median) with the interval where the curve's passes one half; text
        such as ">48.5" where fewer than half have been answered after the longest wait; None
        where no inquiry carries a time. `n` counts the inquiries.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    window = resolve(start, end, as_of)
    rows = waits(inquiries, None, as_of, window)
    curve = _curve(rows)
    if curve.longest is None:
        return Figure(None, HOURS, n=0, note="figure.no_times").over(window, as_of)
    half, low, high = _medians(curve)
    if half is not None:
        return Figure(half, HOURS, n=curve.n, low=low, high=high).over(window, as_of)
    longest = curve.longest / _MINUTES
    named = {"hours": longest}
    return Figure(
        f">{longest:g}",
        HOURS,
        n=curve.n,
        low=low,
        note="figure.fewer_than_half_answered",
        note_parameters=named,
    ).over(window, as_of)


def response_by(
    inquiries: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """Waits and wins by an attribute of the inquiries.

    Args, errors and what is left out of the hours are those of `response_hours`; `inquiries` has
    `won` (whether it was bought by `as_of`), too.

    Returns:
        `label` (null = not known, first), `n`, `answered` (by `as_of`), `hours` (the median; null
        where it is not reached), `won`, `share` won with `low` and `high` (Wilson).
    """
    window = resolve(start, end, as_of)
    rows = waits(inquiries, by, as_of, window, "won")
    groups, answered = Groups.of(rows[LABEL]), rows["answered"].to_numpy()
    medians = [_medians(_curve(rows, places))[0] for places in groups.apart()]
    counts = [
        groups.labels,
        groups.count("n"),
        groups.count("answered", answered),
        pl.Series("hours", medians, dtype=pl.Float64),
        groups.count("won", holds(rows["won"], (True,))),
    ]
    return with_shares(ordered(pl.DataFrame(counts)), "won", "n")


def response_bands(
    inquiries: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> pl.DataFrame:
    """Wins by how long the answer took.

    Args and errors are those of `response_by`.

    Returns:
        One row per band of `ALL_BANDS`: `label`, `n`, `won`, `share` won with `low` and `high`.
        "untimed" are those of which no time of day is noted; the counts sum to all inquiries.
    """
    window = resolve(start, end, as_of)
    rows = waits(inquiries, None, as_of, window, "won")
    minutes = pl.col("minutes")
    bands = pl.coalesce(
        pl.when(~pl.col("answered")).then(pl.lit(SILENT)),
        pl.when(minutes.is_null()).then(pl.lit(UNTIMED)),
        *(pl.when(minutes <= longest).then(pl.lit(name)) for name, longest in BANDS.items()),
        pl.lit(LATER),
    )
    counts = rows.group_by(bands.alias(LABEL)).agg(
        n=pl.len().cast(pl.Int64), won=pl.col("won").sum().cast(pl.Int64)
    )
    every = pl.DataFrame({LABEL: ALL_BANDS})
    found = every.join(counts, on=LABEL, how="left", maintain_order="left").fill_null(0)
    return with_shares(found, "won", "n")


def waits(
    inquiries: IntoFrame, by: str | None, as_of: date, window: Window, *columns: str
) -> pl.DataFrame:
    """The inquiries of a window with how long they waited.

    Returns:
        `label`, the columns, `answered` (by `as_of`) and `minutes` until the answer, or until
        the end of `as_of`; null where no times of day are known.
    """
    rows = rows_within(inquiries, window, by, "replied_at", *columns)
    # Microseconds; no reply is no number, and no number is before another.
    asked, reply = (_microseconds(rows[name]) for name in ("date", "replied_at"))
    midnight = (day_number(as_of) + 1) * _DAY
    answered = reply < midnight
    until = np.where(answered, reply, midnight)
    timed = (asked % _DAY != 0) & (until >= asked) & ~(answered & (reply % _DAY == 0))
    minutes = np.where(timed, (until - asked) // _MINUTE, 0).astype(np.int64)
    kept = [rows[name] for name in (LABEL, *columns)]
    waited = pl.Series("minutes", minutes).set(pl.Series(~timed), None)
    return pl.DataFrame([*kept, pl.Series("answered", answered), waited])


def _microseconds(moments: pl.Series) -> NDArray[np.float64]:
    return moments.cast(pl.Datetime("us")).to_physical().to_numpy().astype(np.float64)


def _curve(rows: pl.DataFrame, places: NDArray[np.intp] | None = None) -> Curve:
    """The waits of all rows, or of some."""
    minutes, answered = rows["minutes"].to_numpy(), rows["answered"].to_numpy()
    if places is not None:
        minutes, answered = minutes[places], answered[places]
    timed = ~np.isnan(minutes)
    return kaplan_meier(minutes[timed].astype(np.int64), answered[timed])


def _medians(curve: Curve) -> tuple[float | None, float | None, float | None]:
    curves = (curve.share, curve.low, curve.high)
    found = (first_at_or_below(curve.times, shares, 0.5) for shares in curves)
    half, low, high = (None if at is None else at / _MINUTES for at in found)
    return half, low, high
