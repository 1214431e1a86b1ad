"""Files with a quantity and the price of one: the amount is their product, or nothing is taken."""

import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames

RETAIL = (
    "InvoiceNo,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
    "536365,WHITE LANTERN,6,2010-12-01 08:26,2.55,17850\n"
    "536366,HAND WARMER,3,2010-12-01 08:28,1.335,17850\n"
    "C536379,Discount,-1,2010-12-01 09:41,27.5,14527\n"
)


def plan_of(rows_of, text, mapping=None):
    return plan_import(Frames({}), "Orders", rows_of(text), mapping or {})


def test_a_line_is_worth_its_quantity_times_the_price_of_one(rows_of):
    plan = plan_of(rows_of, RETAIL)
    assert plan.patches[0].columns["Amount"] == [15.3, 4.005, -27.5]
    assert plan.patches[0].columns["Quantity"] == [6, 3, -1]
    assert plan.mapping["amount"] == "Quantity * UnitPrice"
    assert plan.examples["Quantity * UnitPrice"] == ("6 * 2.55", 15.3)
    (told,) = [one for one in plan.remarks if one.code == "import.amount_multiplied"]
    assert told.parameters == {"product": "Quantity * UnitPrice"}


def test_a_line_without_a_factor_is_refused(rows_of):
    broken = RETAIL + "536380,MUG,,2010-12-02 08:00,2.10,1\n536381,MUG,5,2010-12-02 08:00,free,1\n"
    plan = plan_of(rows_of, broken)
    assert {(one.line, one.code) for one in plan.refusals} == {
        (5, "import.cell_required"),
        (6, "import.cell_not_a_number"),
    }


def test_an_amount_goes_before_a_product(rows_of):
    text = RETAIL.replace("CustomerID", "Total").replace("17850", "20.1").replace("14527", "5.5")
    assert plan_of(rows_of, text).mapping["amount"] == "Total"


def test_a_price_that_may_be_that_of_the_line_is_asked_about(rows_of):
    text = RETAIL.replace("UnitPrice", "Price")
    with pytest.raises(ImportFileError) as caught:
        plan_of(rows_of, text)
    assert caught.value.code == "import.price_open"
    said = plan_of(rows_of, text, {"amount": "quantity * price"})
    assert said.patches[0].columns["Amount"][0] == 15.3
    assert not [one for one in said.remarks if one.code.startswith("import.amount")]


def test_the_price_of_one_as_amount_is_warned_about(rows_of):
    plan = plan_of(rows_of, RETAIL, {"amount": "UnitPrice"})
    assert plan.patches[0].columns["Amount"][0] == 2.55
    (told,) = [one for one in plan.remarks if one.code == "import.amount_is_unit_price"]
    assert told.parameters["product"] == "Quantity * UnitPrice"


def test_factors_with_decimal_commas(rows_of):
    text = "Datum;Menge;Einzelpreis;Kunde\n05.01.2024;1,5;1.000,10;C-1\n16.01.2024;2;5,25;C-2\n"
    plan = plan_of(rows_of, text, {"date": "Datum", "quantity": "Menge", "customer_id": "Kunde"})
    assert plan.patches[0].columns["Amount"] == [1500.15, 10.5]
