"""8,800 opportunities of a practice data set through both boxes; the totals are the file's own."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from xlcrm.crm.conversion import plan_conversion
from xlcrm.crm.leads import sort_leads

FILE = Path(__file__).parents[3] / "shared/data/crm_sales_opportunities/sales_pipeline.csv"
TODAY = date(2017, 12, 31)
STATUS = {"Won": "bought", "Lost": "lost"}


@pytest.fixture(scope="module")
def opportunities():
    if not FILE.exists():
        pytest.skip("the shared data folder is not there")
    with FILE.open(newline="") as file:
        return list(csv.DictReader(file))


def as_inquiry(row):
    account = row["account"] or None
    asked = datetime.fromisoformat(row["engage_date"]) if row["engage_date"] else None
    closed = date.fromisoformat(row["close_date"]) if row["close_date"] else None
    status = STATUS.get(row["deal_stage"], "open")
    return [row["opportunity_id"], asked, account, account, row["sales_agent"], status, closed]


@pytest.mark.data
def test_every_account_becomes_a_lead_and_every_winner_a_customer(tables, applied, opportunities):
    won = [row for row in opportunities if row["deal_stage"] == "Won"]
    lines = [
        [date.fromisoformat(row["close_date"]), row["account"], float(row["close_value"])]
        for row in won
    ]
    names = ["inquiry_id", "date", "company", "lead_id", "owner", "status", "closed_on"]
    frames = tables(
        {
            "Inquiries": (names, [as_inquiry(row) for row in opportunities]),
            "Orders": (["date", "customer_id", "amount"], lines),
            "Leads": (["lead_id"], []),
            "Customers": (["customer_id"], []),
        }
    )
    asked = Counter(row["account"] for row in opportunities)
    plan = sort_leads(frames, TODAY)
    assert (plan.counts["creates"], plan.counts["anonymous"]) == (len(asked) - 1, asked[""])
    after = applied(frames, plan.patches)
    assert dict(after["Leads"].select("lead_id", "inquiries").iter_rows()) == {
        account: n for account, n in asked.items() if account
    }
    bought: dict[str, str] = {}
    for row in won:
        day = row["close_date"]
        bought[row["account"]] = min(day, bought.get(row["account"], day))
    conversion = plan_conversion(after, TODAY)
    done = applied(after, conversion.patches)
    since = done["Customers"].select("company", "customer_since").iter_rows()
    assert {company: day.isoformat() for company, day in since} == bought
    assert conversion.followed["Orders"] == len(won)
    assert plan_conversion(done, TODAY).patches == ()
    assert sort_leads(done, TODAY).patches == ()
