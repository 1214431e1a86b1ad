"""Whether the good moments outweigh the bad: a bad one weighs as much as several good ones.

Definition: docs/definitions.md, "MOMENTS_BALANCE". That it takes twelve is a rule of thumb.
"""

from collections import Counter
from datetime import date
from math import inf, isfinite

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.errors import FormulaError
from xlcrm.metrics.figure import POINTS, Figure
from xlcrm.metrics.tally import LABEL, ordered, rows_within
from xlcrm.metrics.window import resolve

GOOD, NEUTRAL, BAD = "good", "neutral", "bad"
_WORDS = (GOOD, NEUTRAL, BAD)
RATIO = 12.0


def moments_balance(
    touchpoints: IntoFrame,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
    ratio: float = RATIO,
) -> Figure:
    """Good moments less so many times the bad ones.

    Args:
        touchpoints: `date` and `moment` ("good", "neutral", "bad"; null = not judged).
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.
        ratio: how many good moments outweigh a bad one.

    Returns:
        Points, negative where the bad outweigh; None where no moment was judged good or bad. `n`
        counts those that were.

    Raises:
        FormulaError: the window or the ratio is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    window = resolve(start, end, as_of)
    rows = moments_by(touchpoints, None, as_of, window.start, window.end, ratio)
    if not rows.height or rows["balance"].item() is None:
        return Figure(None, POINTS, n=0, note="figure.no_moments").over(window, as_of)
    n = int(rows["good"].item() + rows["bad"].item())
    return Figure(rows["balance"].item(), POINTS, n=n).over(window, as_of)


def moments_by(
    touchpoints: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
    ratio: float = RATIO,
) -> pl.DataFrame:
    """The balance by stage, customer or another attribute, the worst first.

    Args and errors are those of `moments_balance`, with the attribute's column `by`; None counts
    all together.

    Returns:
        `label` (null = not known, last), `good`, `neutral`, `bad`, `balance` (null where no
        moment was judged good or bad); days in their order.
    """
    if not isfinite(ratio) or ratio <= 0:
        raise FormulaError("argument.ratio", value=ratio)
    rows = rows_within(touchpoints, resolve(start, end, as_of), by, "moment")
    said = Counter(zip(rows[LABEL].to_list(), rows["moment"].to_list(), strict=True))
    counts = ((one, *(said[one, word] for word in _WORDS)) for one, _ in said)
    known = [
        (*row, float(row[1] - ratio * row[3]) if row[1] or row[3] else None)
        for row in dict.fromkeys(counts)
        if any(row[1:])
    ]
    counted = dict.fromkeys(_WORDS, pl.Int64())
    schema = {LABEL: rows[LABEL].dtype, **counted, "balance": pl.Float64()}
    balanced = pl.DataFrame(known, schema=schema, orient="row")
    worst = pl.Series("worst", [-inf if row[-1] is None else -row[-1] for row in known], pl.Float64)
    return ordered(balanced.hstack([worst]), "worst", blank_first=False)[list(schema)]
