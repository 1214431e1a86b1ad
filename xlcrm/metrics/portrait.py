"""Who asks: inquiries by any attribute, with what is not known first.

Definition: docs/definitions.md, "PORTRAIT_TABLE".
"""

from datetime import date

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.groups import Groups
from xlcrm.metrics.tally import LABEL, ordered, rows_within, with_shares
from xlcrm.metrics.window import resolve


def portrait(
    inquiries: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """The inquiries of a window by one of their attributes.

    Args:
        inquiries: `date` and the attribute.
        by: its column; None counts all of them together.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        `label` (null = not known; it stands first), `n`, `share` of all inquiries of the window
        with `low` and `high` (Wilson): the most first, days in their order. Shares sum to 1.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    window = resolve(start, end, as_of)
    rows = rows_within(inquiries, window, by)
    groups = Groups.of(rows[LABEL])
    return with_shares(ordered(pl.DataFrame([groups.labels, groups.count("n")])))
