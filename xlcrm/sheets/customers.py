"""Customers, box two: one row is one person or firm that bought."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import FILLED, Between, Choice, Count, Day, Email, Id, Label, Phone, Text


class Customer(Row):
    """One customer."""

    table: ClassVar[str] = "Customers"
    identity: ClassVar[str] = "customer_id"

    customer_id: Annotated[Id, FILLED] = None
    name: Text = None
    company: Text = None
    phone: Phone = None
    email: Email = None
    sex: Annotated[Label, Choice("sex")] = None
    birth_year: Annotated[Count, Between(1900, 2100)] = None
    region: Annotated[Label, Choice("region")] = None
    size: Annotated[Label, Choice("size")] = None
    need: Annotated[Label, Choice("need")] = None
    source: Annotated[Label, Choice("source")] = None
    customer_since: Annotated[Day, FILLED] = None
    lead_id: Annotated[Id, FILLED] = None
    owner: Annotated[Label, Choice("owner")] = None
    group: Text = None
    buys_elsewhere: Annotated[Label, Choice("yes_no")] = None
    consent: Annotated[Label, Choice("consent")] = None
    note: Text = None
