"""What cells of each kind are read as, and what they are refused with."""

import math
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from xlcrm.sheets import MODELS, model
from xlcrm.sheets.kinds import (
    BLANKS,
    WrongCellError,
    is_email,
    read_count,
    read_day,
    read_moment,
    read_number,
    read_text,
    shown,
    suggest_day,
    suggest_number,
)
from xlcrm.sheets.phones import is_phone, phone_key, suggest_phone


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("007", "007"),
        (7.0, "7"),
        (7, "7"),
        (7.5, "7.5"),
        (True, "TRUE"),
        (" A\u00a0", "A"),
        ("  ", None),
        (None, None),
        (date(2025, 1, 2), "2025-01-02"),
        (datetime(2025, 1, 2, 9, 30), "2025-01-02 09:30:00"),
    ],
)
def test_text(cell, expected):
    assert read_text(cell) == expected


@pytest.mark.parametrize("cell", ["#N/A", " #REF! ", "#DIV/0!"])
@pytest.mark.parametrize("read", [read_text, read_day, read_number, read_count])
def test_an_excel_error_is_never_a_value(read, cell):
    with pytest.raises(WrongCellError) as raised:
        read(cell)
    assert raised.value.code == "cell.excel_error"


def test_days_and_moments():
    assert read_day(datetime(2025, 1, 2, 9, 30)) == date(2025, 1, 2)
    assert read_moment(date(2025, 1, 2)) == datetime(2025, 1, 2)
    assert read_day(" ") is None
    assert read_day(date(1900, 1, 1)) == date(1900, 1, 1)


@pytest.mark.parametrize("cell", ["2025-01-02", 45658.0, True])
def test_a_date_in_any_other_form_is_refused(cell):
    with pytest.raises(WrongCellError) as raised:
        read_day(cell)
    assert raised.value.code == "cell.not_a_date"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31.12.2024", "2024-12-31"),
        ("12/31/2024", "2024-12-31"),
        ("31-12-2024 10:15", "2024-12-31"),
        ("2024/1/5", "2024-01-05"),
        ("05.05.2024", "2024-05-05"),
        ("03.04.2025", ""),
        ("3/4/25", ""),
        ("30.02.2024", ""),
        ("2024-13-13", ""),
        ("tomorrow", ""),
        ("12.2024", ""),
        (45658, "2025-01-01"),
        (45658.75, "2025-01-01"),
        (7, ""),
        (math.inf, ""),
        (True, ""),
    ],
)
def test_only_what_can_mean_one_day_is_suggested(cell, expected):
    assert suggest_day(cell) == expected


@pytest.mark.parametrize("cell", ["5", True, date(2025, 1, 1), math.inf])
def test_a_number_in_any_other_form_is_refused(cell):
    with pytest.raises(WrongCellError) as raised:
        read_number(cell)
    assert raised.value.code == "cell.not_a_number"


def test_whole_numbers():
    assert read_count(5.0) == 5
    with pytest.raises(WrongCellError) as raised:
        read_count(5.5)
    assert raised.value.code == "cell.not_whole"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1234.5", "1234.5"),
        ("-12", "-12"),
        ("1 234.50", "1234.50"),
        ("1\u00a0234\u202f567,8", "1234567.8"),
        ("1'234.50", "1234.50"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("12,5", "12.5"),
        ("€ 12,50", "12.50"),
        ("1 200 MDL", "1200"),
        ("350 lei", "350"),
        ("$5", "5"),
        ("12 \u0440", "12"),
        ("1 500 \u0440\u0443\u0431.", "1500"),
        ("12 \u0442\u044b\u0441", ""),
        ("12 trys", ""),
        ("1,234", ""),
        ("1.234", ""),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.234.567", "1234567"),
        ("-1,234,567.5", "-1234567.5"),
        ("1,234.567,8", ""),
        ("1,234,56", ""),
        ("10 20", ""),
        ("12 3456", ""),
        ("12 or 13", ""),
        ("(120)", ""),
        ("5 %", ""),
        ("", ""),
        ("٣", ""),
        ("1,2,3.4", ""),
    ],
)
def test_only_what_can_mean_one_number_is_suggested(cell, expected):
    assert suggest_number(cell) == expected


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.sampled_from(" \u00a0\u202f'"), st.sampled_from(".,"))
def test_grouped_numbers_are_suggested_as_they_are(cents, group, point):
    text = f"{abs(cents) / 100:,.2f}".replace(".", "p").replace(",", group).replace("p", point)
    assert float(suggest_number(("-" if cents < 0 else "") + text)) == cents / 100


@pytest.mark.parametrize(
    ("typed", "country", "key"),
    [
        ("069 123 456", "MD", "+37369123456"),
        ("+373 69 123456", "", "+37369123456"),
        ("00 373 69 123456", "MD", "+37369123456"),
        ("069 123 456", "", None),
        ("(212) 555-0100", "US", "+12125550100"),
        ("12", "MD", None),
        ("call me", "MD", None),
    ],
)
def test_phone_keys(typed, country, key):
    assert phone_key(typed, country) == key


def test_without_a_country_a_number_only_needs_digits():
    assert is_phone("069 123 456", "")
    assert not is_phone("12", "")
    assert not is_phone("ask Ion", "")
    assert not is_phone("+1", "")


@pytest.mark.parametrize(
    ("digits", "country", "expected"),
    [
        ("69123456", "MD", "+37369123456"),
        ("37369123456", "MD", "+37369123456"),
        ("37369123456", "", "+37369123456"),
        ("5", "MD", ""),
    ],
)
def test_lost_plus_and_zero(digits, country, expected):
    assert suggest_phone(digits, country) == expected


@pytest.mark.parametrize("address", ["a@b.md", "ion.rusu+x@mail.vis-a.com", "ana@example.com"])
def test_addresses(address):
    assert is_email(address)


@pytest.mark.parametrize("address", ["a", "a@b", "a b@c.md", "a@b.test", "@b.md", "a@b..md"])
def test_no_addresses(address):
    assert not is_email(address)


def codes(table, row):
    try:
        model(MODELS[table]).model_validate(row)
    except ValidationError as error:
        return [(one["loc"][0], one["ctx"]["error"].code) for one in error.errors()]
    return []


def test_required_and_ranges_are_held_by_the_models():
    good = {"date": date(2025, 1, 1), "amount": 5.0, "quantity": 1.0}
    assert codes("Orders", good) == []
    assert codes("Orders", good | {"date": " ", "amount": None}) == [
        ("date", "cell.required"),
        ("amount", "cell.required"),
    ]
    assert codes("Orders", good | {"quantity": 2e9}) == [("quantity", "cell.out_of_range")]
    assert codes("Surveys", {"date": date(2025, 1, 1), "score": 10, "satisfaction": 0}) == [
        ("satisfaction", "cell.out_of_range")
    ]
    assert codes("Customers", {"name": None}) == []


def test_a_column_that_a_table_lacks_is_not_missed_in_each_row():
    assert codes("Orders", {"amount": 5.0}) == []


def test_values_are_shown_as_people_write_them():
    assert [shown(one) for one in (5.0, 5.5, "x", date(2025, 1, 2))] == [
        "5",
        "5.5",
        "x",
        "2025-01-02",
    ]


def test_blanks_are_those_of_python():
    assert all(one.isspace() for one in BLANKS)
    assert {chr(code) for code in range(0x110000) if chr(code).isspace()} == set(BLANKS)
