"""Where the customer's journey breaks: who reached each stage, who left there, who came back.

Definition: docs/definitions.md, "JOURNEY_TABLE".
"""

from collections import Counter
from collections.abc import Collection
from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.intake import brought
from xlcrm.metrics.tally import LABEL, rows_within, with_shares
from xlcrm.metrics.window import resolve


def journey(
    touchpoints: IntoFrame,
    stages: IntoFrame,
    gone: Collection[str],
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """The stages in order with what happened at each in a window.

    Args:
        touchpoints: `date`, `party_id` and `stage`, in the order of the sheet. Rows without a
            party, or at a stage that is none, are left out.
        stages: `stage` and `position`, one row per stage.
        gone: the parties that have left by the window's end: lost leads, lapsed customers.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        One row per stage: `stage`, `position`, `reached` (parties with a touchpoint there),
        `left` (of those: gone, and their last touchpoint was there), `back` (of those: there
        again after a later stage), `share` of the reached who left there with `low` and `high`
        (Wilson; null where nobody came).

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    window = resolve(start, end, as_of)
    known = _stages(stages)
    rows = rows_within(touchpoints, window, "stage", "party_id")
    position = dict(zip(known["stage"], known["position"], strict=True))
    reached: dict[str, set[str]] = {stage: set() for stage in position}
    back: dict[str, set[str]] = {stage: set() for stage in position}
    farthest: dict[str, int] = {}
    last: dict[str, str] = {}
    lost = frozenset(gone)
    in_order = np.argsort(rows["day"].to_numpy(), kind="stable")
    stage_of, party_of = rows[LABEL].to_list(), rows["party_id"].to_list()
    for place in in_order.tolist():
        stage, party = stage_of[place], party_of[place]
        if party is None or stage not in position:
            continue
        here = position[stage]
        if here < farthest.setdefault(party, here):
            back[stage].add(party)
        farthest[party] = max(here, farthest[party])
        reached[stage].add(party)
        last[party] = stage
    left = Counter(stage for party, stage in last.items() if party in lost)
    counts = {
        "reached": [len(reached[stage]) for stage in position],
        "left": [left[stage] for stage in position],
        "back": [len(back[stage]) for stage in position],
    }
    counted = (pl.Series(name, numbers, dtype=pl.Int64) for name, numbers in counts.items())
    return with_shares(known.hstack(list(counted)), "left", "reached")


def _stages(stages: IntoFrame) -> pl.DataFrame:
    rows = brought(stages, "stage", "position").drop_nulls()
    rows = rows.unique("stage", keep="first", maintain_order=True)
    return rows.with_columns(pl.col("position").cast(pl.Int64)).sort("position", "stage")
