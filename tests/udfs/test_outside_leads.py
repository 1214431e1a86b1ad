"""Leads made of published survival data, as lifelines, statsmodels and pandas have them.

Waltons' 163 flies are leads: treated or not is the source, a death is a conversion.
"""

from datetime import date, timedelta

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_waltons
from statsmodels.stats.proportion import proportion_confint

from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY = date(2024, 12, 31)
LATE = 10
"""Days between the last conversions and the as-of day: none of them is cut off by it."""


@pytest.fixture(scope="module")
def flies():
    rows = load_waltons()
    rows["days"] = rows["T"].astype(int)
    return rows


@pytest.fixture(scope="module")
def context(flies, frames):
    """Who died became a customer on that day; who did not is still open, and due or not."""
    rows = flies.assign(ago=flies["days"] + LATE * flies["E"])
    asked = [DAY - timedelta(days=int(n)) for n in rows["ago"]]
    done = [
        first + timedelta(days=int(days)) if died else None
        for first, days, died in zip(asked, rows["days"], rows["E"], strict=True)
    ]
    leads = {
        "Lead ID": [f"L{n}" for n in range(len(rows))],
        "First inquiry": asked,
        "Converted on": done,
        "Status": ["converted" if day else "working" for day in done],
        "Source": rows["group"].tolist(),
        "Next step": [None if day else "Call" for day in done],
        "Next step date": [
            None if day else DAY - timedelta(days=n % 3) for n, day in enumerate(done)
        ],
    }
    return Context(frames(Leads=leads), DAY, DAY)


def value(formula, context):
    return evaluate(formula, context).value


@pytest.mark.outside("CONVERSION_RATE", "CONVERTED_WITHIN", "DAYS_TO_CONVERT")
def test_how_many_and_how_fast(flies, context):
    died, n = int(flies["E"].sum()), len(flies)
    rate = evaluate("=CONVERSION_RATE(DATE(2024,1,1),DATE(2024,12,31))", context)
    assert (rate.value, rate.n) == (died / n, n)
    assert (rate.low, rate.high) == pytest.approx(proportion_confint(died, n, method="wilson"))
    theirs = KaplanMeierFitter().fit(flies["days"], flies["E"])
    for days in (20, 33, 56, 69):
        figure = evaluate(f"=CONVERTED_WITHIN({days})", context)
        ends = 1 - theirs.confidence_interval_survival_function_.loc[:days].iloc[-1]
        assert figure.value == pytest.approx(1 - theirs.predict(days))
        assert [figure.high, figure.low] == pytest.approx(ends.tolist())
    dead = flies.loc[flies["E"] == 1, "days"]
    found = value("=DAYS_TO_CONVERT(DATE(2024,1,1),DATE(2024,12,31))", context)
    assert found == np.median(dead)


@pytest.mark.outside("FUNNEL_TABLE")
def test_the_funnel_by_source(flies, context):
    table = evaluate('=FUNNEL_TABLE("source",DATE(2024,1,1),DATE(2024,12,31))', context)
    rows = {row[0]: row[1:] for row in table.rows}
    for group, mine in flies.groupby("group"):
        died = int(mine["E"].sum())
        n, still, converted, closed, share, low, high, month, *_, median = rows[group]
        assert (n, still, converted, closed) == (len(mine), len(mine) - died, died, 0)
        ends = proportion_confint(died, n, method="wilson")
        assert (share, low, high) == pytest.approx((died / n, *ends))
        theirs = KaplanMeierFitter().fit(mine["days"], mine["E"])
        assert month == pytest.approx(1 - theirs.predict(30))
        assert median == mine.loc[mine["E"] == 1, "days"].median()


@pytest.mark.outside("LEADS_OPEN", "LEADS_OVERDUE")
def test_who_is_open_and_late(flies, context):
    alive = flies.index[flies["E"] == 0]
    assert value("=LEADS_OPEN()", context) == len(alive)
    assert value("=LEADS_OVERDUE()", context) == sum(n % 3 > 0 for n in alive)
    # On an earlier day more were still open, and those who came later were not known yet.
    ago = flies["days"] + LATE * flies["E"]
    then = (ago >= 30) & ((flies["E"] == 0) | (ago - flies["days"] < 30))
    day = DAY - timedelta(days=30)
    found = value(f"=LEADS_OPEN(DATE({day.year},{day.month},{day.day}))", context)
    assert found == then.sum()
