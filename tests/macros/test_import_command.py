"""What an import says about the table: which columns are new, and the ids that it gives."""

import openpyxl
import pytest

from xlcrm.errors import TableMissingError

ORDERS = ("order_id", "date", "customer_id", "amount")


def take(desk, tmp_path, text, *fields, headers=ORDERS):
    file = tmp_path / "lines.csv"
    file.write_text(text, encoding="utf-8")
    one = desk({"Orders": (headers, [])})
    outcome = one.take("Orders", file, *fields)
    return one, outcome, [message.text("en") for message in outcome.messages]


def test_new_columns_are_named(desk, tmp_path):
    text = "date,customer_id,amount,weight,shipped\n2024-01-05,C-1,5,7.5,2024-01-06\n"
    fields = ("date", "customer_id", "amount", "weight", "shipped")
    _, outcome, lines = take(desk, tmp_path, text, *fields)
    assert "New columns in Orders: weight, shipped." in lines
    assert "lines.csv into Orders: 1 row read = 1 added + 0 refused." in lines
    assert outcome.data["new_columns"] == ["weight", "shipped"]


def test_no_new_column_is_no_line(desk, tmp_path):
    text = "date,customer_id,amount\n2024-01-05,C-1,5\n"
    _, outcome, lines = take(desk, tmp_path, text)
    assert outcome.data["new_columns"] == []
    assert not any("column" in line for line in lines)


def test_lines_without_an_order_id_get_one(desk, tmp_path):
    text = (
        "date,customer_id,amount,order_id\n2024-01-05,C-1,5,\n2024-01-05,C-1,6,\n"
        "2024-01-05,C-2,7,O-0001\n2024-01-06,,8,\n"
    )
    one, outcome, _ = take(desk, tmp_path, text)
    assert [row[0] for row in one.rows("Orders")] == ["O-0002", "O-0002", "O-0001", "O-0003"]
    assert outcome.data["added"] == 4
    one.undo()
    assert one.rows("Orders") in ([], [[None] * 4])


def test_a_table_without_order_ids_gets_no_column_for_them(desk, tmp_path):
    text = "date,customer_id,amount\n2024-01-05,C-1,5\n"
    one, outcome, _ = take(desk, tmp_path, text, headers=ORDERS[1:])
    assert outcome.data["new_columns"] == []
    assert len(one.book.held["Orders"].headers) == 3


@pytest.mark.parametrize("name", ["orders", "ORDERS", "Заказы", "comenzi"])
def test_a_table_goes_by_its_name_and_by_its_sheets_title_in_any_language(desk, tmp_path, name):
    file = tmp_path / "lines.csv"
    file.write_text("date,customer_id,amount\n2024-01-05,C-1,5\n", encoding="utf-8")
    one = desk({"Orders": (ORDERS, [])})
    assert one.take(name, file).data["added"] == 1
    with pytest.raises(TableMissingError):
        one.take("Nix", file)


@pytest.mark.parametrize(
    ("language", "headers", "said"),
    [
        (
            "ru",
            "Номер заказа;Дата;Клиент;Товар;Сумма",
            ("Код заказа = Номер заказа: A1", "o.csv в Заказы", "1\u00a0250,5", "A1, 13.03.2025"),
        ),
        (
            "ro",
            "Nr. comenzii;Data;Client;Produs;Suma",
            ("Cod comandă = Nr. comenzii: A1", "Comenzi", "1.250,5", "A1, 13.03.2025"),
        ),
    ],
)
def test_an_import_speaks_in_titles_headers_and_local_formats(
    xlcrm, tmp_path, language, headers, said
):
    book, rows = tmp_path / "book.xlsx", tmp_path / "o.csv"
    xlcrm("new", book, "--lang", language)
    for amount in ("1250,5", "1300,5"):
        rows.write_text(f"{headers}\nA1;13.03.2025;K1;X;{amount}\nA2;14.03.2025;;X;7\n", "utf-8")
        status, told, _ = xlcrm("import", book, "Orders", rows)
        assert status == 0
    for one in said:
        assert one in told
    for code in ("order_id", "Orders", "2025-03-13", "1250.5", "has no ID"):
        assert code not in told


def test_headers_alone_are_no_fault_in_a_workbook_either(xlcrm, tmp_path):
    book, rows = tmp_path / "book.xlsx", tmp_path / "rows.xlsx"
    xlcrm("new", book)
    made = openpyxl.Workbook()
    made.active.append(["Date", "Client", "Amount"])
    made.save(rows)
    before = book.read_bytes()
    status, told, _ = xlcrm("import", book, "Orders", rows)
    assert (status, "no row below them" in told) == (0, True)
    assert book.read_bytes() == before
