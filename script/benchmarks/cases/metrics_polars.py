"""The five table metrics by hand in Polars, from lines in memory. metrics_polars.py FOLDER."""

import sys
from pathlib import Path
from typing import Any

import polars as pl
from benchmarks.five import (
    BOUNDARIES,
    CLASSES,
    ENDS,
    FIRST,
    FLOOR,
    LAST,
    TOP,
    K,
    M,
    number,
    orders,
    tell,
    timed,
)

lines = orders(Path(sys.argv[1]))


def work() -> dict[str, Any]:
    cents = (pl.col("amount") * 100).round().cast(pl.Int64)
    facts = lines.lazy().select(
        pl.col("customer_id").cast(pl.Categorical).alias("who"),
        pl.col("date").cast(pl.Int32).cast(pl.Int64).alias("day"),
        (pl.col("date").dt.year().cast(pl.Int64) * 12 + pl.col("date").dt.month() - 1).alias(
            "month"
        ),
        cents.alias("cents"),
        (pl.col("amount") >= 0).alias("ordered"),
    )
    days = (
        facts.group_by("who", "day")
        .agg(pl.col("month").first(), pl.col("cents").sum(), pl.col("ordered").any())
        .collect()
    )
    bought = days.filter("ordered").sort("who", "day")
    same = pl.col("who") == pl.col("who").shift(-1)
    spells = bought.with_columns(
        i=pl.int_range(pl.len()).over("who") + 1,
        first=pl.col("day").first().over("who"),
        next=pl.when(same).then(pl.col("day").shift(-1)),
    )
    gaps = spells["next"] - spells["day"]
    prior = gaps.sum() / gaps.count()
    cadence = (M * prior + pl.col("day") - pl.col("first")) / (M + pl.col("i") - 1)
    limit = pl.max_horizontal(K * cadence, pl.lit(FLOOR)).floor().cast(pl.Int64)
    until = pl.min_horizontal(pl.col("day") + limit, pl.col("next") - 1)
    spells = spells.with_columns(until=until)
    buyers = days.group_by("who").agg(pl.col("cents").sum())
    return {
        "cohort": _cohort(spells),
        "churn": _churn(spells),
        "pivot": _pivot(cents),
        "top": _top(buyers),
        "rfm": _rfm(spells, buyers),
    }


def _cohort(spells: pl.DataFrame) -> pl.DataFrame:
    months = spells.lazy().select("who", "month").unique()
    aged = months.with_columns(cohort=pl.col("month").min().over("who"))
    age = (pl.col("month") - pl.col("cohort")).alias("age")
    return aged.group_by("cohort", age).agg(n=pl.len()).collect()


def _churn(spells: pl.DataFrame) -> list[tuple[int, ...]]:
    ends = [BOUNDARIES[0], *ENDS]
    active = spells.group_by("who").agg(
        pl.col("first").first(),
        *(
            ((pl.col("day") <= day) & (pl.col("until") >= day)).any().alias(str(place))
            for place, day in enumerate(ends)
        ),
    )
    rows = []
    for place in range(len(ENDS)):
        before, after = active[str(place)], active[str(place + 1)]
        new = active["first"].is_between(ends[place] + 1, ends[place + 1])
        back, gone = ~before & ~new & after, (before | new) & ~after
        rows.append((place, *(int(bits.sum()) for bits in (before, new, back, gone, after))))
    return rows


def _pivot(cents: pl.Expr) -> pl.DataFrame:
    inside = lines.lazy().filter(pl.col("date").is_between(FIRST, LAST))
    return inside.group_by("category", "delivery").agg(cents.sum().alias("cents")).collect()


def _top(buyers: pl.DataFrame) -> pl.DataFrame:
    named = buyers.with_columns(pl.col("who").cast(pl.String))
    return named.sort("cents", "who", descending=[True, False]).head(TOP)


def _rfm(spells: pl.DataFrame, buyers: pl.DataFrame) -> pl.DataFrame:
    known = spells.group_by("who").agg(last=pl.col("day").max(), orders=pl.len())
    scored = known.join(buyers, on="who")
    score = (pl.col("last", "orders", "cents").rank("min").cast(pl.Int64) - 1) * CLASSES // pl.len()
    return scored.select(pl.col("who").cast(pl.String), score + 1)


found = timed(work)
places = {
    name: {label: place for place, label in enumerate(sorted(lines[name].unique()))}
    for name in ("category", "delivery")
}
tell(
    {
        "cohort": found["cohort"].iter_rows(),
        "churn": found["churn"],
        "pivot": [
            (places["category"][one], places["delivery"][two], cents)
            for one, two, cents in found["pivot"].iter_rows()
        ],
        "top": [
            (rank, number(who), cents) for rank, (who, cents) in enumerate(found["top"].rows())
        ],
        "rfm": [(number(who), *scores) for who, *scores in found["rfm"].iter_rows()],
    }
)
