"""Phone numbers: which texts can be one, their key, and what a spreadsheet has taken of them."""

from functools import lru_cache

_DIGITS_OF_A_PHONE = range(5, 16)


def is_phone(number: str, country: str) -> bool:
    """Whether a text can be a phone number.

    Args:
        number: as typed, trimmed.
        country: of numbers without a plus; "" for unknown, when any sensible count of digits does.
    """
    if country or number.startswith("+"):
        return phone_key(number, country) is not None
    return sum(map(str.isdigit, number)) in _DIGITS_OF_A_PHONE


def is_domestic(number: str, country: str) -> bool:
    """Whether a number is complete as people of its country dial it: 069..., in Russia 8 916....

    Args:
        number: as typed.
        country: two letters (ISO 3166); "" for unknown, when none is.
    """
    import phonenumbers

    prefix = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True) if country else None
    if not prefix or not number.startswith(prefix) or not phone_key(number, country):
        return False
    return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, country)))


def suggest_phone(digits: str, country: str) -> str:
    """The phone number whose plus or leading zero a number cell has lost, in E.164; else ""."""
    import phonenumbers

    keys = set()
    for typed in (f"+{digits}", digits, f"0{digits}"):
        key = phone_key(typed, country)
        if key and phonenumbers.is_valid_number(phonenumbers.parse(key)):
            keys.add(key)
    return keys.pop() if len(keys) == 1 else ""


def own_digits(number: str, country: str) -> str:
    """The digits with which a number ends however it is dialled: without its country's and zeros.

    Args:
        number: as typed.
        country: two letters (ISO 3166), for numbers without a plus; "" for unknown.
    """
    import phonenumbers

    key = phone_key(number, country)
    if key is None:
        return "".join(filter(str.isdecimal, number)).lstrip("0")
    return str(phonenumbers.parse(key).national_number)


@lru_cache(maxsize=65_536)
def phone_key(number: str, country: str) -> str | None:
    """A phone number in E.164, such as "+37322123456"; None when it cannot be one.

    Args:
        number: as typed.
        country: two letters (ISO 3166), for numbers without a plus; "" for unknown.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
