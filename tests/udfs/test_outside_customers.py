"""CDNOW's customers one by one and together, as pandas and numpy have them from the file."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from xlcrm.udfs.evaluate import evaluate

END = pd.Timestamp("1998-06-30")
START = pd.Timestamp("1997-07-01")
SOME = ["00001", "00004", "00018", "00133", "07592", "23570"]


def value(formula, context):
    return evaluate(formula, context).value


def columns(formula, context):
    table = evaluate(formula, context)
    return pd.DataFrame(list(table.rows), columns=list(table.headers))


@pytest.fixture(scope="module")
def people(order_days, purchases):
    """One row per customer: the last order day, its cadence and limit, orders, net cents."""
    last = order_days.drop_duplicates("customer", keep="last").set_index("customer")
    last["cents"] = purchases.groupby("customer")["cents"].sum()
    year = purchases[purchases["day"] >= START].groupby("customer")["cents"].sum()
    last["year"] = year.reindex(last.index, fill_value=0)
    return last


@pytest.fixture(scope="module")
def states(people):
    """The status of each customer, by the words of the definition."""
    silent, lapsed = (END - people["day"]).dt.days, (END - people["until"]).dt.days
    words = np.select(
        [lapsed > 90, lapsed > 0, silent > 0.75 * people["limit"]],
        ["lapsed", "just lapsed", "at risk"],
        "active",
    )
    return pd.Series(words, people.index)


@pytest.mark.outside("REVENUE_TOTAL", "AVERAGE_ORDER")
def test_money(purchases, cdnow_context):
    """The whole file adds up to 2,500,315.63 dollars."""
    assert purchases["cents"].sum() == 250_031_563
    whole = "(DATE(1997,1,1),DATE(1998,6,30))"
    assert value(f"=REVENUE_TOTAL{whole}", cdnow_context) == 2_500_315.63
    year = purchases[purchases["day"] >= START]
    days = len(year.groupby(["customer", "day"]))
    assert value("=AVERAGE_ORDER()", cdnow_context) == pytest.approx(
        year["cents"].sum() / days / 100
    )


@pytest.mark.outside("CUSTOMER_STATUS", "NEXT_ORDER_DUE", "CUSTOMER_VALUE")
def test_single_customers(people, states, cdnow_context):
    for customer in SOME:
        row = people.loc[customer]
        assert value(f'=CUSTOMER_STATUS("{customer}")', cdnow_context) == states[customer]
        due = row["day"] + pd.Timedelta(days=np.floor(row["cadence"] + 0.5))
        assert value(f'=NEXT_ORDER_DUE("{customer}")', cdnow_context) == due.date()
        paid = value(f'=CUSTOMER_VALUE("{customer}")', cdnow_context)
        assert paid == pytest.approx(row["cents"] / 100)


@pytest.mark.outside("AT_RISK", "REVENUE_AT_RISK")
def test_who_is_at_risk(people, states, cdnow_context):
    quiet = people[states.isin(["at risk", "just lapsed"])]
    quiet = quiet.reset_index().sort_values(["year", "customer"], ascending=[False, True])
    assert len(quiet) > 100
    rows = columns("=AT_RISK()", cdnow_context)
    assert rows["Customer ID"].tolist() == quiet["customer"].tolist()
    assert rows["Status"].tolist() == states[quiet["customer"]].tolist()
    assert value("=REVENUE_AT_RISK()", cdnow_context) == pytest.approx(quiet["year"].sum() / 100)


@pytest.mark.outside("RFM_SCORE", "RFM_TABLE", "CUSTOMER_SEGMENT")
def test_fifths_by_the_rank_of_pandas(people, cdnow_context):
    scores = {
        name: (5 * (people[column].rank(method="min") - 1) // len(people) + 1).astype(int)
        for name, column in {"R": "day", "F": "number", "M": "cents"}.items()
    }
    text = scores["R"].astype(str) + scores["F"].astype(str) + scores["M"].astype(str)
    for customer in SOME:
        assert value(f'=RFM_SCORE("{customer}")', cdnow_context) == text[customer]
    best = (scores["R"] == 5) & (scores["F"] >= 4)
    table = columns("=RFM_TABLE()", cdnow_context).set_index("Segment")
    assert table.loc["champions", "Customers"] == best.sum()
    money = people.loc[best, "cents"].sum()
    assert table.loc["champions", "Revenue"] == pytest.approx(money / 100)
    assert table.loc["champions", "Share of revenue"] == pytest.approx(
        money / people["cents"].sum()
    )
    champion = people.index[best][0]
    assert value(f'=CUSTOMER_SEGMENT("{champion}")', cdnow_context) == "champions"


@pytest.mark.outside("TOP_SHARE", "GINI_INDEX", "HHI_INDEX", "EFFECTIVE_NUMBER")
def test_how_much_hangs_on_few(people, cdnow_context):
    cents = np.sort(people["cents"].to_numpy(float))
    shares = cents / cents.sum()
    assert value("=TOP_SHARE(10)", cdnow_context) == pytest.approx(shares[-10:].sum())
    # The area under the Lorenz curve by trapezoids: another way than the formula's.
    lorenz = np.concatenate([[0.0], np.cumsum(shares)])
    area = np.trapezoid(lorenz, dx=1 / len(shares))
    assert value("=GINI_INDEX()", cdnow_context) == pytest.approx(1 - 2 * area)
    assert value("=HHI_INDEX()", cdnow_context) == pytest.approx((shares**2).sum())
    assert value("=EFFECTIVE_NUMBER()", cdnow_context) == pytest.approx(1 / (shares**2).sum())


@pytest.mark.outside("TOP_CUSTOMERS", "STRESS_TABLE", "CONCENTRATION_TABLE")
def test_the_largest_and_what_would_be_gone_with_them(people, cdnow_context):
    ranked = people["cents"].sort_values(ascending=False)
    rows = columns("=TOP_CUSTOMERS(5)", cdnow_context)
    assert rows["Customer ID"].tolist() == ranked.index[:5].tolist()
    assert rows["Revenue"].tolist() == pytest.approx((ranked[:5] / 100).tolist())
    running = (ranked.cumsum() / ranked.sum())[:5]
    assert rows["Cumulative"].tolist() == pytest.approx(running.tolist())
    stress = columns("=STRESS_TABLE()", cdnow_context)
    for leaving, _, share, effective in stress.itertuples(index=False):
        rest = ranked[leaving:] / ranked[leaving:].sum()
        assert share == pytest.approx(running.iloc[leaving - 1])
        assert effective == pytest.approx(1 / (rest**2).sum())
    years = columns("=CONCENTRATION_TABLE()", cdnow_context)
    bought = people["year"][people["year"] > 0].sort_values(ascending=False)
    (year,) = years.itertuples(index=False)
    assert year[:3] == (date(1997, 7, 1), date(1998, 6, 30), len(bought))
    assert year[3:5] == pytest.approx((bought.iloc[0], bought[:5].sum()) / bought.sum())


@pytest.mark.outside("SEGMENT_PIVOT")
def test_a_cross_table_as_pandas_pivots_it(purchases, cdnow_context):
    """Revenue by the number of CDs on a line."""
    year = purchases[purchases["day"] >= START]
    expected = year.groupby("cds")["cents"].sum() / 100
    rows = columns('=SEGMENT_PIVOT("quantity",,"revenue")', cdnow_context)
    found = dict(zip(rows.iloc[:-1, 0], rows.iloc[:-1, 1], strict=True))
    assert found == pytest.approx(expected.to_dict())
    assert rows.iloc[-1, 1] == pytest.approx(year["cents"].sum() / 100)
