from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.recognising import Reason, name_columns, recognise
from xlcrm.crm.recognising.columns import _assigned, _Guess
from xlcrm.crm.recognising.headers import WORD, header_likeness
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.spellings import header_languages

ORDER_HEADERS = ("№ п/п", "Дата", "Клиент", "Товар", "Кол-во", "Цена", "Сумма, руб.", "Город")
ORDERS = [[n, f"0{n}.03.2024", "ООО Дом", "Стол", 2, 100, "1 200,50", "Тула"] for n in range(1, 9)]


def fields(table, headers, rows):
    found = recognise(table, headers, list(zip(*rows, strict=True)))
    return dict(zip(headers, (match.field for match in found), strict=True))


def test_a_russian_sales_log():
    assert fields("Orders", ORDER_HEADERS, ORDERS) == {
        "№ п/п": None,
        "Дата": "date",
        "Клиент": "customer_id",
        "Товар": "product",
        "Кол-во": "quantity",
        "Цена": None,
        "Сумма, руб.": "amount",
        "Город": None,
    }


def test_a_unit_price_is_no_amount():
    rows = [[date(2024, 1, n), 10.0 * n] for n in range(1, 9)]
    assert fields("Orders", ("Day", "Unit price"), rows)["Unit price"] is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Telefon", "phone"),
        ("Nr. de telefon", "phone"),
        ("Poştă electronică", "email"),
        ("Telephon", "phone"),
        ("ТЕЛЕФОН:", "phone"),
    ],
)
def test_words_slips_and_diacritics(header, field):
    assert recognise("Customers", [header], [[]])[0].field == field


@pytest.mark.parametrize("header", ["Telefon", "Телефон", "Phone", "Tel.", "тел."])
@pytest.mark.parametrize(
    "number",
    ["0 69 20 30 {}", "069-20-30-{}", "069.20.30.{}", "22 12 34 {}", "23-12-{}", "20-30-{}"],
)
def test_a_column_under_the_word_holds_numbers_however_they_are_written(header, number):
    cells = [number.format(n) for n in range(10, 30)]
    (match,) = recognise("Customers", [header], [cells])
    assert match.field == "phone"
    assert match.confidence >= 0.75


@pytest.mark.parametrize(
    "cells",
    [
        [date(2024, 3, n) for n in range(1, 9)],
        ["yes", "no"] * 4,
        [f"to be asked {n}" for n in range(8)],
        [f"0{n}.03.2024" for n in range(1, 9)],
        [f"0{n}.03.2024 10.30" for n in range(1, 9)],
    ],
)
def test_what_is_no_number_at_all_contradicts_a_similar_word(cells):
    assert recognise("Customers", ["Telephonat"], [cells])[0].field is None


@pytest.mark.parametrize(
    "text",
    ["01.02.24 10.30", "2024-03-05 10:00", "3/25/2024", "25.03.24", "98/03/01", "5 мая 2024"],
)
def test_dates_stay_dates_with_a_time_behind_them(text):
    (match,) = recognise("Inquiries", ["Date"], [[text] * 8])
    assert (match.field, match.fits) == ("date", 1.0)


def test_cells_decide_between_two_words_in_a_header():
    phones = [f"+44 20 7946 0{n}00" for n in range(8)]
    assert recognise("Customers", ["Phone of the client"], [phones])[0].field == "phone"


def test_cells_speak_where_a_header_says_nothing():
    mails = [f"a{n}@example.com" for n in range(8)]
    (match,) = recognise("Customers", ["Column 7"], [mails])
    assert (match.field, match.reason) == ("email", Reason.CONTENT)


def test_cells_that_contradict_a_header_make_it_doubtful():
    texts = ["to be agreed"] * 20
    sure = recognise("Orders", ["Amount"], [[1.5] * 20])[0].confidence
    doubtful = recognise("Orders", ["Amount"], [texts])[0].confidence
    assert doubtful < 0.5 * sure


def test_no_table_no_column():
    assert recognise("Orders", [], []) == []
    with pytest.raises(KeyError):
        recognise("Nothing", ["Date"], [[]])


@given(st.sampled_from(sorted(MODELS)), st.data())
def test_own_headers_in_any_order_are_always_recognised(table, data):
    names = data.draw(st.permutations(list(columns(MODELS[table]))))
    found = recognise(table, [label(name) for name in names], [[] for _ in names])
    assert [match.field for match in found] == names
    assert {match.reason for match in found} == {Reason.HEADER}


@given(st.lists(st.text(max_size=12), max_size=8))
def test_a_field_is_given_once_and_columns_stay_in_order(headers):
    found = recognise("Leads", headers, [[] for _ in headers])
    given_out = [match.field for match in found if match.field]
    assert len(given_out) == len(set(given_out))
    assert [match.column for match in found] == list(range(len(headers)))


@pytest.mark.parametrize(
    "header", ["Sum, EUR", "Amount (USD)", "Сумма, евро", "Suma (MDL)", "Total €", "Valoare, lei"]
)
def test_a_currency_behind_a_header_leaves_it_what_it_is(header):
    assert header_likeness("Orders", "amount", header) >= WORD
    assert header_likeness("Orders", "product", header) < WORD


_SCORES = st.sampled_from([0.0, 0.3, 0.5, 0.6, 0.95, 1.0])


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[_SCORES] * n), max_size=5)))
def test_fields_are_given_out_so_that_the_sum_is_the_largest(scores):
    fields = ["a", "b", "c", "d"][: len(scores[0])] if scores else []
    guesses = [
        {name: _Guess(score, Reason.WORD, 1.0) for name, score in zip(fields, row, strict=True)}
        for row in scores
    ]
    matches = _assigned(guesses, fields)
    given_out = [match.field for match in matches if match.field]
    assert len(set(given_out)) == len(given_out)
    assert all(match.confidence >= 0.5 for match in matches if match.field)
    places = [*range(len(fields)), *[None] * len(scores)]
    sums = [
        sum(
            row[at]
            for row, at in zip(scores, chosen, strict=True)
            if at is not None and row[at] >= 0.5
        )
        for chosen in permutations(places, len(scores))
    ]
    assert sum(match.confidence for match in matches) == pytest.approx(max(sums))


def test_two_columns_under_one_word_make_one_field():
    matches = recognise("Customers", ["Phone", "Phone"], [["+44 20 7946 0000"] * 8] * 2)
    assert sorted(str(match.field) for match in matches) == ["None", "phone"]


DAYS = [date(2025, 1, n) for n in range(1, 9)]
NOTES = ["wants a table soon", "asked for white"] * 4
YES_NO = ["yes", "no"] * 4


@pytest.mark.parametrize(
    ("table", "header", "cells", "field"),
    [
        ("Inquiries", "Customer Note", NOTES, "note"),
        ("Customers", "Customer Note", NOTES, "note"),
        ("Leads", "Deal - Expected close date", DAYS, "next_step_date"),
        ("Surveys", "Sold to", ["Ann", "Bob"] * 4, "customer_id"),
        ("Orders", "Nr. bon", list(range(100, 108)), "order_id"),
        ("Inquiries", "Contacted?", YES_NO, None),
        ("Activities", "Contacted?", YES_NO, None),
        ("Leads", "Follow up", ["Да", "Нет"] * 8, None),
        ("Inquiries", "IsBlue", [True, False] * 4, None),
        ("Inquiries", "Unhappy", YES_NO, "unhappy"),
        ("Customers", "Marketing consent", YES_NO, "consent"),
        ("Orders", "Quantity", ["1", "0"] * 4, "quantity"),
    ],
)
def test_headers_of_exports_and_questions_of_the_managers_own(table, header, cells, field):
    assert recognise(table, [header], [cells])[0].field == field


GERMAN_ORDERS = ("Rechnung", "Datum", "Kundennummer", "Artikel", "Menge", "Einzelpreis", "Betrag")
GERMAN_PEOPLE = ("Kunde", "Firma", "Telefonnummer", "E-Mail-Adresse", "Ort", "PLZ", "Bemerkung")


def test_a_german_book():
    rows = [[f"R-{n}", date(2024, 3, n), f"K-{n}", "Stuhl", 2, 9.5, 19.0] for n in range(1, 12)]
    found = fields("Orders", GERMAN_ORDERS, rows)
    assert list(found.values()) == [
        *("order_id", "date", "customer_id", "product", "quantity", None, "amount")
    ]
    people = [["Anna Kurz", "ACME GmbH", "030 1234567", "a@x.de", "Berlin", "10115", "nett"]] * 6
    assert list(fields("Customers", GERMAN_PEOPLE, people).values()) == [
        *("name", "company", "phone", "email", "region", None, "note")
    ]


def test_a_word_that_is_usual_in_several_languages_says_none():
    assert header_languages("Orders", "order_id", "Rechnungsnummer") == {"de"}
    assert header_languages("Customers", "company", "Firma") == {"ro", "de"}


@pytest.mark.parametrize(
    ("headers", "names", "places"),
    [
        (("Name", "Vorname", "Ort"), ["Kurz", "Lang", "Mai"], [0, 1]),
        (("Name", "Vorname", "Ort"), ["Anna Kurz", "Max Lang", "Mai"], []),
        (("Name", "Ort", "PLZ"), ["Kurz", "Lang", "Mai"], []),
        (("Name", "First name", "Last name"), ["Kurz", "Lang", "Mai"], [1, 2]),
        (("Name", "Vorname", "Ort"), ["Kurz", "Lang", "Mai", "Ott", "Rau", "Uhl AG"], []),
        (("Name", "Vorname", "Ort"), [*"abcdefghijk", "Uhl AG"], [0, 1]),
        (("Name", "Vorname", "Ort"), ["Kurz", "Lang", "Kurz", "Lang", "Kurz", "Lang"], []),
        (("Name", "Vorname", "Ort"), ["Kurz", "Lang", "Mai", "Mai", "Rau", "Uhl"], [0, 1]),
    ],
)
def test_beside_first_names_a_column_of_single_words_is_of_surnames(headers, names, places):
    samples = [names, ["Anna", "Max", "Eva"], ["Ulm"] * 3]
    assert name_columns("Leads", headers, samples) == places
    assert name_columns("Orders", headers, samples) == []
