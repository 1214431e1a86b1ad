"""Phones and e-mails in bulk: nothing wrong passes, nothing right is parsed without need."""

from random import Random

import phonenumbers
import polars as pl
import pytest

from xlcrm.sheets.phones import is_phone, phone_key
from xlcrm.validation import contacts
from xlcrm.validation.contacts import phone_keys, strange_emails, strange_phones


@pytest.fixture
def chance():
    return Random(7)  # noqa: S311 - the same numbers each time, no secret


@pytest.mark.parametrize("country", ["", "US", "AR"])
def test_no_number_of_any_country_passes_that_the_library_refuses(country, chance):
    numbers = [
        f"+{code}{''.join(chance.choices('0123456789', k=length))}"
        for code in [*phonenumbers.COUNTRY_CODE_TO_REGION_CODE, 999, 210]
        for length in range(1, 16)
        for _ in range(4)
    ]
    wrong = set(strange_phones(pl.Series(numbers), country))
    assert wrong == {number for number in numbers if not is_phone(number, country)}


def test_regular_numbers_and_addresses_are_never_parsed(monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(contacts, "is_phone", refuse)
    monkeypatch.setattr(contacts, "is_email", refuse)
    phones = pl.Series(["+373 69 123 456", "+373 (22) 123456", "+4930123456", "+1-212-555-0100"])
    assert strange_phones(phones, "MD").is_empty()
    emails = pl.Series(["ana.rusu@vis.md", "a+b_c@mail.vis-a.com", "x@1.io"])
    assert strange_emails(emails).is_empty()


@pytest.mark.parametrize(
    "address", ["a@b.test", "a@ab--c.com", "a@b", "@b.md", "a@-b.md", "a..b@c.md", "a@b.c1"]
)
def test_wrong_addresses_are_strange(address):
    assert strange_emails(pl.Series([address, "ana@vis.md", "münchen@büro.de"])).to_list() == [
        address
    ]


def test_numbers_written_differently_have_one_key():
    numbers = ["069 123-456", "+373 69 123456", "00373 69123456", None, "+373 69 999 999", "x"]
    assert phone_keys(pl.Series(numbers), "MD").to_list() == [
        "+37369123456",
        "+37369123456",
        "+37369123456",
        None,
        None,
        None,
    ]


def test_extensions_do_not_hide_a_number():
    numbers = pl.Series(["+373 69 123456 ext. 12", "+37369123456 ext 7"])
    assert phone_keys(numbers, "").to_list() == ["+37369123456"] * 2


@pytest.mark.parametrize("country", ["MD", "DE", "IT", "US"])
def test_equal_keys_are_found_as_if_all_numbers_were_parsed(country, chance):
    """Numbers of nine digits and more, as typed at home and abroad."""
    code = phonenumbers.country_code_for_region(country)
    numbers = []
    for _ in range(300):
        digits = "".join(chance.choices("0123456789", k=chance.choice([8, 9, 10])))
        numbers += [f"+{code}{digits}", f"0{digits}", digits][: chance.randint(1, 3)]
    keys = [phone_key(number, country) for number in numbers]
    expected = [key if key and keys.count(key) > 1 else None for key in keys]
    found = phone_keys(pl.Series(numbers), country)
    assert [key if expected[i] else None for i, key in enumerate(found)] == expected


def test_a_number_that_is_whole_in_its_country_has_lost_nothing(check):
    settings = ("Setting", "Value"), (("country", "RU"),)
    rows = [("C1", "Ann", 89161234567.0), ("C2", "Bob", 9161234568.0)]
    found = check(Customers=(("Customer ID", "Name", "Phone"), rows), Settings=settings)
    assert found == [("Customers", "D5", "cell.phone_is_number")]
