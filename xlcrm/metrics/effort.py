"""What we did: calls, visits, meetings, e-mails and offers, by day, person or anything else.

Definition: docs/definitions.md, "ACTIVITY_TABLE".
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.groups import Groups, holds
from xlcrm.metrics.tally import LABEL, ordered, rows_within
from xlcrm.metrics.window import resolve

OFFER = "offer"
REACHED = ("decision maker", "offer requested")
"""The results of an activity that reached who decides."""


def effort(
    activities: IntoFrame,
    by: str | None,
    kinds: Sequence[str],
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """The activities of a window.

    Args:
        activities: `date`, `kind`, `result`, `amount` (money) and the attribute.
        by: the attribute's column, such as "owner"; None counts all together.
        kinds: the kinds that have a column of their own, in order.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        `label` (null = not noted, first), one count per kind under "kind:<kind>", `other` (of no
        such kind), `n` (all), `reached` (those that reached who decides), `offered` (the amounts
        of the offers, in money): the most first, days in their order.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    rows = rows_within(activities, resolve(start, end, as_of), by, "kind", "result", "amount")
    groups, kind = Groups.of(rows[LABEL]), rows["kind"]
    amounts = rows["amount"].cast(pl.Float64).to_numpy()
    offers = holds(kind, (OFFER,)) & ~np.isnan(amounts)
    counts = [
        *(groups.count(f"kind:{one}", holds(kind, (one,))) for one in dict.fromkeys(kinds)),
        groups.count("other", ~holds(kind, kinds)),
        groups.count("n"),
        groups.count("reached", holds(rows["result"], REACHED)),
        groups.total("offered", amounts, offers).round(2),
    ]
    return ordered(pl.DataFrame([groups.labels, *counts]))
