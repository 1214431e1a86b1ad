"""What a lead's row brings into a customer's: blank cells are filled, others are compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from xlcrm.crm.edits import header_of
from xlcrm.crm.keys import email_key, name_key, phone_digits
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import read_count, read_text

CARRIED = ("name", "company", "phone", "email", "sex", "need", "source", "owner", "note")
"""The columns that both boxes have."""

_OPEN_PROMISE = ("next_step", "next_step_date")


@dataclass(frozen=True)
class Carried:
    """A value that comes into a customer's row.

    Attributes:
        name: the column of Customers.
        value: what is filled in.
        origin: the column of Leads that it is from, or "orders", "inquiries", "as_of".
    """

    name: str
    value: Any
    origin: str


@dataclass(frozen=True)
class Difference:
    """A filled cell of a customer that is kept, though the lead says something else.

    Attributes:
        name: the column of Customers.
        kept: what stands there.
        offered: what the lead says.
    """

    name: str
    kept: Any
    offered: Any


@dataclass(frozen=True)
class Brought:
    """What a lead's row brings.

    Attributes:
        values: what could come into a customer's row, in order.
        left: the filled columns of the lead that have no place there, by header: the manager's
            own ones and the open next step.
    """

    values: tuple[Carried, ...]
    left: Mapping[str, Any]


class Carrier:
    """Maps leads' rows to the columns of Customers.

    The manager's own columns go by name, to an own column of Customers or to a declared one. An
    age becomes a year of birth, unless an own column says it.

    Args:
        frames: the workbook's tables.
        as_of: the day for which an age holds.
    """

    def __init__(self, frames: Frames, as_of: date) -> None:
        self._as_of = as_of
        self._own = frames.own("Leads")
        self._declared = {
            name for name, column in columns(MODELS["Customers"]).items() if not column.filled
        }
        self._fitting = self._own.keys() & (self._declared | frames.own("Customers").keys())
        self._promise = {name: header_of(frames, "Leads", name) for name in _OPEN_PROMISE}

    def brought(self, lead: Mapping[str, Any]) -> Brought:
        """What a lead's row brings.

        Args:
            lead: the row by column.
        """
        values = [Carried(name, lead[name], name) for name in CARRIED if lead[name] is not None]
        left: dict[str, Any] = {}
        for name, header in self._own.items():
            fits = name in self._fitting
            value = self._value(name, lead[name]) if fits else None
            if value is not None:
                values.append(Carried(name, value, name))
            elif lead[name] is not None:
                left[header] = lead[name]
        if lead["age"] is not None and all(carried.name != "birth_year" for carried in values):
            values.append(Carried("birth_year", self._as_of.year - lead["age"], "age"))
        left |= {
            header: lead[name] for name, header in self._promise.items() if lead[name] is not None
        }
        return Brought(tuple(values), left)

    def _value(self, name: str, value: Any) -> Any:
        if name not in self._declared:
            return value
        try:
            return read_count(value) if name == "birth_year" else read_text(value)
        except PydanticCustomError:
            return None


def wins(name: str, value: Any) -> bool:
    """Whether a value stands above a filled cell: a consent that was withdrawn does."""
    return name == "consent" and name_key(str(value)) == "withdrawn"


_KEYS: Mapping[str, Callable[[str], str]] = {"email": email_key, "note": str.strip}


def same(name: str, kept: Any, offered: Any, country: str) -> bool:
    """Whether two values of a column mean the same, written one way or another.

    Args:
        name: the column of Customers.
        kept: one value.
        offered: the other one.
        country: of phone numbers without a plus.
    """
    if kept == offered:
        return True
    if name == "birth_year":
        return bool(abs(kept - offered) <= 1)  # an age gives the year of birth to within one
    one, other = str(kept), str(offered)
    if name == "phone":
        digits = phone_digits(one, country.upper())
        return digits != "" and digits == phone_digits(other, country.upper())
    key = _KEYS.get(name, name_key)
    return key(one) == key(other)
