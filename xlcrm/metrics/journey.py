"""Where the customer's journey breaks: who reached each stage, who left there, who came back.

Definition: docs/definitions.md, "JOURNEY_TABLE".
"""

from collections.abc import Collection
from datetime import date

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.intake import collected, taken
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
    rows = rows_within(touchpoints, window, "stage", "party_id").drop_nulls([LABEL, "party_id"])
    steps = rows.lazy().with_row_index("place").sort("day", "place").rename({LABEL: "stage"})
    walked = steps.join(known.lazy(), on="stage", how="inner", maintain_order="left")
    farthest = pl.col("position").cum_max().over("party_id")
    last = pl.col("place") == pl.col("place").last().over("party_id")
    lost = pl.col("party_id").is_in(list(gone)) & last
    walked = walked.with_columns(back=pl.col("position") < farthest, left=lost)
    per_party = walked.group_by("stage", "party_id").agg(pl.col("back", "left").any())
    counts = per_party.group_by("stage").agg(
        reached=pl.len().cast(pl.Int64),
        left=pl.col("left").sum().cast(pl.Int64),
        back=pl.col("back").sum().cast(pl.Int64),
    )
    found = known.lazy().join(counts, on="stage", how="left", maintain_order="left")
    found = found.with_columns(pl.col("reached", "left", "back").fill_null(0))
    return with_shares(found.collect(), "left", "reached")


def _stages(stages: IntoFrame) -> pl.DataFrame:
    rows = collected(taken(stages, "stage", "position").select("stage", "position"))
    rows = rows.drop_nulls().unique("stage", keep="first", maintain_order=True)
    return rows.with_columns(pl.col("position").cast(pl.Int64)).sort("position", "stage")
