"""Phone numbers and e-mail addresses by the hundred thousand: which may be wrong, and their keys.

Most are of a regular form that cannot be wrong; only the others are given to the libraries that
know all the rules, once for each distinct text.
"""

from collections.abc import Callable
from functools import cache

import polars as pl

from xlcrm.sheets.kinds import BLANKS, is_email
from xlcrm.sheets.phones import is_phone, phone_key

_REGULAR_EMAIL = (
    r"^[A-Za-z0-9_+-]{1,30}(?:\.[A-Za-z0-9_+-]{1,15}){0,2}"
    r"@(?:[A-Za-z0-9]{1,15}(?:-[A-Za-z0-9]{1,15}){0,2}\.){1,3}(?:com|org|net|info|biz|[A-Za-z]{2})$"
)
_REGULAR_PHONE = r"^\+[0-9]+(?:[ .-]?[0-9]+|[ ]?\([0-9]+\))*$"
_MARKS = "[ .()-]"
_ENDING = 7


def strange_emails(addresses: pl.Series) -> pl.Series:
    """Those of some distinct texts that are no e-mail addresses, blank ones aside."""
    return _judged(addresses, addresses.str.contains(_REGULAR_EMAIL), is_email)


def strange_phones(numbers: pl.Series, country: str) -> pl.Series:
    """Those of some distinct texts that are no phone numbers, blank ones aside.

    Args:
        numbers: as typed.
        country: of the numbers without a plus; "" for unknown.
    """
    bare = numbers.str.replace_all(_MARKS, "")
    regular = numbers.str.contains(_REGULAR_PHONE) & bare.str.contains(_possible_lengths())
    return _judged(numbers, regular, lambda number: is_phone(number, country))


def phone_keys(numbers: pl.Series, country: str) -> pl.Series:
    """The numbers in E.164 where another number may be the same one, else null.

    Only numbers that end in the same seven digits are parsed, and those with anything but digits
    and the usual marks in them: numbers that differ there cannot be the same.

    Args:
        numbers: as typed, with nulls.
        country: of the numbers without a plus; "" for unknown.
    """
    frame = numbers.alias("number").to_frame()
    digits = pl.col("number").str.replace_all(r"[^0-9]", "")
    usual = pl.col("number").str.contains(r"^[0-9 +.()/-]*$") & (digits.str.len_bytes() > _ENDING)
    ending = pl.when(usual).then(digits.str.slice(-_ENDING))
    asked = frame.select(
        pl.when(~usual | (ending.count().over(ending) > 1)).then(pl.col("number"))
    ).to_series()
    keys = {number: phone_key(number, country) for number in asked.drop_nulls().unique()}
    return asked.replace_strict(keys, return_dtype=pl.String, default=None)


def _judged(texts: pl.Series, regular: pl.Series, right: Callable[[str], bool]) -> pl.Series:
    odd = texts.filter(~regular)
    wrong = [bool(bare) and not right(bare) for bare in (text.strip(BLANKS) for text in odd)]
    return odd.filter(pl.Series(wrong, dtype=pl.Boolean))


@cache
def _possible_lengths() -> str:
    """A pattern for "+" and digits that can be a number: each calling code with its lengths.

    Countries whose numbers are rewritten when they are parsed are left out.
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    forms = []
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        facts = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
        general = facts.general_desc if facts else None
        if facts and general and not facts.national_prefix_transform_rule:
            lengths = general.possible_length
            forms.append(f"{code}(?:{'|'.join(f'[0-9]{{{length}}}' for length in lengths)})")
    return rf"^\+(?:{'|'.join(forms)})$"
