"""What a lead's row brings into a customer's: blank cells are filled, others are compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlcrm.crm.edits import header_of
from xlcrm.crm.keys import email_key, name_key, phone_digits
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import WrongCellError, read_count, read_text

CARRIED = ("name", "company", "phone", "email", "sex", "need", "source", "owner", "note")
"""The columns that both boxes have."""

_STAYS = ("lost_reason", "next_step", "next_step_date")
"""What the manager fills in a lead's row and a customer's has no place for."""

_CONSENT, _WITHDRAWN = "consent", "withdrawn"


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
        origin: where that is from, as `Carried` has it.
    """

    name: str
    kept: Any
    offered: Any
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class Brought:
    """What a lead's row brings.

    Attributes:
        values: what could come into a customer's row, in order.
        left: the filled columns of the lead that have no place there, by header: the manager's
            own ones, the reason of a loss, and the open next step.
    """

    values: tuple[Carried, ...]
    left: Mapping[str, Any]


class Carrier:
    """Maps leads' rows to the columns of Customers.

    The manager's own columns go by name, to an own column of Customers or to a declared one,
    whose lists say what a word means. An age becomes a year of birth, unless an own column says
    it. A consent that any inquiry of the lead withdraws is withdrawn.

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
        self._stays = {name: header_of(frames, "Leads", name) for name in _STAYS}
        self._lists = {
            name: frames.vocabularies[column.choice.name]
            for name, column in columns(MODELS["Customers"]).items()
            if column.choice
        }
        self._refused = self._withdrawals(frames)

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
            header: lead[name] for name, header in self._stays.items() if lead[name] is not None
        }
        if lead["lead_id"] in self._refused:
            values = [one for one in values if one.name != _CONSENT]
            values.append(Carried(_CONSENT, _WITHDRAWN, "inquiries"))
        return Brought(tuple(values), left)

    def _withdrawals(self, frames: Frames) -> frozenset[str]:
        """The leads that an own column of Inquiries says have withdrawn their consent."""
        if _CONSENT not in frames.own("Inquiries"):
            return frozenset()
        rows = frames["Inquiries"].select("lead_id", _CONSENT).drop_nulls().iter_rows()
        return frozenset(lead for lead, said in rows if wins(_CONSENT, self._value(_CONSENT, said)))

    def _value(self, name: str, value: Any) -> Any:
        if name not in self._declared:
            return value
        try:
            read = read_count(value) if name == "birth_year" else read_text(value)
        except WrongCellError:
            return None
        known = self._lists.get(name)
        return (known.canonical(str(read)) or read) if known and read is not None else read


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
