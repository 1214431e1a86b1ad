"""Tables and columns that are missing, renamed or doubled."""

from datetime import date

import pytest

from xlcrm.cells import Meaning
from xlcrm.frames import Frames
from xlcrm.validation.structure import structure_problems


def test_a_missing_table_is_named_once(book):
    frames = book()
    rest = {name: grid for name, grid in frames.grids.items() if name != "Orders"}
    (problem,) = structure_problems(Frames(rest))
    assert (problem.code, problem.table, problem.cell) == ("table.missing", "Orders", "")


def test_a_renamed_table_is_recognised_by_its_columns(book, grid):
    frames = book()
    rest = {name: known for name, known in frames.grids.items() if name != "Orders"}
    headers = ("Date", "Customer ID", "Product", "Category", "Amount", "Quantity")
    rest["Table7"] = grid("Table7", headers, [])
    (problem,) = structure_problems(Frames(rest))
    assert problem.code == "table.renamed"
    assert problem.parameters == {"table": "Orders", "found": "Table7"}


def test_tables_that_a_manager_may_delete_are_not_missed(book):
    assert "Prospects" not in book().grids
    assert structure_problems(book()) == []


@pytest.mark.parametrize("header", ["Amout", "amonut", "Amount €"])
def test_a_needed_column_under_another_name(problems, header):
    rows = [(date(2025, 1, 1), None, 5.0)]
    found = problems(Orders=(("Date", "Customer ID", header), rows))
    assert [(p.code, p.cell, p.suggestion) for p in found if p.code != "order.no_customer"] == [
        ("column.renamed", "D3", "Amount")
    ]


@pytest.mark.parametrize("header", ["Sum", "Итого", "Suma totală"])
def test_a_needed_column_under_a_usual_name_of_any_language(problems, header):
    rows = [(date(2025, 1, 1), "7", 5.0)]
    found = problems(Orders=(("Date", "Customer ID", header), rows))
    assert ("column.renamed", "D3", "Amount") in [(p.code, p.cell, p.suggestion) for p in found]


LINES = [(date(2025, 1, 1), "C-1", 2.0, 5.0, "x"), (date(2025, 1, 2), "C-1", 3.0, 7.5, None)]


@pytest.mark.parametrize(
    ("headers", "cell", "wanted"),
    [
        (("Date", "Customer ID", "Quantity", "Zdrb", "Ware"), "E3", "Amount"),
        (("Date", "Customer ID", "Quantity", "Betrag", "Ware"), "E3", "Amount"),
        (("Tag", "Customer ID", "Quantity", "Amount", "Ware"), "B3", "Date"),
        (("Date", "Wqxz", "Quantity", "Amount", "Ware"), "C3", "Customer ID"),
        (("Date", "Customer ID", "Betrag", "Amount", "Ware"), None, None),
        (("Date", "Customer ID", "Qpfx", "Zdrb", "Ware"), "", "Amount"),
    ],
)
def test_a_needed_column_whose_name_says_nothing_is_known_by_place_and_cells(
    problems, headers, cell, wanted
):
    customers = (("Customer ID", "Name", "Phone"), [("C-1", "Ann", "+37369123456")])
    found = problems(Customers=customers, Orders=(headers, LINES))
    told = [(p.cell, p.parameters["header"]) for p in found if p.code.startswith("column.")]
    assert told == ([(cell, wanted)] if wanted else [])


def test_a_needed_column_that_is_missing_is_no_error_of_each_row(check):
    rows = [(date(2025, 1, day), 5.0) for day in range(1, 9)]
    assert check(Orders=(("Date", "Amount"), rows)) == [("Orders", "", "column.missing")]


def test_two_headers_of_one_meaning(check):
    assert check(Leads=(("Lead ID", "E-mail", "email"), [])) == [("Leads", "D3", "column.doubled")]


AGREED = (
    Meaning("Tag", "date"),
    Meaning("Kunde", "customer_id"),
    Meaning("Betrag", "amount"),
    Meaning("Rabatt", ""),
)


@pytest.mark.parametrize(
    ("headers", "code", "cell", "suggestion"),
    [
        (("Tag", "Kunde", "Summe", "Rabatt"), "column.agreed_renamed", "D3", "Betrag"),
        (("Tag", "Kunde", "Rabatt", "Summe"), "column.agreed_renamed", "E3", "Betrag"),
        (("Neu", "Tag", "Rabatt", "Summe", "Kunde"), "column.agreed_gone", "", ""),
        (("Tag", "Kunde", "Rabatt"), "column.agreed_gone", "", ""),
    ],
)
def test_an_agreed_header_that_is_gone_is_named(book, grid, headers, code, cell, suggestion):
    made = grid("Orders", headers, [])
    made = made._replace(place=made.place._replace(meanings=AGREED))
    found = structure_problems(Frames({**book().grids, "Orders": made}))
    told = [(p.code, p.cell, p.suggestion) for p in found if p.parameters["header"] == "Amount"]
    assert told == [(code, cell, suggestion)]
    assert {p.parameters["agreed"] for p in found if p.parameters["header"] == "Amount"} == {
        "Betrag"
    }


MAPPED = (
    Meaning("Tag", "date", ""),
    Meaning("Kunde", "customer_id", ""),
    Meaning("Ware", "product", ""),
    Meaning("Betrag", "amount", ""),
)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        (("Tag", "Kunde", "Ware", "Betrag"), []),
        (("Tag", "Kunde", "Artikel", "Betrag"), [("column.mapped_renamed", "D3", "Ware")]),
        (("Tag", "Kunde", "Betrag"), [("column.mapped_gone", "", "")]),
    ],
)
def test_a_mapped_column_that_the_table_can_do_without_is_missed_too(book, grid, headers, told):
    made = grid("Orders", headers, [])
    made = made._replace(place=made.place._replace(meanings=MAPPED))
    found = structure_problems(Frames({**book().grids, "Orders": made}))
    assert [(p.code, p.cell, p.suggestion) for p in found] == told


def test_a_part_of_a_name_that_is_gone_is_missed(book, grid):
    made = grid("Customers", ("Nr", "Vorname"), [])
    told = (
        Meaning("Nr", "customer_id", ""),
        *(Meaning(header, "name", "join") for header in ("Vorname", "Nachname")),
    )
    made = made._replace(place=made.place._replace(meanings=told))
    found = structure_problems(Frames({**book().grids, "Customers": made}))
    assert [(p.code, p.parameters["agreed"]) for p in found] == [("column.mapped_gone", "Nachname")]
