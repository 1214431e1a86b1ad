from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, Meaning, TablePlace, typed
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.foreign import (
    date_order,
    decimal_mark,
    is_total,
    read_amount,
    read_date,
    read_foreign,
)
from xlcrm.sheets.foreign_rows import settled

ORDERS = columns(MODELS["Orders"])


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05.03.2024", "dmy", date(2024, 3, 5)),
        ("05/03/2024", "mdy", date(2024, 5, 3)),
        ("05/03/2024", "", None),
        ("5.3.24", "dmy", date(2024, 3, 5)),
        ("5.3.68", "dmy", date(1968, 3, 5)),
        ("2024-03-05", "mdy", date(2024, 3, 5)),
        ("2024-03-05 14:30", "", datetime(2024, 3, 5, 14, 30)),
        ("5 марта 2024 г.", "", date(2024, 3, 5)),
        ("5 martie 2024", "", date(2024, 3, 5)),
        ("March 5, 2024", "", date(2024, 3, 5)),
        ("31.02.2024", "dmy", None),
        ("05.13.2024", "dmy", None),
        ("перезвонить", "dmy", None),
    ],
)
def test_dates(text, order, day):
    assert read_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1 234,50 руб.", ",", 1234.5),
        ("1\u00a0234\u00a0567", "", 1234567.0),
        ("$1,234.50", ".", 1234.5),
        ("1.234,50 lei", ",", 1234.5),
        ("-12", "", -12.0),
        ("12,5", "", None),
        ("1,2,3", ",", None),
        ("~1000", ".", None),
        ("2-3", ".", None),
        ("12 р", "", 12.0),
        ("12руб", "", 12.0),
        ("1 500 рублей", "", 1500.0),
        ("12,50 леев", ",", 12.5),
        ("12 lei", "", 12.0),
        ("20 de lei", "", 20.0),
        ("12 евро", "", 12.0),
        ("12 тыс. руб.", "", None),
        ("12 т.р.", "", None),
    ],
)
def test_amounts(text, mark, number):
    assert read_amount(text, mark) == number


def test_the_order_is_the_columns_and_stays_open_where_nothing_settles_it():
    assert date_order(["01/02/2024", "25/02/2024"]) == "dmy"
    assert date_order(["01/02/2024", "02/25/2024"]) == "mdy"
    assert date_order(["01/02/2024"]) == ""
    assert date_order(["25/02/2024", "02/25/2024"]) == ""
    assert decimal_mark(["1 200,50", "30"]) == ","
    assert decimal_mark(["1,200"]) == ""


@given(st.dates(date(1931, 1, 1), date(2200, 12, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_a_date_written_in_an_order_is_read_in_it(day, order):
    written = {"dmy": "%d.%m.%Y", "mdy": "%m/%d/%Y", "ymd": "%Y-%m-%d"}[order]
    assert read_date(day.strftime(written), order) == day


@given(st.text(max_size=20))
def test_a_text_that_does_not_fit_stays(text):
    (cell,) = list(read_foreign([text], ORDERS["date"], "dmy"))
    assert cell is None or isinstance(cell, date) or cell == text


def test_words_for_nothing_are_blank_but_labels_are_not():
    yes_no = columns(MODELS["Customers"])["buys_elsewhere"]
    assert list(read_foreign(["нет", "x"], yes_no, "", {"нет"})) == ["нет", "x"]
    assert list(read_foreign(["нет", "x"], columns(MODELS["Leads"])["phone"], "")) == [None, "x"]


BLANKS = ["Nu", "nu", "None", "нет", "Fără", "-", "n/a", " Н/Д ", "x"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("customer_id", ["Nu", *[None] * 7, "x"]),
        ("product", [*BLANKS[:5], *[None] * 3, "x"]),
    ],
)
def test_words_for_nothing_are_blank_but_surnames_and_open_labels_are_not(name, wanted):
    cells = list(BLANKS)
    assert list(read_foreign(cells, ORDERS[name], "")) == wanted
    assert list(read_foreign(typed(cells), ORDERS[name], "")) == wanted


@pytest.mark.parametrize("name", ["customer_id", "product"])
@pytest.mark.parametrize(
    "word",
    [
        *("не указано", "Неизвестно", "нет данных", "necunoscut", "Fără date"),
        *("Unknown", "null", "NULL", "Not specified", "N/A", "no data"),
        *("без клиента", "Fără client", "no customer", "ohne Kunde", "Нет клиента"),
    ],
)
def test_nobody_is_called_so(name, word):
    for cells in ([word, "Ion"], typed([word, "Ion"])):
        assert list(read_foreign(cells, ORDERS[name], "")) == [None, "Ion"]


def test_null_is_a_surname_and_a_word_that_a_list_has_is_a_label():
    assert list(read_foreign(typed(["Null", "null"]), ORDERS["customer_id"], "")) == ["Null", None]
    sources = columns(MODELS["Inquiries"])["source"]
    assert list(read_foreign(["unknown", "null"], sources, "", {"unknown"})) == ["unknown", None]
    assert list(read_foreign(["unknown", "null"], sources, "", {"null"})) == [None, "null"]


def test_a_word_for_nothing_that_is_an_id_is_somebody():
    ids = {"none", "нет"}
    for name in ("customer_id", "amount"):
        cells = read_foreign(typed(["None", "nu"]), ORDERS[name], "", ids)
        assert list(cells) == ["None", None]


def test_in_a_column_of_the_managers_own_marks_are_blank_and_words_may_be_labels():
    for cells in (["-", "н/д", "нет", "Почта", 5.0], typed(["-", " Н/Д ", "нет", "Почта"])):
        assert list(read_foreign(cells, None, ""))[:4] == [None, None, "нет", "Почта"]


def test_totals():
    assert is_total("Итого за март:")
    assert is_total("Grand total")
    assert is_total("Total March:")
    for firm in ("Totally Doors Ltd", "Total Energies", "Total Wine & More", "Sum Systems"):
        assert not is_total(firm)


@pytest.mark.parametrize("text", ["20 тыс", "1,5 mln", "15k", "2 mii", "3 m"])
def test_a_word_that_multiplies_is_no_unit(text):
    assert read_amount(text, ",") is None


def foreign(table, headers, meanings, rows):
    place = TablePlace(
        table, "S", Extent.of(1, 1, len(rows) + 1, len(headers)), headers, meanings=meanings
    )
    return Grid(place, tuple(typed(list(cells)) for cells in zip(*rows, strict=True)))


def test_totals_and_titles_are_no_records_and_customers_called_total_are():
    meanings = (
        Meaning("Дата", "date", "dmy"),
        Meaning("Кто", "customer_id"),
        Meaning("Σ", "amount"),
    )
    rows = [
        ("январь", None, None),
        ("01.02.2024", "Total Energies", 5.0),
        ("Итого", None, 5.0),
        (None, "Total Energies", 7.0),
        (None, "Olga", 7.0),
    ]
    found = settled(foreign("Orders", ("Дата", "Кто", "Σ"), meanings, rows), MODELS["Orders"], {})
    # A customer may be called so: a line without a date is a problem, and not left out.
    assert found.left_out == (0, 2)
    assert list(found.grid.columns[0])[1] == date(2024, 2, 1)


def test_parts_of_a_name_are_joined():
    meanings = (Meaning("Фамилия", "name", "join"), Meaning("Имя", "name", "join"))
    grid = foreign("Leads", ("Имя", "Фамилия"), meanings, [("Анна", "Коваль"), (None, "Дюма")])
    names = list(settled(grid, MODELS["Leads"], {}).grid.columns[0])
    assert names == ["Анна Коваль", "Дюма"]
    grid = foreign("Leads", ("Имя", "Фамилия"), meanings, [("Анна", "нет"), ("-", "Дюма")])
    names = list(settled(grid, MODELS["Leads"], {}).grid.columns[0])
    assert names == ["Анна", "Дюма"]


def test_a_table_of_ours_stays_as_it_is():
    grid = foreign("Orders", ("Date",), (), [("нет",)])
    assert settled(grid, MODELS["Orders"], {}).grid is grid
    assert isinstance(grid.columns[0], pl.Series)


def test_the_day_of_what_has_not_happened_yet_is_blank():
    held = ["05.03.2024", "не закрыта", "позже"]
    closed, day = columns(MODELS["Inquiries"])["closed_on"], ORDERS["date"]
    assert read_foreign(held, closed, "dmy") == [date(2024, 3, 5), None, "позже"]
    assert read_foreign(held, day, "dmy")[1] == "не закрыта"


@pytest.mark.parametrize(
    ("text", "total"),
    [("Zwischensumme", True), ("Summe:", True), ("Gesamt für März", True), ("Gesamt Bau", False)],
)
def test_german_totals(text, total):
    assert is_total(text) is total
