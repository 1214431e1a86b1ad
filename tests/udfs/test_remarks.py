"""What a `where` text is told about itself, and columns that two tables have."""

from datetime import date

import pytest

from xlcrm.errors import FormulaError
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate
from xlcrm.udfs.where import Condition, parse_where

DAY = date(2024, 3, 31)
GIVEN = {"what": '"reply"', "rows": '"owner"', "n": "3", "days": "30"}
OTHERS = {
    "BENEFIT_LOST": {"what": '"unhappy"'},
    "SEGMENT_PIVOT": {"rows": '"region"'},
}


@pytest.fixture
def two(frames):
    """Both tables have a region: that of the buyer, and that of the delivery."""
    return Context(
        frames(
            Customers={
                "Customer ID": ["anna", "bert"],
                "Region": ["North", "South"],
                "Owner": ["Ola", "Ola"],
            },
            Orders={
                "Date": [date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 3)],
                "Customer ID": ["anna", "anna", "bert"],
                "Amount": [10.0, 20.0, 40.0],
                "Category": ["tea", "cups", "tea"],
                "Region": ["South", "North", "South"],
            },
            **{
                table: {"Owner": ["Ola"]}
                for table in ("Leads", "Inquiries", "Activities", "Touchpoints", "Surveys")
            },
            Prospects={"Source": ["fair"]},
        ),
        DAY,
        DAY,
    )


def total(where, context):
    return evaluate(f'=REVENUE_TOTAL(DATE(2024,3,1),,"{where}")', context)


def test_a_value_that_no_row_has_is_told_with_the_nearest(two):
    figure = total("region=Nrth", two)
    assert (figure.value, figure.note) == (0.0, "figure.no_such_value_near")
    named = {"table": "Customers", "field": "region", "value": "Nrth", "near": "North"}
    assert figure.note_parameters == named
    assert total("region=North,Mars", two).note == "figure.no_such_value"
    assert total("customer_id=zoe", two).note == "figure.no_such_value"
    assert total("customer_id=anna", two).note == ""
    assert total("category=", two).note == ""


def test_of_two_columns_the_one_that_was_taken_is_told(two):
    figure = total("region=South", two)
    assert (figure.value, figure.note) == (40.0, "figure.field_of_two")
    assert figure.note_parameters == {"field": "region", "table": "Customers", "other": "Orders"}
    orders, customers = total("Orders.Region=South", two), total("customers.region=South", two)
    assert (orders.value, orders.note) == (50.0, "")
    assert (customers.value, customers.note) == (40.0, "")


def test_both_columns_can_stand_in_one_table(two):
    table = evaluate('=SEGMENT_PIVOT("Orders.region","Customers.region","revenue")', two)
    assert list(table.headers[1:]) == ["North", "South", "Total"]
    assert [tuple(row) for row in table.rows] == [
        ("North", 20.0, 0, 20.0),
        ("South", 10.0, 40.0, 50.0),
        ("Total", 30.0, 40.0, 70.0),
    ]
    assert evaluate('=CROSS_SELL("Orders.category")', two).rows == []


@pytest.mark.parametrize(
    "formula",
    [
        '=REVENUE_TOTAL(,,"Leads.owner=Ola")',
        '=REVENUE_TOTAL(,,"Orders.phone=1")',
        '=CONVERSION_RATE(,,"Orders.region=North")',
        '=SEGMENT_PIVOT("Surveys.region")',
        '=CROSS_SELL("Customers.category")',
    ],
)
def test_another_table_is_refused(formula, two):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, two)
    assert error.value.code.removesuffix("_near") == "where.unknown_field"


@pytest.mark.parametrize(
    "name", [n for n, f in FUNCTIONS.items() if "where" in {a.name for a in f.arguments}]
)
def test_each_function_tells_of_a_value_that_no_row_has(name, two):
    field = "source" if name == "CALL_TABLE" else "owner"
    known = GIVEN | OTHERS.get(name, {}) | {"where": f'"{field}=Nobody"'}
    given = [
        known[one.name] if one.name == "where" or not one.optional else ""
        for one in FUNCTIONS[name].arguments
    ]
    result = evaluate(f"={name}({','.join(given).rstrip(',')})", two)
    assert result.note.startswith("figure.no_such_value")


def test_a_point_is_only_a_table_before_a_table():
    assert parse_where("v1.0=a;orders.Net price=b") == (
        Condition("v1.0", frozenset({"a"})),
        Condition("net_price", frozenset({"b"}), "Orders"),
    )
