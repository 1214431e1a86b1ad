"""How many ask, for what, and what is new in it: inquiries in a window.

Definition: docs/definitions.md, "DEMAND_TABLE".
"""

from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.groups import Groups, holds, medians
from xlcrm.metrics.intake import picked
from xlcrm.metrics.tally import LABEL, ordered, rows_within, with_shares
from xlcrm.metrics.window import FIRST_DAY, Window, resolve


def inquiries_total(
    inquiries: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """How many inquiries came in a window.

    Args:
        inquiries: `date` (dates or moments); rows without one are left out.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A count; 0 where nobody asked.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: the column is missing.
        TableError: the column holds no dates.
    """
    window = resolve(start, end, as_of)
    n = rows_within(inquiries, window, None).height
    return Figure(n, COUNT, n=n).over(window, as_of)


def demand(
    inquiries: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """What is asked for in a window, and what is new in it.

    Args:
        inquiries: `date`, the attribute, `quoted` (money; null = no price was named), `known`
            (whether a customer asked) and `bought` (whether it was bought by `as_of`).
        by: the attribute's column, such as "need" or "product"; None counts all together.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        `label` (null = not noted, first), `n`, `share` with `low` and `high` (of all of the
        window), `before` (in as many days before it), `ever` (on any day before it), `new_people`
        (of `n`, not by customers), `bought`, and `quoted` (the median price named, in money).

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    window = resolve(start, end, as_of)
    everything = Window(FIRST_DAY, window.end)
    rows = rows_within(inquiries, everything, by, "quoted", "known", "bought")
    groups, day = Groups.of(rows[LABEL]), rows["day"].to_numpy()
    inside, length = day >= window.first, window.last - window.first + 1
    prices = rows["quoted"].cast(pl.Float64).to_numpy()
    named = groups.apart(inside & ~np.isnan(prices))
    counted = [
        groups.labels,
        groups.count("n", inside),
        groups.count("before", ~inside & (day >= window.first - length)),
        groups.count("ever", ~inside),
        groups.count("new_people", inside & holds(rows["known"], (False,))),
        groups.count("bought", inside & holds(rows["bought"], (True,))),
        medians("quoted", named, prices),
    ]
    asked = picked(pl.DataFrame(counted), counted[1] > 0)
    found = with_shares(ordered(asked))
    columns = ("n", "share", "low", "high", "before", "ever", "new_people", "bought", "quoted")
    return pl.DataFrame([found[name] for name in (LABEL, *columns)])
