"""Inquiries: one row is one dated hand-raise, a call, a visit, a web request, an e-mail."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import (
    FILLED,
    REQUIRED,
    Between,
    Choice,
    Count,
    Day,
    Email,
    Id,
    Label,
    Moment,
    Money,
    Phone,
    Text,
)


class Inquiry(Row):
    """One inquiry."""

    table: ClassVar[str] = "Inquiries"
    identity: ClassVar[str] = "inquiry_id"

    inquiry_id: Annotated[Id, FILLED] = None
    date: Annotated[Moment, REQUIRED] = None
    channel: Annotated[Label, Choice("channel")] = None
    source: Annotated[Label, Choice("source")] = None
    name: Text = None
    company: Text = None
    phone: Phone = None
    email: Email = None
    sex: Annotated[Label, Choice("sex")] = None
    age: Annotated[Count, Between(0, 120)] = None
    need: Annotated[Label, Choice("need")] = None
    request: Text = None
    product: Annotated[Label, Choice("product")] = None
    quoted: Annotated[Money, Between(0, 1e12)] = None
    replied_at: Moment = None
    owner: Annotated[Label, Choice("owner")] = None
    status: Annotated[Label, Choice("inquiry_status")] = None
    closed_on: Day = None
    lost_reason: Annotated[Label, Choice("lost_reason")] = None
    lost_to: Text = None
    next_step: Text = None
    next_step_date: Day = None
    unhappy: Annotated[Label, Choice("yes_no")] = None
    lead_id: Annotated[Id, FILLED] = None
    customer_id: Annotated[Id, FILLED] = None
    converted_on: Annotated[Day, FILLED] = None
    note: Text = None
