import polars as pl
import pytest

from xlcrm.crm.keys import Keys, email_key, firm_domain, name_key, phone_digits, row_keys, tax_key


@pytest.mark.parametrize(
    ("typed", "country", "digits"),
    [
        # ITU-T E.164 examples of the numbering plans of Moldova, the UK and the USA.
        ("+373 22 123456", "", "37322123456"),
        ("022 123 456", "MD", "37322123456"),
        ("+44 (0)20 7946 0958", "", "442079460958"),
        ("020 7946 0958", "GB", "442079460958"),
        ("(202) 555-0123", "US", "12025550123"),
        ("0037322123456", "", "37322123456"),
        ("022 123 456", "", "022123456"),
        ("12345", "", ""),
        ("000000000", "", ""),
        ("ask at the desk", "MD", ""),
    ],
)
def test_a_phone_is_its_e164_digits_or_the_digits_as_typed(typed, country, digits):
    assert phone_digits(typed, country) == digits


def test_an_email_is_compared_trimmed_and_without_case():
    assert email_key("  Ann@ACME.com ") == "ann@acme.com"
    assert email_key("no address") == ""
    assert email_key("@acme.com") == ""


@pytest.mark.parametrize(
    "provider", ["gmail.com", "mail.ru", "yahoo.co.uk", "outlook.de", "gmx.at"]
)
def test_a_free_mail_domain_is_no_firm(provider):
    assert firm_domain(f"ann@{provider}") == ""


def test_a_firms_domain_is_kept():
    assert firm_domain("ann@acme.com") == "acme.com"


def test_names_are_compared_by_their_words():
    assert name_key("  ACME, Inc. ") == name_key("Acme inc")
    assert name_key("Ştefan") != name_key("Stefan")


def test_a_tax_number_survives_being_a_number():
    assert tax_key(1003600012345.0) == tax_key(" 1003600012345 ") == "1003600012345"


def test_rows_give_their_keys_in_order():
    frame = pl.DataFrame(
        {
            "email": ["Ann@Acme.com", None],
            "phone": ["069 123 456", None],
            "company": ["ACME", None],
            "vat_number": ["MD-77", None],
        }
    )
    assert row_keys(frame, "md", ["L-1", ""]) == [
        Keys("L-1", "md77", "ann@acme.com", "37369123456", "acme", "acme.com"),
        Keys(),
    ]
    assert not Keys(company="acme").any
    assert Keys(company="acme", domain="acme.com").any


def test_rows_without_contact_columns_have_no_keys():
    assert row_keys(pl.DataFrame({"row": [4, 5]}), "") == [Keys(), Keys()]
