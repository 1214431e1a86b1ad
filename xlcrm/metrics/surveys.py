"""What customers say: the Net Promoter Score and the share of the satisfied.

Definition: docs/definitions.md, "NPS_SCORE". Score: F. F. Reichheld, Harvard Business Review,
December 2003; interval: adjusted Wald, B. Rocks, The American Statistician 70, 2016.
"""

from collections.abc import Sequence
from datetime import date
from math import sqrt
from typing import Any

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.figure import POINTS, Figure
from xlcrm.metrics.tally import LABEL, ordered, rows_within, with_shares
from xlcrm.metrics.wilson import Z, share
from xlcrm.metrics.window import resolve

PROMOTER, DETRACTOR = 9, 6
"""A promoter gives at least 9 of 10, a detractor at most 6."""
SATISFIED = 4
FEWEST_FOR_TREND = 30
_ADDED = 0.75
_NO_ANSWERS = "figure.no_answers"


def nps_score(
    surveys: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """The Net Promoter Score: percentage points of promoters less those of detractors.

    Args:
        surveys: `date`, `customer_id` (null = anonymous) and `score` (0-10), in the order of the
            sheet. The latest answer of each customer in the window counts (on one day, the lower
            one), and every anonymous one.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        Points from -100 to 100 with the adjusted-Wald interval; None where nobody answered. `n`
        counts the answers.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: `date` holds no dates.
    """
    window = resolve(start, end, as_of)
    rows = rows_within(surveys, window, None, "customer_id", "score")
    scores = _latest(rows, "score").get(None, [])
    n = len(scores)
    if not n:
        return Figure(None, POINTS, n=0, note=_NO_ANSWERS).over(window, as_of)
    fans, _, critics = _moods(scores)
    low, high = nps_interval(fans, critics, n)
    value = 100 * (fans - critics) / n
    return Figure(value, POINTS, n=n, low=low, high=high).over(window, as_of)


def csat_share(
    surveys: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """The share of the satisfied: those who answered 4 or 5 of 5.

    Args and errors are those of `nps_score`, with `satisfaction` (1-5) in place of `score`.

    Returns:
        A share with its Wilson interval; None where nobody answered. `n` counts the answers.
    """
    window = resolve(start, end, as_of)
    rows = rows_within(surveys, window, None, "customer_id", "satisfaction")
    answers = _latest(rows, "satisfaction").get(None, [])
    return share(_satisfied(answers), len(answers), _NO_ANSWERS).over(window, as_of)


def nps_interval(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """The 95 % adjusted-Wald interval of a Net Promoter Score, in points, within -100 to 100.

    Args:
        promoters: how many.
        detractors: how many.
        n: how many answers, more than 0.
    """
    whole = n + 4 * _ADDED
    fans, critics = (promoters + _ADDED) / whole, (detractors + _ADDED) / whole
    centre = fans - critics
    half = Z * sqrt((fans + critics - centre * centre) / whole)
    raw = (promoters - detractors) / n
    low, high = min(centre - half, raw), max(centre + half, raw)
    return 100 * max(-1.0, low), 100 * min(1.0, high)


def nps_by(
    surveys: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """Answers by an attribute, or by month.

    Args and errors are those of `nps_score`; `surveys` has `satisfaction` and the column `by`,
    too. Each customer's latest answer counts once per label, so a customer may count in several
    months. Where labels are days, a score that rests on fewer than 30 answers is left out, as it
    would draw a trend out of chance.

    Returns:
        `label` (null = not known, first), `n`, `promoters`, `passives`, `detractors`, `nps` with
        `nps_low` and `nps_high`, `answers` (to the question of satisfaction), `share` satisfied
        with `low` and `high`.
    """
    window = resolve(start, end, as_of)
    rows = rows_within(surveys, window, by, "customer_id", "score", "satisfaction")
    scores, happy = _latest(rows, "score"), _latest(rows, "satisfaction")
    counted = []
    for label in dict.fromkeys((*scores, *happy)):
        given, answers = scores.get(label, []), happy.get(label, [])
        counted.append((label, len(given), *_moods(given), len(answers), _satisfied(answers)))
    numbers = ("n", "promoters", "passives", "detractors", "answers", "satisfied")
    schema = {LABEL: rows[LABEL].dtype, **dict.fromkeys(numbers, pl.Int64())}
    table = pl.DataFrame(counted, schema=schema, orient="row")
    counts = with_shares(ordered(table), "satisfied", "answers")
    trend = counts[LABEL].dtype.is_temporal()
    fewest = FEWEST_FOR_TREND if trend else 1
    told = (counts[name].to_list() for name in ("promoters", "detractors", "n"))
    points = [_points(fewest, *row) for row in zip(*told, strict=True)]
    names = ("nps", "nps_low", "nps_high")
    columns = [
        pl.Series(name, [one[i] for one in points], dtype=pl.Float64)
        for i, name in enumerate(names)
    ]
    tallies = (LABEL, "n", "promoters", "passives", "detractors")
    shown = ("answers", "share", "low", "high")
    return pl.DataFrame([*counts[list(tallies)], *columns, *counts[list(shown)]])


def _points(fewest: int, promoters: int, detractors: int, n: int) -> Sequence[float | None]:
    if n < fewest:
        return None, None, None
    return 100 * (promoters - detractors) / n, *nps_interval(promoters, detractors, n)


def _latest(rows: pl.DataFrame, answer: str) -> dict[Any, list[float]]:
    """The answers that count, by label: each customer's last one, and every anonymous one."""
    given = rows[answer].is_not_null().to_numpy().nonzero()[0]
    in_order = given[np.argsort(rows["day"].to_numpy()[given], kind="stable")]
    whose, labels = rows["customer_id"].to_list(), rows[LABEL].to_list()
    answers = rows[answer].to_list()
    found: dict[Any, list[float]] = {}
    newest: dict[Any, dict[str, float]] = {}
    for place in in_order.tolist():
        customer, label = whose[place], labels[place]
        if customer is None:
            found.setdefault(label, []).append(answers[place])
        else:
            newest.setdefault(label, {})[customer] = answers[place]
    for label, known in newest.items():
        found.setdefault(label, []).extend(known.values())
    return found


def _moods(scores: Sequence[float]) -> tuple[int, int, int]:
    """How many promoters, passives and detractors."""
    fans = sum(score >= PROMOTER for score in scores)
    critics = sum(score <= DETRACTOR for score in scores)
    return fans, len(scores) - fans - critics, critics


def _satisfied(answers: Sequence[float]) -> int:
    return sum(answer >= SATISFIED for answer in answers)
