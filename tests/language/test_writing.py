"""Numbers, days and plural forms, as each language writes them."""

from datetime import date, datetime

import pytest
from babel import Locale

from xlcrm import language as language_module
from xlcrm.language import DEFAULT, LANGUAGES, text
from xlcrm.language.formats import local
from xlcrm.language.writing import (
    Numeral,
    categories,
    plural_form,
    tally,
    written,
    written_day,
    written_number,
)

FORMS = {
    # The examples of the CLDR's language plural rules, version 45.
    "ru": {
        "one": (1, 21, 31, 101, 1001),
        "few": (2, 3, 4, 22, 102, 1002),
        "many": (0, 5, 11, 14, 19, 100, 1000, 1_000_000),
        "other": (1.5, 10.1),
    },
    "ro": {
        "one": (1,),
        "few": (0, 2, 16, 19, 102, 1002, 1.5),
        "other": (20, 35, 100, 1000, 1_000_000),
    },
    "en": {"one": (1,), "other": (0, 2, 16, 100, 1.5)},
}


@pytest.mark.parametrize(
    ("spoken", "form", "numbers"),
    [(one, form, numbers) for one, forms in FORMS.items() for form, numbers in forms.items()],
)
def test_plural_forms(spoken, form, numbers):
    assert {plural_form(spoken, number) for number in numbers} == {form}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_form_is_asked_for(spoken):
    assert set(categories(spoken)) <= {*Locale.parse(spoken).plural_form.tags, "other"}


def test_a_form_after_each_number():
    template = "{n:,} {n:заказ|заказа|заказов}, {lines} {lines:строка|строки|строк}"
    assert written(template, "ru", {"n": 1001, "lines": 3}) == "1\u00a0001 заказ, 3 строки"
    assert written(template, "ru", {"n": 0, "lines": Numeral("11", 11)}) == "0 заказов, 11 строк"
    assert written("{n:comandă|comenzi|de comenzi}", "ro", {"n": 20}) == "de comenzi"
    assert written("{n:order|orders}", "en", {"n": 1}) == "order"


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("en", "1,234,567.50 12.5"),
        ("ru", "1\u00a0234\u00a0567,50 12,5"),
        ("ro", "1.234.567,50 12,5"),
    ],
)
def test_numbers(spoken, expected):
    assert written("{a:,.2f} {b}", spoken, {"a": 1234567.5, "b": 12.5}) == expected


def test_a_number_that_is_written_already():
    template = "{n:,} {n:день|дня|дней}"
    assert written(template, "ru", {"n": "90"}) == "90 дней"
    assert written(template, "ru", {"n": Numeral("1 001", 1001)}) == "1 001 день"
    assert written(template, "ru", {"n": ">2"}) == ">2 дней"


def test_texts_are_left_as_they_are():
    assert written("{a} {b}", "ro", {"a": "1,5", "b": True}) == "1,5 True"


@pytest.mark.parametrize(
    ("spoken", "day", "moment"),
    [
        ("en", "2024-12-31", "2024-12-31 09:30"),
        ("ru", "31.12.2024", "31.12.2024 09:30"),
        ("ro", "31.12.2024", "31.12.2024 09:30"),
    ],
)
def test_days(spoken, day, moment):
    last = date(2024, 12, 31)
    assert written("{day}", spoken, {"day": last}) == written_day(last, spoken) == day
    assert written_day(datetime(2024, 12, 31, 9, 30), spoken) == moment


def test_formats_of_cells():
    assert local("yyyy-mm-dd hh:mm", "ru") == "dd.mm.yyyy hh:mm"
    assert local("mmm yyyy", "ru") == "[$-419]mmm yyyy"
    assert local("ddd yyyy-mm-dd", "ro") == "[$-418]ddd dd.mm.yyyy"
    assert local("#,##0.0", "ro") == "#,##0.0"
    assert local("mmm yyyy") == "mmm yyyy"


def test_what_a_language_lacks_is_english(monkeypatch):
    own = language_module._subject

    def lacking(spoken, subject):
        found = own(spoken, subject)
        return found if spoken == DEFAULT or subject != "command" else {}

    monkeypatch.setattr(language_module, "_subject", lacking)
    assert text("command.more_rows", "ru", n=21) == "... and 21 more rows."


def test_a_plural_without_a_form_for_fractions(monkeypatch):
    known = {"days": {"one": "{n} день", "few": "{n} дня", "many": "{n} дней"}}
    monkeypatch.setattr(language_module, "_subject", lambda *_: known)
    told = [text("x.days", "ru", n=n) for n in (1, 1.5, 5)]
    assert told == ["1 день", "1,5 дня", "5 дней"]


@pytest.mark.parametrize(
    ("spoken", "whole", "cents"),
    [
        ("en", "69,659", "-1,234.50"),
        ("", "69,659", "-1,234.50"),
        ("ru", "69\u00a0659", "-1\u00a0234,50"),
        ("ro", "69.659", "-1.234,50"),
    ],
)
def test_numbers_by_themselves(spoken, whole, cents):
    assert written_number(69_659, spoken) == whole
    assert written_number(-1234.5, spoken, 2) == cents


def test_a_tally_leaves_out_what_there_is_nothing_of():
    counts = {"Comenzi": 2151, "Clienți": 0, "Leaduri": 3}
    assert tally(counts.items(), "ro") == "Comenzi 2.151, Leaduri 3"
