"""Leads, box one: one row is one person or firm that asked and has not bought."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import (
    FILLED,
    Between,
    Choice,
    Count,
    Day,
    Email,
    Id,
    Label,
    Phone,
    Text,
)
from xlcrm.sheets.vocabularies import codes


class Lead(Row):
    """One lead."""

    table: ClassVar[str] = "Leads"
    identity: ClassVar[str] = "lead_id"

    lead_id: Annotated[Id, FILLED] = None
    name: Text = None
    company: Text = None
    phone: Phone = None
    email: Email = None
    sex: Annotated[Label, Choice("sex")] = None
    age: Annotated[Count, Between(0, 120)] = None
    first_inquiry: Annotated[Day, FILLED] = None
    last_inquiry: Annotated[Day, FILLED] = None
    inquiries: Annotated[Count, FILLED, Between(0, 1e6)] = None
    need: Annotated[Label, Choice("need")] = None
    source: Annotated[Label, Choice("source")] = None
    owner: Annotated[Label, Choice("owner")] = None
    status: Annotated[Label, Choice("lead_status")] = None
    status_on: Annotated[Day, FILLED] = None
    closed_on: Annotated[Day, FILLED] = None
    lost_reason: Annotated[Label, Choice("lost_reason")] = None
    next_step: Text = None
    next_step_date: Day = None
    customer_id: Annotated[Id, FILLED] = None
    converted_on: Annotated[Day, FILLED] = None
    note: Text = None


def new_words() -> frozenset[str]:
    """What a lead's customer_id says where the lead is none of the known customers, folded.

    "new", or the word for a new lead in any of the languages.
    """
    return frozenset(label for label, code in codes("lead_status").items() if code == "new")
