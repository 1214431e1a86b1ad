"""Files that nobody on this project wrote; the figures are those of their publishers."""

from pathlib import Path

import polars as pl
import pytest

from xlcrm.crm.importing import plan_import, read_rows
from xlcrm.frames import Frames

DATA = Path(__file__).parents[4] / "shared" / "data"
OPPORTUNITIES = DATA / "crm_sales_opportunities" / "sales_pipeline.csv"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder is not there"),
]


@pytest.fixture(scope="module")
def superstore():
    return read_rows(DATA / "superstore.csv")


@pytest.fixture(scope="module")
def opportunities():
    return read_rows(OPPORTUNITIES)


def test_cdnow():
    mapping = {
        "date": "date",
        "customer_id": "customer_id",
        "quantity": "number_of_cds",
        "amount": "dollar_value",
    }
    plan = plan_import(Frames({}), "Orders", read_rows(DATA / "CDNOW_master.txt"), mapping)
    assert (plan.counts.read, plan.counts.added, plan.refusals) == (69_659, 69_659, ())
    assert plan.date_orders == {"date": "ymd"}
    lines = pl.DataFrame(plan.patches[0].columns)
    assert lines["Customer ID"].n_unique() == 23_570
    assert lines.row(0) == (pl.date(1997, 1, 1).pipe(pl.select).item(), "00001", 1.0, 11.77)
    first = lines.group_by("Customer ID").agg(pl.col("Date").min().dt.month_start())
    cohorts = first["Date"].value_counts().sort("Date")["count"].to_list()
    assert cohorts == [7846, 8476, 7248]


def test_superstore_orders(superstore):
    mapping = {
        "order_id": "Order ID",
        "date": "Order Date",
        "customer_id": "Customer ID",
        "product": "Product Name",
        "category": "Category",
        "quantity": "Quantity",
        "amount": "Sales",
        "Region": "Region",
        "Discount": "Discount",
    }
    plan = plan_import(Frames({}), "Orders", superstore, mapping)
    assert (plan.counts.read, plan.counts.added) == (9_994, 9_994)
    lines = pl.DataFrame(plan.patches[0].columns)
    assert set(lines["Region"]) == {"South", "West", "Central", "East"}
    assert lines["Discount"].dtype == pl.Float64
    assert lines["Amount"].sum() == pytest.approx(2_297_200.86, abs=0.01)


def test_superstore_customers(superstore):
    mapping = {"customer_id": "Customer ID", "name": "Customer Name", "Segment": "Segment"}
    without = {**mapping, "region": "-"}  # it is that of an order, not of a customer
    plan = plan_import(Frames({}), "Customers", superstore, without)
    assert (plan.counts.read, plan.counts.added, plan.counts.merged) == (9_994, 793, 9_201)
    assert plan.differences == ()
    assert set(plan.patches[0].columns["Segment"]) == {"Consumer", "Corporate", "Home Office"}
    with_region = plan_import(Frames({}), "Customers", superstore, {**mapping, "region": "Region"})
    assert {one.field for one in with_region.differences} == {"region"}
    assert with_region.counts.added == 793


def test_opportunities_into_inquiries(opportunities):
    mapping = {
        "inquiry_id": "opportunity_id",
        "date": "engage_date",
        "company": "account",
        "lead_id": "account",
        "product": "product",
        "owner": "sales_agent",
        "status": "deal_stage",
        "closed_on": "close_date",
    }
    plan = plan_import(Frames({}), "Inquiries", opportunities, mapping)
    assert (plan.counts.read, plan.counts.added, plan.counts.refused) == (8_800, 8_300, 500)
    assert {(one.column, one.code) for one in plan.refusals} == {
        ("engage_date", "import.cell_required")
    }
    flagged = {one.code: one.parameters["n"] for one in plan.remarks}
    assert flagged == {"import.rows_without_contact": 1_088}
    statuses = pl.Series(plan.patches[0].columns["Status"]).value_counts(name="n")
    assert dict(statuses.iter_rows()) == {"bought": 4_238, "lost": 2_473, "open": 1_589}


def test_won_opportunities_into_orders(opportunities):
    mapping = {
        "date": "close_date",
        "customer_id": "account",
        "product": "product",
        "amount": "close_value",
        "owner": "sales_agent",
    }
    plan = plan_import(Frames({}), "Orders", opportunities, mapping, where={"deal_stage": "Won"})
    assert (plan.counts.added, plan.counts.left_out, plan.counts.refused) == (4_238, 4_562, 0)
    assert plan.counts.read == plan.counts.accounted
