"""Activities: one row is one call, visit, meeting, e-mail or offer of ours."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import REQUIRED, Between, Choice, Day, Id, Label, Moment, Money, Text


class Activity(Row):
    """One activity."""

    table: ClassVar[str] = "Activities"

    date: Annotated[Moment, REQUIRED] = None
    owner: Annotated[Label, Choice("owner")] = None
    kind: Annotated[Label, REQUIRED, Choice("activity_kind")] = None
    party_id: Id = None
    contact: Text = None
    result: Annotated[Label, Choice("activity_result")] = None
    amount: Annotated[Money, Between(0, 1e12)] = None
    next_step: Text = None
    next_step_date: Day = None
