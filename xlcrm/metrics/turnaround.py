"""How long people waited for us, and whether they ordered again after that.

Definition: docs/definitions.md, "TURNAROUND_TABLE".
"""

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.metrics.survival import ended_by, kaplan_meier
from xlcrm.metrics.window import Window, day_number
from xlcrm.queries import run

Integers = NDArray[np.int64]
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
    asked, settled = cases["asked"].to_numpy(), cases["settled"].to_numpy()
    inside = (asked >= window.first) & (asked <= window.last)
    # Not settled is no number here, and no number is up to another.
    waited = (settled - asked)[inside].astype(np.float64)
    band = np.searchsorted(list(BANDS.values()), waited, side="left")
    band[np.isnan(waited)] = ALL_BANDS.index(WAITING)
    known = pl.DataFrame([cases["party"].filter(pl.Series(inside))])
    known = known.hstack([pl.Series("asked", asked[inside]), pl.Series("band", band)])
    bands, waits, again = _followed(known, repeats, day_number(as_of))
    rows = []
    for place, label in enumerate(ALL_BANDS):
        mine = bands == place
        days, ended = waits[mine], again[mine]
        curve = kaplan_meier(days, ended)
        found = ended_by(curve, AGAIN_DAYS, as_of, "")
        within = int(np.count_nonzero(ended & (days <= AGAIN_DAYS)))
        rows.append((label, days.size, within, found.value, found.low, found.high))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _followed(
    cases: pl.DataFrame, repeats: pl.DataFrame, last: int
) -> tuple[Integers, Integers, NDArray[np.bool_]]:
    """By case: its band, the days until a repeat order or the end, and whether it came."""
    after = cases.lazy().with_columns(next=pl.col("asked") + 1).sort("next")
    days = repeats.lazy().select("party", "day").sort("day")
    found = run(
        after.join_asof(
            days,
            left_on="next",
            right_on="day",
            by="party",
            strategy="forward",
            check_sortedness=False,
        )
    )
    again = found["day"].is_not_null().to_numpy()
    until = found["day"].fill_null(last) - found["asked"]
    return found["band"].to_numpy(), until.to_numpy(), again
