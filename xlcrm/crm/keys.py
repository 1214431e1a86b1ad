"""By what a person or a firm is recognised: normalised keys, the strongest first."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from xlcrm.sheets.kinds import read_text
from xlcrm.sheets.phones import phone_key

TAX_NAMES = frozenset(
    {"tax_number", "tax_id", "tax_no", "tax_code", "vat", "vat_number", "vat_id", "vat_no"}
)
"""The names of a manager's own column that holds tax numbers."""

_PROVIDERS = """
    126.com 163.com aol.com att.net bigpond.com bk.ru bluewin.ch btinternet.com comcast.net
    fastmail.com free.fr freenet.de gmail.com googlemail.com hey.com i.ua icloud.com inbox.lv
    inbox.ru interia.pl internet.ru laposte.net libero.it list.ru mac.com mail.com mail.md mail.ru
    me.com meta.ua naver.com o2.pl onet.pl orange.fr pm.me proton.me protonmail.com qq.com
    rambler.ru sbcglobal.net seznam.cz sfr.fr t-online.de tuta.com tutanota.com ukr.net verizon.net
    virgilio.it wanadoo.fr web.de wp.pl ya.ru zoho.com"""
FREE_MAIL = frozenset(_PROVIDERS.split())
FREE_MAIL_NAMES = frozenset(
    {"gmx", "hotmail", "live", "msn", "outlook", "rocketmail", "yahoo", "yandex", "ymail"}
)
"""Providers with a domain in many countries, such as yahoo.co.uk."""

_SHORTEST_PHONE = 6
_NO_DIGIT = re.compile(r"\D+")
_NO_WORD = re.compile(r"[\W_]+")


class Key(StrEnum):
    """The kinds of keys, in the order in which they decide (docs/definitions.md)."""

    ID = "id"
    TAX = "tax_number"
    EMAIL = "email"
    PHONE = "phone"
    FIRM = "company"


class Keys(NamedTuple):
    """What one row says about who it is; "" where it says nothing.

    Attributes:
        id: a lead's or a customer's id.
        tax: a tax number.
        email: folded.
        phone: digits only, in E.164 where the country is known.
        company: letters and digits, folded.
        domain: of the e-mail; "" for providers where anybody gets an address.
    """

    id: str = ""
    tax: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    domain: str = ""

    @property
    def any(self) -> bool:
        """Whether anything here can decide who it is."""
        return bool(
            self.id or self.tax or self.email or self.phone or (self.company and self.domain)
        )


def row_keys(frame: pl.DataFrame, country: str, ids: list[str] | None = None) -> list[Keys]:
    """The keys of each row of a table.

    Args:
        frame: rows with any of the columns email, phone, company and an own one of `TAX_NAMES`.
        country: two letters, for phone numbers without a plus; "" for unknown.
        ids: the ids by which the rows are known, if by any; one per row.

    Returns:
        One `Keys` per row, in the order of the rows.
    """
    upper = country.upper()
    emails = _mapped(frame, "email", email_key)
    firms = _mapped(frame, "company", name_key)
    phones = _mapped(frame, "phone", lambda number: phone_digits(number, upper))
    domains = {email: firm_domain(email) for email in set(emails)}
    taxes = _mapped(frame, next((n for n in frame.columns if n in TAX_NAMES), ""), tax_key)
    return [
        Keys(*fields, domains[fields[2]])
        for fields in zip(ids or [""] * frame.height, taxes, emails, phones, firms, strict=True)
    ]


def _mapped(frame: pl.DataFrame, column: str, key: Callable[[Any], str]) -> list[str]:
    if column not in frame.columns:
        return [""] * frame.height
    values = frame[column].to_list()
    found = {value: key(value) for value in set(values) if value is not None}
    found[None] = ""
    return [found[value] for value in values]


def email_key(address: str) -> str:
    """An e-mail address as it is compared: trimmed, without case; "" for what is none."""
    folded = address.strip().casefold()
    name, at, domain = folded.rpartition("@")
    return folded if name and at and domain else ""


def firm_domain(email: str) -> str:
    """The domain of a folded e-mail address; "" for providers where anybody gets an address."""
    domain = email.rpartition("@")[2]
    known = domain in FREE_MAIL or domain.partition(".")[0] in FREE_MAIL_NAMES
    return "" if known else domain


@lru_cache(maxsize=1 << 19)
def phone_digits(number: str, country: str) -> str:
    """The digits by which a phone number is compared.

    E.164 without its plus where the number has a country or the setting gives one; else the
    digits as typed, so that equal numbers still match. "" for what is too short to be anybody's,
    or is one digit over and over ("000000").

    Args:
        number: as typed.
        country: two capital letters, or "".
    """
    known = phone_key(number, country)
    digits = known[1:] if known else _NO_DIGIT.sub("", number).removeprefix("00")
    return digits if len(digits) >= _SHORTEST_PHONE and len(set(digits)) > 1 else ""


def name_key(name: str) -> str:
    """A person's or a firm's name as it is compared: words of letters and digits, folded."""
    return _NO_WORD.sub(" ", name).strip().casefold()


def tax_key(number: Any) -> str:
    """A tax number as it is compared: letters and digits, folded."""
    return _NO_WORD.sub("", read_text(number) or "").casefold()
