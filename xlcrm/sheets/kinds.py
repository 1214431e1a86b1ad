"""What a column's cells are: one annotated type per kind, which reads a cell or says what is wrong.

A kind never repairs silently: "31.12.2024" typed as text in a date column is an error with a
suggestion, and the row shows no date until somebody takes the suggestion.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from xlcrm.cells import Value
from xlcrm.sheets.phones import is_domestic, is_phone, suggest_phone
from xlcrm.sheets.spellings import currency_words

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidationInfo
    from pydantic_core import core_schema

EXCEL_ERRORS = frozenset(
    {"#N/A", "#NAME?", "#DIV/0!", "#REF!", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
    | {"#FIELD!", "#GETTING_DATA", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#BUSY!"}
)
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What Python's `strip` takes away, so that Polars takes away the same."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_SERIAL_START = date(1899, 12, 30)
_DATE_TEXT = re.compile(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})(?:[ T]\d{1,2}:\d{2}.*)?$")
_GROUP = 3
_DIGITS = re.compile(r"[-+]?[0-9]+")
_ONE_MARK = re.compile(r"([-+]?)([0-9]+)[.,]([0-9]+)")
_GROUPED = re.compile(r"([-+]?[0-9]{1,3}([.,])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_BLANK_IN_NUMBER = re.compile(r"(?<=\d)[\s'](?=\d{3}(?!\d))")


class WrongCellError(ValueError):
    """A cell does not hold what its column takes.

    Attributes:
        code: of the problem.
        parameters: what its message names.
    """

    def __init__(self, code: str, **parameters: str) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


class Kind(StrEnum):
    """The kinds of columns."""

    TEXT = "text"
    ID = "id"
    CHOICE = "choice"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    MONEY = "money"
    COUNT = "count"
    EMAIL = "email"
    PHONE = "phone"


def _before(
    read: Callable[[Value, ValidationInfo], Any], schema: core_schema.CoreSchema
) -> core_schema.CoreSchema:
    from pydantic_core import core_schema

    return core_schema.with_info_before_validator_function(read, schema)


def _after(read: Callable[[Any], Any], schema: core_schema.CoreSchema) -> core_schema.CoreSchema:
    from pydantic_core import core_schema

    return core_schema.no_info_after_validator_function(read, schema)


@dataclass(frozen=True)
class Choice:
    """The column takes labels of a list on the Lists sheet.

    Attributes:
        name: the list.
    """

    name: str


@dataclass(frozen=True)
class Between:
    """The smallest and the largest number that make sense."""

    low: float
    high: float

    def read(self, value: float | None) -> float | None:
        """The number if it makes sense; a blank cell always does."""
        if value is None or self.low <= value <= self.high:
            return value
        raise WrongCellError(
            "cell.out_of_range",
            value=shown(value),
            low=f"{self.low:,.15g}",
            high=f"{self.high:,.15g}",
        )

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return _after(self.read, handler(source))


@dataclass(frozen=True)
class Mark:
    """A fact about a column that has no value of its own."""

    name: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        if self == REQUIRED:
            return _after(_filled, handler(source))
        return handler(source)


REQUIRED = Mark("required")
FILLED = Mark("filled")


def _filled(value: Value) -> Value:
    if value is None:
        raise WrongCellError("cell.required")
    return value


def shown(value: Value) -> str:
    """A cell as a message names it: whole numbers without a point, dates as YYYY-MM-DD."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def read_text(value: Value) -> str | None:
    """Text, trimmed; numbers as they are written, so that ids survive."""
    if value is None:
        return None
    if isinstance(value, str):
        stripped = value.strip()
        if stripped in EXCEL_ERRORS:
            raise WrongCellError("cell.excel_error", value=stripped)
        return stripped or None
    return str(value).upper() if isinstance(value, bool) else shown(value)


def read_moment(value: Value) -> datetime | None:
    """A date, with or without a time; anything else is an error with a suggestion."""
    if isinstance(value, str):
        value = read_text(value)
    if value is None:
        return None
    if isinstance(value, date):
        moment = (
            value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
        )
        if not FIRST_DAY <= moment.date() <= LAST_DAY:
            raise WrongCellError("cell.date_out_of_range", value=str(moment.date()))
        return moment
    raise WrongCellError("cell.not_a_date", value=shown(value), suggestion=suggest_day(value))


def read_day(value: Value) -> date | None:
    """A date; a time of day in the cell is left aside."""
    moment = read_moment(value)
    return None if moment is None else moment.date()


def read_number(value: Value) -> float | None:
    """A number; a number typed as text is an error with a suggestion."""
    if isinstance(value, str):
        value = read_text(value)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise WrongCellError("cell.not_a_number", value=shown(value), suggestion=suggest_number(value))


def read_count(value: Value) -> int | None:
    """A whole number."""
    number = read_number(value)
    if number is None:
        return None
    if not number.is_integer():
        raise WrongCellError("cell.not_whole", value=shown(value))
    return int(number)


def suggest_day(value: Value) -> str:
    """The date that a text or a serial number can only mean, as YYYY-MM-DD; else ""."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 20_000 <= value <= 80_000:  # noqa: PLR2004 - serials of 1954 to 2119
            return str(_SERIAL_START + timedelta(days=int(value)))
        return ""
    match = _DATE_TEXT.match(str(value).strip())
    if match is None:
        return ""
    first, middle, last = (int(part) for part in match.groups())
    if len(match[1]) == 4:  # noqa: PLR2004 - a year of four digits leads
        orders = [(first, middle, last)]
    elif len(match[3]) == 4:  # noqa: PLR2004
        orders = [(last, middle, first), (last, first, middle)]
    else:
        return ""
    days = {day for day in map(_day, orders) if day is not None}
    return str(days.pop()) if len(days) == 1 else ""


def _day(parts: tuple[int, int, int]) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None


@cache
def _currency() -> re.Pattern[str]:
    words = "|".join(map(re.escape, currency_words()))
    return re.compile(rf"[$€£₽₴]|(?<![^\W\d_])(?:{words})(?![^\W\d_])\.?", re.IGNORECASE)


def suggest_number(value: Value) -> str:
    """The number that a text can only mean, such as "1 234.50" for 1234.50; else ""."""
    bare = _BLANK_IN_NUMBER.sub("", _currency().sub("", str(value)).strip())
    if _DIGITS.fullmatch(bare):
        return bare
    if found := _ONE_MARK.fullmatch(bare):
        sign, whole, fraction = found.groups()
        if len(fraction) == _GROUP and len(whole) <= _GROUP and not whole.startswith("0"):
            return ""  # 1,234 may be a thousand or a little more than one
        return f"{sign}{whole}.{fraction}"
    if found := _GROUPED.fullmatch(bare):
        whole, mark, fraction = found.groups()
        return whole.replace(mark, "") + (f".{fraction}" if fraction else "")
    return ""


def read_email(value: Value) -> str | None:
    """An e-mail address, as typed but trimmed."""
    address = read_text(value)
    if address is None or is_email(address):
        return address
    bare = re.sub(r"^mailto:|[\s<>,;]", "", address).rstrip(".")
    raise WrongCellError("cell.bad_email", value=address, suggestion=bare if is_email(bare) else "")


@lru_cache(maxsize=65_536)
def is_email(address: str) -> bool:
    """Whether an e-mail could be sent to an address (nobody is asked)."""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def read_phone(value: Value, info: ValidationInfo) -> str | None:
    """A phone number, as typed; the country of numbers without a plus is a setting.

    Where that setting is blank, a number without a plus only needs a sensible count of digits:
    one finding about the setting says more than one about each number.
    """
    number = read_text(value)
    if number is None:
        return None
    country = str((info.context or {}).get("country") or "")
    if not isinstance(value, str) and not is_domestic(number, country):
        suggestion = suggest_phone(number, country)
        raise WrongCellError("cell.phone_is_number", value=number, suggestion=suggestion)
    if not is_phone(number, country):
        raise WrongCellError("cell.bad_phone", value=number)
    return number


def _choice(value: Value, info: ValidationInfo) -> str | None:
    label = read_text(value)
    if label is None:
        return None
    vocabularies: Any = (info.context or {}).get("vocabularies", {})
    vocabulary = vocabularies.get(info.field_name)
    if vocabulary is None:
        return label
    known = vocabulary.canonical(label)
    if known is None:
        raise WrongCellError(
            vocabulary.unknown_code,
            value=label,
            list=vocabulary.name,
            suggestion=vocabulary.nearest(label),
        )
    return str(known)


@dataclass(frozen=True)
class Reads:
    """How the cells of a column are read: a function that gives the value or says what is wrong.

    Attributes:
        read: takes the cell.
    """

    read: Callable[[Value], Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return _before(lambda value, _: self.read(value), handler(source))


@dataclass(frozen=True)
class ReadsInBook:
    """How the cells of a column are read whose meaning depends on the workbook.

    Attributes:
        read: takes the cell, and what pydantic tells of the field and the workbook.
    """

    read: Callable[[Value, ValidationInfo], Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return _before(self.read, handler(source))


Text = Annotated[str | None, Reads(read_text), Kind.TEXT]
Id = Annotated[str | None, Reads(read_text), Kind.ID]
Label = Annotated[str | None, ReadsInBook(_choice), Kind.CHOICE]
Day = Annotated[date | None, Reads(read_day), Kind.DAY]
Moment = Annotated[datetime | None, Reads(read_moment), Kind.MOMENT]
Number = Annotated[float | None, Reads(read_number), Kind.NUMBER]
Money = Annotated[float | None, Reads(read_number), Kind.MONEY]
Count = Annotated[int | None, Reads(read_count), Kind.COUNT]
Email = Annotated[str | None, Reads(read_email), Kind.EMAIL]
Phone = Annotated[str | None, ReadsInBook(read_phone), Kind.PHONE]
