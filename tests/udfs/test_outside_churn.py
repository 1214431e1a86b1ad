"""Who was active, came and left in CDNOW, as pandas and lifelines have it from the file."""

from math import ceil

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from sklearn.metrics import recall_score
from statsmodels.stats.proportion import proportion_confint

from xlcrm.frames import Frames
from xlcrm.udfs.evaluate import evaluate

END = pd.Timestamp("1998-06-30")
START = pd.Timestamp("1997-07-01")
EVE, YEAR_BEFORE = START - pd.Timedelta(days=1), pd.Timestamp("1996-07-01")
WINDOW = "(DATE(1997,7,1),DATE(1998,6,30))"


def newest(order_days, day):
    known = order_days[order_days["day"] <= day]
    return known.drop_duplicates("customer", keep="last").set_index("customer")


def active(order_days, day):
    rows = newest(order_days, day)
    return set(rows.index[rows["until"] >= day])


def spent(purchases, start, end):
    inside = purchases[purchases["day"].between(start, end)]
    return inside.groupby("customer")["cents"].sum()


def value(formula, context):
    return evaluate(formula, context).value


def columns(formula, context):
    table = evaluate(formula, context)
    return pd.DataFrame(list(table.rows), columns=list(table.headers))


@pytest.mark.outside("CHURN_RATE", "RETENTION_RATE", "CUSTOMERS_LOST", "CUSTOMERS_ACTIVE")
def test_who_left_in_a_year(order_days, cdnow_context):
    before, after = active(order_days, EVE), active(order_days, END)
    left = before - after
    assert len(left) > 1000
    assert value("=CUSTOMERS_ACTIVE(DATE(1997,6,30))", cdnow_context) == len(before)
    assert value("=CUSTOMERS_ACTIVE()", cdnow_context) == len(after)
    assert value(f"=CUSTOMERS_LOST{WINDOW}", cdnow_context) == len(left)
    rate = evaluate(f"=CHURN_RATE{WINDOW}", cdnow_context)
    assert rate.value == pytest.approx(len(left) / len(before))
    ends = proportion_confint(len(left), len(before), method="wilson")
    assert (rate.low, rate.high) == pytest.approx(ends)
    kept = value(f"=RETENTION_RATE{WINDOW}", cdnow_context)
    assert kept == pytest.approx(len(before & after) / len(before))


@pytest.mark.outside("CHURN_BY_MONTH", "CUSTOMERS_NEW")
def test_each_month(order_days, cdnow_context):
    rows = columns("=CHURN_BY_MONTH(DATE(1997,1,1),DATE(1998,6,30))", cdnow_context)
    firsts = order_days[order_days["number"] == 1].set_index("customer")["day"]
    months = pd.period_range("1997-01", "1998-06", freq="M")
    for (_, row), month in zip(rows.iterrows(), months, strict=True):
        eve, last = month.start_time - pd.Timedelta(days=1), month.end_time.normalize()
        new = set(firsts.index[firsts.between(month.start_time, last)])
        before, after = active(order_days, eve), active(order_days, last)
        ordered = set(order_days["customer"][order_days["day"].between(month.start_time, last)])
        back = ordered - before - new
        counts = [len(before), len(new), len((before | new) - after), len(after)]
        assert row[["Start", "New", "Lost", "End"]].tolist() == counts
        assert row["Came back"] == len(back & after)
    assert value("=CUSTOMERS_NEW(DATE(1997,2,1),DATE(1997,2,28))", cdnow_context) == 8476


@pytest.mark.outside("REVENUE_CHURN")
def test_the_money_that_left(order_days, purchases, cdnow_context):
    before, left = active(order_days, EVE), active(order_days, EVE) - active(order_days, END)
    weight = spent(purchases, YEAR_BEFORE, EVE).clip(lower=0)
    share = weight[list(left)].sum() / weight[list(before)].sum()
    assert value(f"=REVENUE_CHURN{WINDOW}", cdnow_context) == pytest.approx(share)


@pytest.mark.outside("NEW_CUSTOMERS_NEEDED", "LEADS_NEEDED")
def test_what_is_needed_to_hold_revenue(order_days, purchases, frames, cdnow_context):
    before = active(order_days, EVE)
    weight = spent(purchases, YEAR_BEFORE, EVE)
    left = before - active(order_days, END)
    share = weight[list(left)].sum() / weight[list(before)].sum()
    year = spent(purchases, START, END)
    loss = year[year.index.isin(active(order_days, END))].sum() * share
    firsts = purchases.groupby("customer")["day"].transform("min")
    young = purchases[purchases["day"] < firsts + pd.Timedelta(days=365)]
    mature = firsts[firsts <= END - pd.Timedelta(days=365)].index
    worth = young.loc[young.index.isin(mature)].groupby("customer")["cents"].sum().median()
    needed = (loss + 0.1 * year.sum()) / worth
    assert value("=NEW_CUSTOMERS_NEEDED(0.1)", cdnow_context) == ceil(needed)
    leads = {
        "Lead ID": [f"L{n}" for n in range(20)],
        "First inquiry": [START.date()] * 20,
        "Converted on": [END.date()] * 8 + [None] * 12,
    }
    grids = {**cdnow_context.frames.grids, **frames(Leads=leads).grids}
    both = type(cdnow_context)(Frames(grids), END.date(), END.date())
    assert value("=LEADS_NEEDED(0.1)", both) == ceil(ceil(needed) / 0.4)


@pytest.fixture(scope="module")
def curve(order_days):
    """lifelines' fit of days from the first order to the lapse in force at the end."""
    last = newest(order_days, END)
    gone = last["until"] < END
    ends = (last["until"] + pd.Timedelta(days=1)).where(gone, END)
    return KaplanMeierFitter().fit((ends - last["first"]).dt.days, gone)


@pytest.mark.outside("SURVIVAL", "HALF_LIFE", "RETENTION_CURVE", "FIGURE_DETAIL")
def test_how_long_customers_stay(curve, cdnow_context):
    assert value("=HALF_LIFE()", cdnow_context) == curve.median_survival_time_
    rows = columns("=RETENTION_CURVE()", cdnow_context)
    for day, share, low, high in rows.iloc[1:, :4].itertuples(index=False):
        ends = curve.confidence_interval_survival_function_.loc[:day].iloc[-1]
        assert (share, low, high) == pytest.approx((curve.predict(day), *ends))
    assert value("=SURVIVAL(180)", cdnow_context) == pytest.approx(curve.predict(180))
    low = curve.confidence_interval_survival_function_.loc[:180].iloc[-1, 0]
    detail = value('=FIGURE_DETAIL("SURVIVAL(180)","low")', cdnow_context)
    assert detail == pytest.approx(low)


@pytest.mark.outside("REPEAT_PROBABILITY", "REPEAT_RATE")
def test_who_comes_back(order_days, purchases, cdnow_context):
    firsts = order_days[order_days["number"] == 1]
    again = firsts["next"].notna()
    days = (firsts["next"].fillna(END) - firsts["day"]).dt.days
    theirs = KaplanMeierFitter().fit(days, again)
    found = value("=REPEAT_PROBABILITY(365)", cdnow_context)
    assert found == pytest.approx(1 - theirs.predict(365))
    inside = purchases[purchases["day"].between(START, END)]
    bought = inside.groupby("customer")["day"].nunique()
    assert value("=REPEAT_RATE()", cdnow_context) == pytest.approx((bought >= 2).mean())


@pytest.mark.outside("LEFT_IN_A_YEAR", "RHYTHM_TABLE")
def test_what_is_left_by_rhythm(order_days, cdnow_context):
    ago = END - pd.Timedelta(days=365)

    def classes(day):
        rows = newest(order_days, day)
        rows = rows[rows["until"] >= day]
        bands = pd.cut(rows["cadence"], [0, 45, 135, 500, np.inf]).cat.codes
        names = np.array(["monthly", "quarterly", "yearly", "rarer"])[bands]
        return rows.assign(rhythm=np.where(rows["number"] == 1, "once", names))

    past, now = classes(ago), classes(END)
    came = past["next"].notna() & (past["next"] <= END)
    share = came.groupby(past["rhythm"]).mean()
    sizes = past["rhythm"].value_counts()
    share = share.where(sizes.reindex(share.index) >= 10, came.mean())
    expected = now["rhythm"].map(share).fillna(came.mean())
    assert value("=LEFT_IN_A_YEAR()", cdnow_context) == pytest.approx(expected.mean())
    rows = columns("=RHYTHM_TABLE()", cdnow_context).set_index("Rhythm")
    assert rows["Customers"].to_dict() == now["rhythm"].value_counts().to_dict()
    left = expected.groupby(now["rhythm"]).sum()
    assert rows["Left in a year"].to_dict() == pytest.approx(left.to_dict())


@pytest.mark.outside("RULE_ACCURACY", "RULE_TABLE")
def test_the_rule_as_scikit_learn_scores_it(order_days, cdnow_context):
    """Of the 545 days the last 272 are the truth."""
    day = END - pd.Timedelta(days=272)
    known = newest(order_days, day)
    truth, called = known["next"].notna(), known["until"] >= day
    rows = columns("=RULE_TABLE()", cdnow_context)
    own = rows.iloc[0]
    assert (own["Customers"], own["Ordered since"]) == (len(known), truth.sum())
    sides = [recall_score(truth, called, pos_label=side) for side in (True, False)]
    assert value("=RULE_ACCURACY()", cdnow_context) == pytest.approx(np.mean(sides))
    quiet = (day - known["day"]).dt.days
    for (_, row), most in zip(rows.iloc[1:].iterrows(), (90, 180), strict=True):
        sides = [recall_score(truth, quiet <= most, pos_label=side) for side in (True, False)]
        assert row["Balanced accuracy"] == pytest.approx(np.mean(sides))


@pytest.mark.outside("COHORT_TABLE", "TABLE_CELL")
def test_the_published_cohorts(purchases, cdnow_context):
    """The first three months' buyers of Fader and Hardie's file: 7846, 8476, 7248."""
    rows = columns("=COHORT_TABLE()", cdnow_context)
    assert rows.iloc[:, 1].tolist() == [7846, 8476, 7248]
    month = purchases["day"].dt.to_period("M")
    first = month.groupby(purchases["customer"]).transform("min")
    seen = purchases.groupby([first.rename("cohort"), month.rename("month")])["customer"].nunique()
    assert value('=TABLE_CELL("COHORT_TABLE()",1,2)', cdnow_context) == 7846
    expected = seen["1997-01", "1997-06"] / 7846
    assert value('=TABLE_CELL("COHORT_TABLE()",1,8)', cdnow_context) == pytest.approx(expected)
