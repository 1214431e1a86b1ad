"""The card of one client: the kept values are theirs, and the formulas follow the chosen cell."""

import re
from datetime import date

import polars as pl
import pytest

from xlcrm.cells import Address
from xlcrm.report.client_card import client_card_sheet
from xlcrm.report.client_card_formulas import CHOSEN, WHO, Client, live
from xlcrm.report.page import BLANK
from xlcrm.sample import sample_firm
from xlcrm.udfs.evaluate import evaluate

DAY = date(2025, 6, 30)
NATIVE = re.compile(r"IFERROR\(INDEX\(|IF\(")


def client(context, key):
    people = context.frames["Customers"]
    row = people.row(by_predicate=pl.col("customer_id") == key, named=True)
    return Client(key, row["row"])


@pytest.fixture
def card(lively):
    return client_card_sheet(lively, client(lively, "C-02"))


def chosen(formula, key):
    """A formula as a program computes it: with the text of the chosen cell."""
    return formula.replace('"&$C$6&"', key).replace("$C$6", f'"{key}"')


def kept(sheet, context, key):
    for at, cell in sheet.cells.items():
        if cell.formula and not NATIVE.match(cell.formula):
            value = evaluate(chosen(cell.formula, key), context).value
            yield at, cell, BLANK if value is None else value


def test_each_formula_gives_what_is_kept_for_the_client_in_the_cell(card, lively):
    found = list(kept(card, lively, "C-02"))
    assert len(found) > 40
    assert all(cell.value == value for _, cell, value in found)


def test_another_client_in_the_cell_gives_that_clients_card(card, lively):
    other = client_card_sheet(lively, client(lively, "C-09"))
    values = {at: value for at, _, value in kept(card, lively, "C-09")}
    figures = {at: cell.value for at, cell in other.cells.items() if at in values}
    differ = {at for at, value in values.items() if figures[at] != value}
    assert differ == set()
    assert values != {at: card.cells[at].value for at in values}


def test_the_cell_is_an_input_with_a_list(card):
    assert card.cells[CHOSEN].value == "C-02"
    assert card.cells[CHOSEN].style.unlocked
    (validation,) = card.validations
    assert (validation.extent.a1, validation.kind) == ("C6", "list")
    assert validation.source == "='Customers'!$A$2:$A$13"


def test_contacts_are_looked_up_without_any_function_of_ours(make):
    people = {"Customer ID": ["C-1", "C-2"], "Company": ["One", "Two"], "Phone": [None, "+44 2"]}
    orders = {"Date": [date(2025, 6, 1)], "Customer ID": ["C-2"], "Amount": [5.0]}
    context = make({"Customers": people, "Orders": orders})
    sheet = client_card_sheet(context, client(context, "C-2"))
    cells = {cell.value: cell.formula for cell in sheet.cells.values() if cell.formula}
    assert cells["Two"] == (
        "IFERROR(INDEX('Customers'!$B$2:$B$3,MATCH($C$6,'Customers'!$A$2:$A$3,0))&\"\",\"\")"
    )
    assert "'Customers'!$C$2:$C$3" in cells["+44 2"]


def test_a_customer_without_orders_has_a_card_in_words(make, texts):
    people = {"Customer ID": ["C-1"], "Company": ["New Ltd"]}
    orders = {"Date": [date(2025, 6, 1)], "Customer ID": ["C-2"], "Amount": [5.0]}
    context = make({"Customers": people, "Orders": orders})
    said = texts(client_card_sheet(context, client(context, "C-1")))
    assert "New Ltd has not ordered yet." in said
    assert "No order yet." in said
    assert "No inquiry, activity, moment or survey is noted." in said


def test_what_waits_and_what_happened_are_told(card, texts):
    said = texts(card)
    assert '"Box was open" (2025-05-05). Ann was to answer by 2025-06-20: 10 days late.' in said
    assert "3 of 10, Box was open" in said


def test_live_formulas():
    assert live(f'CUSTOMER_STATUS("{WHO}")') == "CUSTOMER_STATUS($C$6)"
    nested = f'FIGURE_DETAIL("CUSTOMER_STATUS(""{WHO}"")","n")'
    assert live(nested) == 'FIGURE_DETAIL("CUSTOMER_STATUS("""&$C$6&""")","n")'


def test_a_remark_stands_there_once_another_is_chosen(card):
    (formula,) = [c.formula for c in card.cells.values() if c.formula.startswith("IF($C$6=")]
    assert formula.startswith('IF($C$6="C-02","","')
    assert "Firm 02 Ltd" in formula


def test_the_answer_names_the_client(card):
    answer = card.cells[Address(4, 2)].value
    assert answer.startswith("Firm 02 Ltd is active: 17 order days from 2024-02-05 to 2025-05-30")


@pytest.fixture(scope="module")
def sample():
    """The sample firm with the card's customer of most order lines."""
    tables = sample_firm(DAY).tables
    return tables, pl.Series(tables["Orders"]["Customer ID"]).drop_nulls().mode()[0]


def test_the_card_of_the_busiest_client_is_one_page(make, sample):
    tables, key = sample
    context = make(tables)
    sheet = client_card_sheet(context, client(context, key))
    assert (sheet.breaks, sheet.landscape) == ((), False)
    assert sheet.scale >= 45


def test_room_for_goods_that_the_client_does_not_take_has_no_lines(card):
    blank = [
        cell for cell in card.cells.values() if cell.value == BLANK and "PIVOT" in cell.formula
    ]
    assert blank
    assert not any(cell.style.border_bottom for cell in blank)


def test_the_card_shows_nothing_that_lies_ahead(make, texts):
    """On 30 June the inquiry was open: that it was bought on 5 July is not known, nor the call."""
    tables = {
        "Customers": {"Customer ID": ["C-1"], "Company": ["One Ltd"]},
        "Orders": {"Date": [date(2025, 6, 1)], "Customer ID": ["C-1"], "Amount": [5.0]},
        "Inquiries": {
            "Date": [date(2025, 6, 20)],
            "Customer ID": ["C-1"],
            "Request": ["more cups"],
            "Status": ["bought"],
            "Closed on": [date(2025, 7, 5)],
        },
        "Activities": {
            "Date": [date(2025, 7, 1)],
            "Party ID": ["C-1"],
            "Kind": ["call"],
        },
    }
    context = make(tables)
    told = texts(client_card_sheet(context, client(context, "C-1"))).splitlines()
    assert "more cups" in told
    assert not [line for line in told if "bought" in line or "call" in line]
