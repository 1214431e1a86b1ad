"""Surveys: one row is one customer's answer."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import REQUIRED, Between, Choice, Count, Day, Id, Label, Text


class Survey(Row):
    """One answer; score is 0 to 10, satisfaction 1 to 5."""

    table: ClassVar[str] = "Surveys"

    date: Annotated[Day, REQUIRED] = None
    customer_id: Id = None
    score: Annotated[Count, Between(0, 10)] = None
    satisfaction: Annotated[Count, Between(1, 5)] = None
    comment: Text = None
    owner: Annotated[Label, Choice("owner")] = None
    due_on: Day = None
    closed_on: Day = None
