"""Stages and Touchpoints: the customer's journey in order, and the moments of it."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import REQUIRED, Between, Choice, Count, Day, Id, Label, Moment, Text


class Stage(Row):
    """One stage of the journey."""

    table: ClassVar[str] = "Stages"
    identity: ClassVar[str] = "stage"

    stage: Annotated[Text, REQUIRED] = None
    position: Annotated[Count, REQUIRED, Between(1, 1000)] = None
    ours_to_control: Annotated[Label, Choice("control")] = None
    obstacle: Text = None
    owner: Annotated[Label, Choice("owner")] = None


class Touchpoint(Row):
    """One moment of one party's journey."""

    table: ClassVar[str] = "Touchpoints"

    date: Annotated[Moment, REQUIRED] = None
    party_id: Id = None
    stage: Text = None
    touchpoint: Text = None
    kind: Annotated[Label, Choice("touchpoint_kind")] = None
    moment: Annotated[Label, Choice("moment")] = None
    owner: Annotated[Label, Choice("owner")] = None
    due_on: Day = None
    resolved_on: Day = None
    note: Text = None
