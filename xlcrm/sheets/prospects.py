"""Prospects: one row is one line of the cold-call list."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import FILLED, REQUIRED, Choice, Day, Email, Id, Label, Phone, Text


class Prospect(Row):
    """One prospect."""

    table: ClassVar[str] = "Prospects"

    company: Annotated[Text, REQUIRED] = None
    contact: Text = None
    role: Text = None
    phone: Phone = None
    email: Email = None
    website: Text = None
    source: Annotated[Label, Choice("source")] = None
    verified_on: Day = None
    decision_maker: Annotated[Label, Choice("yes_no")] = None
    status: Annotated[Label, Choice("prospect_status")] = None
    lead_id: Annotated[Id, FILLED] = None
