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


NORTHWIND = (
    "OrderID,ProductID,UnitPrice,Quantity,Discount,Order Date,Customer ID\n"
    "10248,11,14.00,12,0.15,2024-01-13,C1\n"
    "10249,42,9.80,10,,2024-01-14,C2\n"
    "10249,51,10.00,2,-,2024-01-14,C2\n"
    "10250,51,10.00,1,1,2024-01-15,C2\n"
)
AS_SHARE = "Quantity * UnitPrice * (1 - Discount)"


def test_a_discount_is_never_left_out_in_silence(rows_of):
    for mapping in ({}, {"Discount": "Discount"}):
        with pytest.raises(ImportFileError) as caught:
            plan_of(rows_of, NORTHWIND, mapping)
        assert caught.value.code == "import.discount_open"
        assert caught.value.parameters["share"] == AS_SHARE
        assert caught.value.parameters["percent"] == "Quantity * UnitPrice * (1 - Discount / 100)"


def test_a_discount_is_taken_off_as_it_was_said(rows_of, after):
    said = {"amount": "quantity*unitprice*(1-discount)"}
    plan = plan_of(rows_of, NORTHWIND, said)
    assert plan.patches[0].columns["Amount"] == [142.8, 98, 20, 0]
    assert plan.mapping["amount"] == AS_SHARE
    assert plan.patches[0].columns["Quantity"] == [12, 10, 2, 1]
    assert plan.examples[AS_SHARE] == ("12 * 14.00 * (1 - 0.15)", 142.8)
    assert plan.not_taken == ()
    again = plan_import(after(plan), "Orders", rows_of(NORTHWIND), plan.mapping, whole=True)
    assert again.counts.added == 0


@pytest.mark.parametrize(
    ("cells", "factor"),
    [
        (("15", "", "0", "100"), "(1 - Discount / 100)"),
        (("15%", "0 %", "-", "100%"), "(1 - Discount)"),
        (("15 %", "", "", "100 %"), "(1 - Discount / 100)"),
    ],
)
def test_a_discount_in_percent(rows_of, cells, factor):
    text = NORTHWIND
    for old, new in zip((",0.15,", ",,", ",-,", ",1,2024"), cells, strict=True):
        text = text.replace(old, f",{new},2024" if old.endswith("2024") else f",{new},", 1)
    plan = plan_of(rows_of, text, {"amount": f"Quantity * UnitPrice * {factor}"})
    assert plan.patches[0].columns["Amount"] == [142.8, 98, 20, 0]


def test_a_discount_that_is_no_share_refuses_its_row(rows_of):
    text = NORTHWIND.replace("0.15", "15").replace(",-,", ",-0.1,")
    plan = plan_of(rows_of, text, {"amount": AS_SHARE})
    assert [(one.line, one.code, one.value) for one in plan.refusals] == [
        (2, "import.cell_not_a_number", "12 * 14.00 * (1 - 15)"),
        (4, "import.cell_not_a_number", "2 * 10.00 * (1 - -0.1)"),
    ]


def test_discounts_of_nothing_and_codes_for_buyers_change_no_price(rows_of):
    nothing = NORTHWIND.replace("0.15", "0").replace(",1,2024", ",0.00,2024")
    codes = NORTHWIND.replace("0.15", "SUMMER10").replace(",1,2024", ",,2024")
    for text in (nothing, codes):
        assert plan_of(rows_of, text).patches[0].columns["Amount"][0] == 168


@pytest.mark.parametrize(
    "header", ["Net", "Line sum", "Extended price", "Сумма строки", "Suma liniei", "Positionssumme"]
)
def test_what_a_line_comes_to_goes_before_what_it_is_made_of(rows_of, header):
    text = (
        f"Order no,Product,Qty,Unit price,Discount %,{header},Order Date,Customer ID\n"
        "10248,11,12,14.00,15,142.8,2024-01-13,C1\n10249,42,10,9.80,25,73.5,2024-01-14,C2\n"
    )
    plan = plan_of(rows_of, text)
    assert plan.mapping["amount"] == header
    assert "category" not in plan.mapping
    assert plan.patches[0].columns["Amount"] == [142.8, 73.5]


@pytest.mark.parametrize("header", ["Net price", "Цена нетто", "Preț redus", "Nettopreis"])
def test_a_price_after_its_discount_is_asked_about(rows_of, header):
    text = NORTHWIND.replace("Discount", header).replace("0.15", "11.90")
    with pytest.raises(ImportFileError) as caught:
        plan_of(rows_of, text)
    assert (caught.value.code, caught.value.parameters["price"]) == ("import.price_open", header)
