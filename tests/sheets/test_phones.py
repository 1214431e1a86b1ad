"""Which numbers are complete as they stand; the world's plan of numbers is the oracle."""

import pytest

from xlcrm.sheets.phones import is_domestic, own_digits, suggest_phone


@pytest.mark.parametrize(
    ("number", "country", "complete"),
    [
        ("89161234567", "RU", True),  # 8 and ten digits
        ("84951234567", "RU", True),
        ("069123456", "MD", True),
        ("69123456", "MD", False),
        ("37369123456", "MD", False),
        ("79161234567", "RU", False),
        ("9161234567", "RU", False),
        ("8916123456", "RU", False),
        ("89161234567", "", False),
    ],
)
def test_numbers_as_people_of_the_country_dial_them(number, country, complete):
    assert is_domestic(number, country) is complete


def test_what_lost_its_plus_is_found_all_the_same():
    assert suggest_phone("79161234567", "RU") == "+79161234567"


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+373 69 123 456", ""),
        ("069 123 456", "MD"),
        ("0 69-12-34-56", ""),
        ("69123456", "MD"),
        ("00373 69123456", "MD"),
    ],
)
def test_a_number_ends_with_the_same_digits_however_it_is_dialled(number, country):
    assert own_digits(number, country) == "69123456"


def test_what_has_no_digits_ends_with_none():
    assert own_digits("ask Ann", "MD") == ""
