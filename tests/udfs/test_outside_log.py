"""The sample firm's log and lists, counted by pandas, lifelines, statsmodels and mlxtend."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from mlxtend.frequent_patterns import apriori, association_rules
from statsmodels.stats.proportion import proportion_confint

from xlcrm.sample import sample_firm
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY, START = date(2025, 6, 30), date(2024, 7, 1)
END = pd.Timestamp(DAY) + pd.Timedelta(days=1)


@pytest.fixture(scope="module")
def firm():
    return sample_firm(DAY).tables


@pytest.fixture(scope="module")
def context(firm, frames):
    settings = {"Key": ["capacity_per_day"], "Value": [2.0]}
    return Context(frames(**{**firm, "Settings": settings}), DAY, DAY)


@pytest.fixture(scope="module")
def sheet(firm):
    """A table as pandas sees it: days as days, words as they are folded."""

    def read(name, day="Date"):
        rows = pd.DataFrame(firm[name])
        if day in rows:
            moments = [one if isinstance(one, (date, datetime)) else None for one in rows[day]]
            rows["at"] = pd.to_datetime(pd.Series(moments))
            rows["day"] = rows["at"].dt.normalize()
        return rows

    return read


def within(rows, column="day"):
    return rows[rows[column].between(pd.Timestamp(START), pd.Timestamp(DAY))]


def columns(formula, context):
    table = evaluate(formula, context)
    return pd.DataFrame(list(table.rows), columns=list(table.headers))


def counted(rows, column):
    """How many rows by label, however the label is written."""
    return rows[column].dropna().map(lambda label: str(label).strip().casefold()).value_counts()


@pytest.mark.outside("INQUIRIES_TOTAL", "PORTRAIT_TABLE", "DEMAND_TABLE")
def test_who_asks_for_what(sheet, context):
    asked = within(sheet("Inquiries"))
    assert evaluate("=INQUIRIES_TOTAL()", context).value == len(asked)
    for function, column in (("PORTRAIT_TABLE", "Channel"), ("DEMAND_TABLE", "Channel")):
        rows = columns(f'={function}("channel")', context)
        rows = rows[~rows["channel"].isin(["(blank)", "Total"])]
        found = dict(zip(rows["channel"].str.casefold(), rows["Inquiries"], strict=True))
        assert found == counted(asked, column).to_dict()
        ends = [proportion_confint(n, len(asked), method="wilson") for n in rows["Inquiries"]]
        assert rows[["Low", "High"]].to_numpy() == pytest.approx(np.array(ends))
    quoted = asked.assign(
        label=asked["Channel"].str.strip().str.casefold(),
        price=pd.to_numeric(asked["Price asked"], errors="coerce"),
    )
    medians = quoted.groupby("label")["price"].median().dropna()
    assert dict(
        zip(rows["channel"].str.casefold(), rows["Median price quoted"], strict=True)
    ) == pytest.approx(medians.to_dict())


@pytest.mark.outside("WIN_RATE", "LOSS_REASONS")
def test_what_was_won_and_lost(sheet, context):
    rows = within(sheet("Inquiries", "Closed on"))
    status = rows["Status"].str.strip().str.casefold()
    won, lost = status.isin(["bought", "converted"]).sum(), (status == "lost").sum()
    rate = evaluate("=WIN_RATE()", context)
    assert (rate.value, rate.n) == (won / (won + lost), won + lost)
    ends = proportion_confint(won, won + lost, method="wilson")
    assert (rate.low, rate.high) == pytest.approx(ends)
    reasons = columns("=LOSS_REASONS()", context)
    found = dict(zip(reasons.iloc[:, 0].str.casefold(), reasons["Lost"], strict=True))
    expected = counted(rows[status == "lost"], "Lost reason").to_dict()
    assert {name: found[name] for name in expected} == expected
    assert found["total"] == lost


@pytest.fixture(scope="module")
def waits(sheet):
    """Minutes from inquiry to reply, and whether it came, where both carry a time of day."""
    asked = within(sheet("Inquiries"))
    asked = asked[asked["at"] != asked["day"]]
    replied = pd.to_datetime(asked["Replied at"], errors="coerce")
    sound = replied.isna() | ((replied != replied.dt.normalize()) & (replied >= asked["at"]))
    asked, replied = asked[sound], replied[sound]
    came = replied < END
    minutes = (replied.where(came, END) - asked["at"]).dt.total_seconds() / 60
    return pd.DataFrame({"minutes": minutes, "came": came, "channel": asked["Channel"]})


@pytest.mark.outside("RESPONSE_HOURS", "RESPONSE_TABLE")
def test_how_fast_we_answer(waits, context):
    theirs = KaplanMeierFitter().fit(waits["minutes"], waits["came"])
    figure = evaluate("=RESPONSE_HOURS()", context)
    assert figure.n == len(waits)
    assert figure.value == pytest.approx(theirs.median_survival_time_ / 60)
    bands = columns("=RESPONSE_TABLE()", context).set_index("Answered after")["Inquiries"]
    edges = [-1, 60, 240, 1440, 4320, np.inf]
    answered = pd.cut(waits.loc[waits["came"], "minutes"], edges).value_counts(sort=False)
    assert bands.iloc[:5].tolist() == answered.tolist()


@pytest.mark.outside("BENEFIT_LOST")
def test_what_silence_cost(sheet, context):
    rows = within(sheet("Inquiries", "Closed on"))
    lost = rows[rows["Status"].str.strip().str.casefold() == "lost"]
    silent = lost["Replied at"].isna().sum()
    share = evaluate("=WIN_RATE()", context).value
    orders = within(sheet("Orders"))
    orders = orders.assign(amount=pd.to_numeric(orders["Amount"], errors="coerce"))
    known = orders.dropna(subset=["Customer ID", "amount"])
    days = len(known[known["amount"] >= 0].groupby(["Customer ID", "day"]))
    worth = silent * share * orders["amount"].sum() / days
    figure = evaluate('=BENEFIT_LOST("unanswered")', context)
    assert figure.n == silent
    assert figure.value == pytest.approx(worth, abs=0.006)


@pytest.mark.outside("CAPACITY_LOAD")
def test_how_busy_we_are(sheet, context):
    days = sheet("Inquiries")["day"].dropna()
    last = pd.Timestamp(DAY)
    lately = days.between(last - pd.Timedelta(days=27), last).sum()
    weekdays = len(pd.bdate_range(last - pd.Timedelta(days=27), last))
    assert evaluate("=CAPACITY_LOAD()", context).value == pytest.approx(lately / (2 * weekdays))


@pytest.mark.outside("FOLLOW_UPS")
def test_the_queue_in_its_order(context):
    """Each lead once, sorted by pandas as OnePageCRM sorts its queue: late, today, to come."""
    rows = columns("=FOLLOW_UPS()", context)
    order = ["overdue", "today", "tomorrow", "not answered", "no next step", "later"]
    place = rows["When"].map(order.index)
    since = pd.to_datetime(rows["Since"].map(str), format="ISO8601")
    assert len(rows) > 50
    assert (
        rows.index.tolist()
        == rows.assign(place=place, since=since)
        .sort_values(["place", "since"], kind="stable")
        .index.tolist()
    )
    mine = rows[rows["Sheet"] == "Leads"]
    assert mine["ID"].is_unique
    late, last = mine[mine["When"] == "overdue"], pd.Timestamp(DAY)
    assert (since[late.index] < last).all()
    assert len(late) == evaluate("=LEADS_OVERDUE()", context).value
    ids = rows.loc[rows["ID"].str.startswith("L-"), "ID"]
    assert ids.nunique() == evaluate("=LEADS_OPEN()", context).value


@pytest.mark.outside("ACTIVITY_TABLE")
def test_what_was_done(sheet, context):
    rows = within(sheet("Activities"))
    crossed = pd.crosstab(rows["Owner"], rows["Kind"])
    found = columns('=ACTIVITY_TABLE("owner")', context).set_index("owner").drop("Total")
    for owner, counts in crossed.iterrows():
        assert found.loc[owner, counts.index].tolist() == counts.tolist()
    offers = rows[rows["Kind"] == "offer"].groupby("Owner")["Amount"].sum()
    assert found["Offered"].to_dict() == pytest.approx(offers.to_dict())


@pytest.mark.outside("MOMENTS_BALANCE", "MOMENTS_TABLE")
def test_moments_twelve_to_one(sheet, context):
    rows = within(sheet("Touchpoints"))
    crossed = pd.crosstab(rows["Stage"], rows["Moment"])
    balance = crossed["good"] - 12 * crossed["bad"]
    found = columns("=MOMENTS_TABLE()", context).set_index("Stage").drop("Total")
    judged = found["Balance"].dropna()
    assert judged.to_dict() == balance[judged.index].to_dict()
    assert evaluate("=MOMENTS_BALANCE()", context).value == balance.sum()


@pytest.mark.outside("JOURNEY_TABLE")
def test_who_reached_a_stage(sheet, context):
    rows = within(sheet("Touchpoints")).dropna(subset=["Lead or customer ID"])
    reached = rows.groupby("Stage")["Lead or customer ID"].nunique()
    found = columns("=JOURNEY_TABLE()", context).set_index("Stage")["Reached"]
    assert found[found > 0].to_dict() == reached.to_dict()


@pytest.mark.outside("TURNAROUND_TABLE")
def test_how_long_complaints_waited(sheet, context):
    rows = within(sheet("Touchpoints"))
    rows = rows[rows["Kind"] == "complaint"]
    settled = pd.to_datetime(rows["Resolved on"], errors="coerce")
    days = (settled.where(settled < END).dt.normalize() - rows["day"]).dt.days
    bands = pd.cut(days, [-1, 0, 1, 3, 7, np.inf]).value_counts(sort=False).tolist()
    found = columns('=TURNAROUND_TABLE("complaint")', context)["Cases"].tolist()
    assert found == [*bands, days.isna().sum()]
    assert sum(found) > 5


@pytest.mark.outside("NPS_SCORE", "CSAT_SHARE", "NPS_TABLE")
def test_what_customers_said(sheet, context):
    answers = within(sheet("Surveys")).sort_values("day", kind="stable")
    latest = answers.dropna(subset=["Score"]).drop_duplicates("Customer ID", keep="last")
    scores = latest["Score"].astype(int)
    expected = 100 * ((scores >= 9).mean() - (scores <= 6).mean())
    assert evaluate("=NPS_SCORE()", context).value == pytest.approx(expected)
    happy = answers.dropna(subset=["Satisfaction"]).drop_duplicates("Customer ID", keep="last")
    share = (happy["Satisfaction"].astype(int) >= 4).mean()
    assert evaluate("=CSAT_SHARE()", context).value == pytest.approx(share)
    total = columns("=NPS_TABLE()", context).iloc[-1]
    kinds = pd.cut(scores, [-1, 6, 8, 10]).value_counts(sort=False).tolist()
    assert [total["Detractors"], total["Passives"], total["Promoters"]] == kinds


@pytest.mark.outside("CROSS_SELL", "NEXT_CATEGORY")
def test_what_else_as_mlxtend_has_it(sheet, context):
    orders = within(sheet("Orders")).assign(
        amount=lambda rows: pd.to_numeric(rows["Amount"], errors="coerce")
    )
    orders = orders[orders["amount"] >= 0].dropna(subset=["Customer ID", "Category"])
    held = pd.crosstab(orders["Customer ID"], orders["Category"].str.strip().str.casefold()) > 0
    sets = apriori(held, min_support=4.5 / len(held), use_colnames=True, max_len=2)
    with np.errstate(all="ignore"):  # it divides by zero for measures that are not compared
        rules = association_rules(sets, metric="lift", min_threshold=0.0)
    theirs = {
        (next(iter(row.antecedents)), next(iter(row.consequents))): (row.confidence, row.lift)
        for row in rules.itertuples()
    }
    ours = columns("=CROSS_SELL()", context)
    found = {
        (row["Bought"].casefold(), row["Also"].casefold()): (row["Also bought it"], row["Lift"])
        for _, row in ours.iterrows()
    }
    assert found.keys() == theirs.keys()
    assert all(found[pair] == pytest.approx(theirs[pair]) for pair in theirs)
    likeliest = {}
    for (bought, also), (confidence, _) in theirs.items():
        likeliest[bought] = max(likeliest.get(bought, (0.0, "")), (confidence, also))
    offers = columns("=NEXT_CATEGORY()", context)
    single = held[held.sum(axis=1) == 1]
    wanted = single.idxmax(axis=1)[lambda labels: labels.isin(likeliest)]
    assert dict(zip(offers["Customer ID"], offers["Bought"].str.casefold(), strict=True)) == dict(
        wanted
    )
    for _, row in offers.iterrows():
        assert row["Also bought it"] == pytest.approx(likeliest[row["Bought"].casefold()][0])


@pytest.mark.outside("CALL_TABLE")
def test_what_the_call_list_yields(sheet, context):
    rows, done, leads = sheet("Prospects"), sheet("Activities"), sheet("Leads")
    done = done[done["day"] <= pd.Timestamp(DAY)]
    results = {"decision maker": 2, "offer requested": 2}
    steps = done["Result"].map(results).fillna(1).where(done["Kind"] != "offer", 3)
    keyed = pd.concat([done["Lead or customer ID"], done["Contact"]]).str.casefold()
    farthest = pd.concat([steps, steps]).groupby(keyed).max()
    rows["customer"] = rows["Lead ID"].map(leads.set_index("Lead ID")["Customer ID"])
    own = {"called": 1, "refused": 1, "meeting": 2, "lead": 2, "offer": 3}
    far = rows["Status"].map(own).fillna(0)
    for name in ("Company", "Contact", "Lead ID", "customer"):
        far = np.maximum(far, rows[name].str.casefold().map(farthest).fillna(0))
    bought = set(sheet("Orders")["Customer ID"].dropna())
    far[rows["customer"].isin(bought) | rows["Lead ID"].isin(bought)] = 4
    counts = [int((far >= step).sum()) for step in range(5)]
    found = columns("=CALL_TABLE()", context)
    assert found["Prospects"].tolist() == counts
    assert min(counts) > 0
    for place in range(1, 5):
        n, before = counts[place], counts[place - 1]
        ends = proportion_confint(n, before, method="wilson")
        assert found.iloc[place, 2:].tolist() == pytest.approx([n / before, *ends])
