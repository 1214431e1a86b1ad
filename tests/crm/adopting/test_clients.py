"""Which column of a list of clients holds their names, where its header alone does not say it."""

from datetime import datetime

import openpyxl
import pytest

from xlcrm.macros.reading import read_frames
from xlcrm.workbook.closed import ClosedWorkbook

FIRMS = ["Acme", "Beta Works", "Cafe Nord", "Delta", "Eco Market", "Forno", "Gusto"]


def book(path, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def sales(called=FIRMS):
    lines = [[datetime(2024, 3, n), called[n % 7], "Mug", 10 * n] for n in range(1, 22)]
    return [["Дата", "Клиент", "Товар", "Сумма"], *lines]


def clients(*headers, first=FIRMS):
    rows = [[first[n], f"+3736900000{n}", "Orhei"] for n in range(7)]
    return [list(headers), *rows]


def adopted(path):
    return read_frames(ClosedWorkbook.open(path), lambda *_, **__: None, lenient=True)


def fields(said):
    """The columns in the listing of the clients."""
    lines = said.split("Клиенты = ")[1].splitlines()
    return [line.split()[1:3] for line in lines if line.startswith("  ") and line[2] in "ABC"]


@pytest.mark.parametrize("header", ["Название", "Название клиента", "Наименование организации"])
def test_orders_find_the_clients_whose_list_calls_them_by_a_name(xlcrm, tmp_path, header):
    lists = {"Продажи": sales(), "Клиенты": clients(header, "Телефон", "Город")}
    path = book(tmp_path / "book.xlsx", **lists)
    assert xlcrm("adopt", path, "--apply", "--columns")[0] == 0
    found = adopted(path)
    assert found["Customers"]["company"].to_list() == FIRMS
    assert found["Customers"]["customer_id"].to_list() == FIRMS


def test_a_header_that_says_nothing_is_known_by_what_the_orders_call_them(xlcrm, tmp_path):
    lists = {"Продажи": sales(), "Клиенты": clients("Заведение", "Телефон", "Город")}
    path = book(tmp_path / "book.xlsx", **lists)
    assert xlcrm("adopt", path, "--apply")[0] == 0
    assert adopted(path)["Customers"]["name"].to_list() == FIRMS


def test_without_orders_the_word_is_enough_where_the_names_differ(xlcrm, tmp_path):
    path = book(tmp_path / "book.xlsx", Клиенты=clients("Название", "Телефон", "Город"))
    _, said, _ = xlcrm("adopt", path)
    assert ["Название", "Компания"] in fields(said)
    bought = ["Mug", "Tea"] * 4
    path = book(path, Клиенты=clients("Название", "Телефон", "Город", first=bought))
    _, said, _ = xlcrm("adopt", path)
    assert ["Название", "Компания"] not in fields(said)


def test_what_the_manager_says_goes_before_the_cells(xlcrm, tmp_path):
    lists = {"Продажи": sales(), "Клиенты": clients("Название", "Телефон", "Город")}
    path = book(tmp_path / "book.xlsx", **lists)
    _, said, _ = xlcrm("adopt", path, "--map", "Customers.name=Название")
    assert ["Название", "Имя"] in fields(said)
    _, said, _ = xlcrm("adopt", path, "--map", "Customers.company=-", "--map", "Customers.name=-")
    assert ["Название", "Компания"] not in fields(said)


def test_in_lists_of_goods_and_orders_the_word_stays_the_products(xlcrm, tmp_path):
    goods = [["Название", "Группа", "Цена"], *([one, "Food", 10] for one in FIRMS)]
    lines = sales()
    lines[0][2] = "Название"
    path = book(tmp_path / "book.xlsx", Товары=goods, Продажи=lines)
    _, said, _ = xlcrm("adopt", path, "--apply")
    assert "«Товары», A1:C8: " in said
    assert "(Customers)" not in said.split("\n\n")[0]
    assert set(adopted(path)["Orders"]["product"]) == {"Mug"}
