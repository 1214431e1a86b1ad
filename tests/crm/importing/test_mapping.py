import polars as pl
import pytest

from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.mapping import check_table, find_header, resolve
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames

HEADERS = ("customer_id", "date", "number_of_cds", "dollar_value")


def named(headers, *cells):
    frame = pl.DataFrame(list(cells), schema=dict.fromkeys(headers, pl.String), orient="row")
    lines = pl.int_range(2, 2 + frame.height, eager=True)
    return RowFile("x.csv", frame, lines, (), "utf-8", ",")


def targets(book, table, headers, mapping):
    return {
        take.name: (take.header, take.target)
        for take in resolve(book, table, named(headers), mapping)[0]
    }


def test_fields_are_named_by_code_or_by_header_and_the_rest_is_the_managers_own():
    mapping = {
        "Customer ID": "customer_id",
        "date": "DATE",
        "amount": "dollar_value",
        "Number of CDs": "number_of_cds",
    }
    assert targets(Frames({}), "Orders", HEADERS, mapping) == {
        "customer_id": ("customer_id", "Customer ID"),
        "date": ("date", "Date"),
        "amount": ("dollar_value", "Amount"),
        "number_of_cds": ("number_of_cds", "Number of CDs"),
    }


def test_the_workbooks_own_headers_are_used(book_of):
    book = book_of(Orders={"DATE": [], "Customer id": [], "Amount": [], "Sales Region": []})
    mapping = {"date": "d", "customer_id": "c", "amount": "a", "sales region": "r"}
    assert targets(book, "Orders", ("d", "c", "a", "r"), mapping) == {
        "date": ("d", "DATE"),
        "customer_id": ("c", "Customer id"),
        "amount": ("a", "Amount"),
        "sales_region": ("r", "Sales Region"),
    }


def test_without_a_mapping_headers_speak_for_themselves(book_of):
    book = book_of(Orders={"Date": [], "Customer ID": [], "Amount": [], "Region": []})
    found = targets(book, "Orders", ("amount", "DATE", "Row", "region"), {})
    assert found == {
        "amount": ("amount", "Amount"),
        "date": ("DATE", "Date"),
        "region": ("region", "Region"),
    }


def test_required_fields_that_a_mapping_leaves_out_are_found_by_their_headers():
    headers = ("Date", "Who", "Amount")
    assert targets(Frames({}), "Orders", headers, {"customer_id": "Who"}) == {
        "customer_id": ("Who", "Customer ID"),
        "date": ("Date", "Date"),
        "amount": ("Amount", "Amount"),
    }
    with pytest.raises(ImportFileError) as caught:
        resolve(Frames({}), "Orders", named(headers), {"customer_id": "Amount"})
    assert caught.value.parameters["fields"] == "amount"


def test_one_header_may_fill_two_fields():
    found = targets(
        Frames({}), "Inquiries", ("a", "d"), {"company": "a", "lead_id": "a", "date": "d"}
    )
    assert found["company"][0] == found["lead_id"][0] == "a"


def test_an_unknown_header_names_the_nearest_and_all():
    with pytest.raises(ImportFileError) as caught:
        find_header("dolar value", HEADERS)
    assert caught.value.code == "import.header_unknown_near"
    assert caught.value.parameters["near"].startswith("dollar_value")
    assert caught.value.parameters["headers"] == ", ".join(HEADERS)
    with pytest.raises(ImportFileError) as caught:
        find_header("zzz", HEADERS)
    assert caught.value.code == "import.header_unknown"


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"date": "date", "Date": "date", "amount": "dollar_value"}, "import.field_twice"),
        ({"x y": "date", "X_Y": "date"}, "import.field_twice"),
        ({"date": "date"}, "import.field_unmapped"),
        ({}, "import.field_unmapped"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping, code):
    headers = ("customer_id", "date", "xyz", "dollar_value")
    headers = headers[: 4 if "amount" in mapping or "x y" in mapping else 3]
    with pytest.raises(ImportFileError) as caught:
        resolve(Frames({}), "Orders", named(headers), mapping)
    assert caught.value.code == code


def test_nothing_recognised_is_an_error():
    with pytest.raises(ImportFileError, match="nothing_recognised"):
        resolve(Frames({}), "Customers", named(("x", "y")), {})


def test_headers_in_other_languages_and_cells_that_speak_are_recognised():
    rows = [(f"{day:02}.03.2024", f"C{day}", "12,50", f"a{day}@x.md") for day in range(1, 20)]
    found = targets_of(named(("Дата заказа", "Код клиента", "Сумма", "zzz"), *rows), "Orders")
    assert found == {"date": "Дата заказа", "customer_id": "Код клиента", "amount": "Сумма"}
    people = named(("Nume", "zzz"), *[(f"Ana {at}", f"a{at}@x.md") for at in range(9)])
    assert targets_of(people, "Customers") == {"name": "Nume", "email": "zzz"}


def targets_of(rows, table):
    return {take.name: take.header for take in resolve(Frames({}), table, rows, {})[0]}


@pytest.mark.parametrize("table", ["Order", "History", "Settings"])
def test_only_tables_that_take_rows(table):
    with pytest.raises(ImportFileError, match="table_unknown"):
        check_table(table)


def test_a_misspelt_field_is_remarked():
    mapping = {"date": "date", "amount": "dollar_value", "custmer_id": "customer_id"}
    _, (remark,) = resolve(Frames({}), "Orders", named(HEADERS), mapping)
    assert remark.code == "import.own_column_near_field"
    assert remark.parameters["field"] == "customer_id"


def test_a_leads_id_in_orders_is_the_customers(rows_of, book_of):
    rows = rows_of("date,amount,lead,who\n2024-01-13,5,L-1,C-1\n")
    with pytest.raises(ImportFileError) as caught:
        resolve(book_of(), "Orders", rows, {"lead_id": "lead"})
    assert caught.value.code == "import.lead_id_in_orders"
    assert caught.value.parameters == {"header": "lead"}
    _, remarks = resolve(book_of(), "Orders", rows, {"lead_id": "lead", "customer_id": "who"})
    assert [one.code for one in remarks] == ["import.lead_id_beside_customer"]


@pytest.mark.parametrize(
    ("table", "mapping", "field"),
    [
        ("Inquiries", {"lead_key": "lead"}, "lead_id"),
        ("Orders", {"ammount 2": "who", "quantty": "lead"}, "quantity"),
        ("Orders", {"category": "who", "sub-category": "lead"}, None),
        ("Orders", {"customer_id": "who", "customer name": "lead"}, None),
    ],
)
def test_did_you_mean(rows_of, book_of, table, mapping, field):
    rows = rows_of("date,amount,lead,who\n2024-01-13,5,L-1,C-1\n")
    _, remarks = resolve(book_of(), table, rows, mapping)
    assert [one.parameters["field"] for one in remarks] == ([field] if field else [])


def test_given_columns_go_on_top_of_what_is_recognised():
    headers = ("Kennung", "Date", "Amount", "Product", "Quantity", "Note")
    found = targets(Frames({}), "Orders", headers, {"customer_id": "Kennung", "Quantity": "-"})
    assert {name: header for name, (header, _) in found.items()} == {
        "customer_id": "Kennung",
        "date": "Date",
        "amount": "Amount",
        "product": "Product",
    }


def test_a_column_that_is_given_for_something_is_recognised_as_nothing_else():
    found = targets(Frames({}), "Orders", ("Date", "Amount", "Product"), {"Kind": "Product"})
    assert found.keys() == {"date", "amount", "kind"}


def test_a_remembered_mapping_is_all_that_is_taken():
    mapping = {"date": "Date", "amount": "Amount"}
    rows = named(("Date", "Amount", "Product"))
    takes, _ = resolve(Frames({}), "Orders", rows, mapping, whole=True)
    assert [take.name for take in takes] == ["date", "amount"]


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (("First Name", "Last Name", "Phone"), "First Name + Last Name"),
        (("Phone", "Фамилия", "Имя", "Отчество"), "Фамилия + Имя + Отчество"),
        (("Nume", "Prenume", "Telefon"), "Nume + Prenume"),
        (("Last Name", "Phone"), "Last Name"),
    ],
)
def test_a_name_in_several_columns_is_all_of_them(headers, name):
    assert targets(Frames({}), "Leads", headers, {})["name"] == (name, "Name")


def test_parts_of_a_name_that_were_said_to_be_something_else_are_none():
    found = targets(
        Frames({}), "Leads", ("First Name", "Last Name", "Phone"), {"name": "last name"}
    )
    assert found["name"][0] == "Last Name"
    joined = targets(Frames({}), "Leads", ("A", "B", "Phone"), {"name": "b + a"})
    assert joined["name"][0] == "B + A"
    with pytest.raises(ImportFileError, match="header_unknown"):
        targets(Frames({}), "Leads", ("A", "B"), {"name": "A + C"})


def test_parts_that_the_workbook_has_columns_for_go_there(book_of):
    book = book_of(Leads={"Lead ID": [], "Name": [], "Last Name": []})
    found = targets(book, "Leads", ("First Name", "Last Name"), {})
    assert found["last_name"] == ("Last Name", "Last Name")
