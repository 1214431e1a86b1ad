"""The five table metrics by hand in SQL, from order lines in memory. metrics_duckdb.py FOLDER."""

# ruff: noqa: S608 - the queries are made of the numbers of benchmarks.five, of nothing from outside
import sys
from pathlib import Path
from typing import Any

import duckdb
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

_DAYS = """
    create temp table days as
    select customer_id as who, date - date '1970-01-01' as day,
        any_value(year(date) * 12 + month(date) - 1) as month,
        sum(round(amount * 100)::bigint) as cents, bool_or(amount >= 0) as ordered
    from lines group by all
"""
_SPELLS = f"""
    create temp table spells as
    with bought as (
        select who, day, month,
            row_number() over mine as i,
            first_value(day) over mine as first,
            lead(day) over mine as next
        from days where ordered window mine as (partition by who order by day)
    ), usual as (select sum(next - day) / count(next) as prior from bought)
    select *, least(
        day + floor(greatest({K} * ({M} * prior + day - first) / ({M} + i - 1), {FLOOR}))::bigint,
        next - 1
    ) as until
    from bought, usual
"""
_COHORT = """
    with months as (
        select distinct who, month, min(month) over (partition by who) as cohort from spells
    )
    select cohort, month - cohort, count(*) from months group by all
"""
_PIVOT = f"""
    select category, delivery, sum(round(amount * 100)::bigint) from lines
    where date between date '{FIRST}' and date '{LAST}' group by all
"""
_BUYERS = "create temp table buyers as select who, sum(cents) as cents from days group by who"
_TOP = f"select who, cents from buyers order by cents desc, who limit {TOP}"
_RFM = f"""
    with known as (
        select who, max(day) as last, count(*) as orders, any_value(cents) as cents
        from spells join buyers using (who) group by who
    )
    select who,
        (rank() over (order by last) - 1) * {CLASSES} // count(*) over () + 1,
        (rank() over (order by orders) - 1) * {CLASSES} // count(*) over () + 1,
        (rank() over (order by cents) - 1) * {CLASSES} // count(*) over () + 1
    from known
"""


def _churn_query() -> str:
    ends = [BOUNDARIES[0], *ENDS]
    bits = ", ".join(
        f"bool_or(day <= {day} and until >= {day}) as on{place}" for place, day in enumerate(ends)
    )
    each = []
    for place in range(len(ENDS)):
        before, after = f"on{place}", f"on{place + 1}"
        new = f"(first between {ends[place] + 1} and {ends[place + 1]})"
        back, gone = (
            f"not {before} and not {new} and {after}",
            f"({before} or {new}) and not {after}",
        )
        told = (before, new, back, gone, after)
        each += [f"count(*) filter (where {condition})" for condition in told]
    return f"""
        with active as (select any_value(first) as first, {bits} from spells group by who)
        select {", ".join(each)} from active
    """


lines = orders(Path(sys.argv[1])).to_arrow()
engine = duckdb.connect()
engine.register("lines", lines)


def work() -> dict[str, Any]:
    for made in (_DAYS, _SPELLS, _BUYERS):
        engine.execute(made)
    asked = {"cohort": _COHORT, "churn": _churn_query(), "pivot": _PIVOT, "top": _TOP, "rfm": _RFM}
    return {name: engine.sql(query).to_arrow_table() for name, query in asked.items()}


found = {
    name: list(zip(*(column.to_pylist() for column in rows.columns), strict=True))
    for name, rows in timed(work).items()
}
places = {
    name: {label: place for place, label in enumerate(sorted(set(lines[name].to_pylist())))}
    for name in ("category", "delivery")
}
(flat,) = found["churn"]
tell(
    {
        "cohort": found["cohort"],
        "churn": [(at // 5, *flat[at : at + 5]) for at in range(0, len(flat), 5)],
        "pivot": [
            (places["category"][one], places["delivery"][two], cents)
            for one, two, cents in found["pivot"]
        ],
        "top": [(rank, number(who), cents) for rank, (who, cents) in enumerate(found["top"])],
        "rfm": [(number(who), *scores) for who, *scores in found["rfm"]],
    }
)
