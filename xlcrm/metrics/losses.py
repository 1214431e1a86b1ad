"""Why inquiries are lost, the heaviest reasons first (V. Pareto; J. M. Juran's "vital few").

Definition: docs/definitions.md, "LOSS_REASONS".
"""

from datetime import date

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.conversion import LOST
from xlcrm.metrics.tally import LABEL, ordered, rows_within, with_shares
from xlcrm.metrics.window import resolve


def loss_reasons(
    inquiries: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """The inquiries lost in a window, by reason.

    Args:
        inquiries: `status`, `closed_on`, `quoted` (money) and the column of reasons.
        by: that column, such as "lost_reason" or "lost_to"; None counts all together.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        `label` (null = not noted; it stands last), `n`, `share` of all that were lost with `low`
        and `high` (Wilson), `cumulative` (the share of this reason and those above), `quoted`
        (the sum of the prices named, in money): the most first.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `closed_on` holds no dates.
    """
    window = resolve(start, end, as_of)
    rows = rows_within(inquiries, window, by, "status", "quoted", day="closed_on")
    lost = rows.filter(pl.col("status").is_in(LOST))
    counts = lost.group_by(LABEL).agg(
        n=pl.len().cast(pl.Int64), quoted=pl.col("quoted").cast(pl.Float64).sum().round(2)
    )
    found = with_shares(ordered(counts, blank_first=False))
    cumulative = pl.col("n").cum_sum() / pl.col("n").sum()
    return found.with_columns(cumulative=cumulative).select(
        LABEL, "n", "share", "low", "high", "cumulative", "quoted"
    )
