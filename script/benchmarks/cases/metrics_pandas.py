"""The five table metrics by hand in pandas, from lines in memory. metrics_pandas.py FOLDER."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
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

lines = orders(Path(sys.argv[1])).to_pandas()


def work() -> dict[str, Any]:
    date = pd.to_datetime(lines["date"])
    cents = (lines["amount"] * 100).round().astype("int64")
    codes, names = pd.factorize(lines["customer_id"])
    facts = pd.DataFrame(
        {
            "who": codes,
            "day": date.to_numpy().astype("datetime64[D]").astype("int64"),
            "month": date.dt.year * 12 + date.dt.month - 1,
            "cents": cents,
            "ordered": lines["amount"] >= 0,
        }
    )
    days = facts.groupby(["who", "day"], as_index=False).agg(
        {"month": "first", "cents": "sum", "ordered": "any"}
    )
    spells = _spells(days[days["ordered"]])
    buyers = days.groupby("who")["cents"].sum()
    inside = date.between(pd.Timestamp(FIRST), pd.Timestamp(LAST))
    sold = lines[inside].assign(cents=cents[inside])
    ranked = pd.DataFrame({"name": names[buyers.index], "cents": buyers})
    return {
        "cohort": _cohort(spells),
        "churn": _churn(spells),
        "pivot": sold.pivot_table(
            index="category", columns="delivery", values="cents", aggfunc="sum", fill_value=0
        ),
        "top": ranked.sort_values(["cents", "name"], ascending=[False, True]).head(TOP),
        "rfm": _rfm(spells, buyers, names),
    }


def _spells(bought: pd.DataFrame) -> pd.DataFrame:
    """Each order day, in order, with the last day on which it keeps its customer active."""
    spells = bought.sort_values(["who", "day"])
    whose = spells.groupby("who")
    spells["i"] = whose.cumcount() + 1
    spells["first"] = whose["day"].transform("first")
    following = whose["day"].shift(-1)
    prior = float((following - spells["day"]).mean())
    cadence = (M * prior + spells["day"] - spells["first"]) / (M + spells["i"] - 1)
    limit = np.floor(np.maximum(K * cadence, FLOOR)).astype("int64")
    spells["until"] = np.fmin(spells["day"] + limit, following - 1).astype("int64")
    return spells


def _cohort(spells: pd.DataFrame) -> pd.DataFrame:
    months = spells[["who", "month"]].drop_duplicates()
    cohort = months.groupby("who")["month"].transform("min")
    aged = pd.DataFrame({"cohort": cohort, "age": months["month"] - cohort})
    return aged.value_counts().reset_index()


def _churn(spells: pd.DataFrame) -> list[tuple[int, ...]]:
    ends = [BOUNDARIES[0], *ENDS]
    first = spells.groupby("who")["first"].first()
    active = [
        first.index.isin(spells.loc[(spells["day"] <= day) & (spells["until"] >= day), "who"])
        for day in ends
    ]
    rows = []
    for place in range(len(ENDS)):
        before, after = active[place], active[place + 1]
        new = first.between(ends[place] + 1, ends[place + 1]).to_numpy()
        back, gone = ~before & ~new & after, (before | new) & ~after
        rows.append((place, *(int(bits.sum()) for bits in (before, new, back, gone, after))))
    return rows


def _rfm(spells: pd.DataFrame, buyers: "pd.Series[int]", names: Any) -> pd.DataFrame:
    known = spells.groupby("who")["day"].agg(["max", "size"]).assign(cents=buyers)
    scores = (known.rank(method="min").astype("int64") - 1) * CLASSES // len(known) + 1
    return scores.set_axis(names[scores.index])


found = timed(work)
tell(
    {
        "cohort": found["cohort"].to_numpy(),
        "churn": found["churn"],
        "pivot": [
            (i, j, cents)
            for i, row in enumerate(found["pivot"].to_numpy().tolist())
            for j, cents in enumerate(row)
        ],
        "top": [
            (rank, number(who), cents)
            for rank, (who, cents) in enumerate(found["top"].itertuples(index=False))
        ],
        "rfm": [(number(who), *scores) for who, *scores in found["rfm"].itertuples()],
    }
)
