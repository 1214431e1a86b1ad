"""How long people waited for us, and whether they ordered again after that.

Definition: docs/definitions.md, "TURNAROUND_TABLE".
"""

from datetime import date

import numpy as np
import polars as pl

from xlcrm.metrics.survival import ended_by, kaplan_meier
from xlcrm.metrics.window import Window, day_number

AGAIN_DAYS = 180
BANDS = {"same_day": 0, "next_day": 1, "three_days": 3, "week": 7}
"""The longest wait of each band, in days; what took longer is "over_week"."""
LATER, WAITING = "over_week", "waiting"
ALL_BANDS = (*BANDS, LATER, WAITING)
SCHEMA = {
    "label": pl.String(),
    "n": pl.Int64(),
    "again": pl.Int64(),
    "share": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
}


def turnaround(
    cases: pl.DataFrame, repeats: pl.DataFrame, window: Window, as_of: date
) -> pl.DataFrame:
    """Repeat orders by how long a case waited.

    Args:
        cases: one row per case: `party` (a customer id; null = not a customer), `asked` and
            `settled` (day numbers; null = not settled by `as_of`).
        repeats: `party` and `day` of order days that are not the customer's first, up to `as_of`.
        window: the days on which the cases were opened.
        as_of: the last day that is known.

    Returns:
        One row per band of `ALL_BANDS`: `label`, `n` (cases), `again` (those followed by a repeat
        order within 180 days), `share`, `low` and `high` of those who order again within 180 days
        (1 - Kaplan-Meier, as cases opened late are not known to the end; null where none has been
        followed that long; its ends are null, too, where nobody or everybody did).
    """
    inside = cases.filter(pl.col("asked").is_between(window.first, window.last))
    waited = pl.col("settled") - pl.col("asked")
    bands = pl.coalesce(
        pl.when(pl.col("settled").is_null()).then(pl.lit(WAITING)),
        *(pl.when(waited <= longest).then(pl.lit(name)) for name, longest in BANDS.items()),
        pl.lit(LATER),
    )
    followed = _followed(inside.with_columns(label=bands), repeats, day_number(as_of))
    labels, waits, again = (followed[name].to_numpy() for name in ("label", "days", "again"))
    rows = []
    for label in ALL_BANDS:
        mine = labels == label
        days, ended = waits[mine], again[mine]
        curve = kaplan_meier(days, ended)
        found = ended_by(curve, AGAIN_DAYS, as_of, "")
        within = int(np.count_nonzero(ended & (days <= AGAIN_DAYS)))
        rows.append((label, days.size, within, found.value, found.low, found.high))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _followed(cases: pl.DataFrame, repeats: pl.DataFrame, last: int) -> pl.DataFrame:
    """Cases with `days` until the next repeat order, or until the last known day, and `again`."""
    opened = cases.with_row_index("case").sort("asked")
    days = repeats.select("party", "day").sort("day")
    after = opened.with_columns(next=pl.col("asked") + 1).join_asof(
        days, left_on="next", right_on="day", by="party", strategy="forward", check_sortedness=False
    )
    until = pl.col("day").fill_null(last)
    return after.with_columns(again=pl.col("day").is_not_null(), days=until - pl.col("asked"))
