"""Why inquiries are lost, the heaviest reasons first (V. Pareto; J. M. Juran's "vital few").

Definition: docs/definitions.md, "LOSS_REASONS".
"""

from datetime import date
from itertools import accumulate

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.conversion import LOST
from xlcrm.metrics.groups import Groups, holds
from xlcrm.metrics.intake import picked
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
    lost = picked(rows, holds(rows["status"], LOST))
    groups, prices = Groups.of(lost[LABEL]), lost["quoted"].cast(pl.Float64).to_numpy()
    quoted = groups.total("quoted", prices, ~np.isnan(prices)).round(2)
    counts = pl.DataFrame([groups.labels, groups.count("n"), quoted])
    found = with_shares(ordered(counts, blank_first=False))
    so_far = list(accumulate(found["n"].to_list()))
    cumulative = [n / so_far[-1] for n in so_far]
    columns = [found[name] for name in (LABEL, "n", "share", "low", "high")]
    shares = pl.Series("cumulative", cumulative, dtype=pl.Float64)
    return pl.DataFrame([*columns, shares, found["quoted"]])
