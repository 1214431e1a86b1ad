"""Lists, Settings and History: what the workbook knows about itself."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import FILLED, REQUIRED, Between, Count, Id, Moment, Text


class ListItem(Row):
    """One label of a list, or another way to write one."""

    table: ClassVar[str] = "Lists"

    list: Annotated[Text, REQUIRED] = None
    value: Annotated[Text, REQUIRED] = None
    alias_of: Text = None


class Setting(Row):
    """One setting."""

    table: ClassVar[str] = "Settings"
    identity: ClassVar[str] = "key"

    key: Annotated[Text, REQUIRED] = None
    value: Text = None
    meaning: Text = None


class Change(Row):
    """One changed cell; or a row, a run of rows, a column or a table's range that came or went.

    What `row_id`, `field`, `before` and `after` hold is told in docs/decisions/0011.
    """

    table: ClassVar[str] = "History"

    when: Annotated[Moment, FILLED] = None
    who: Annotated[Text, FILLED] = None
    command: Annotated[Text, FILLED] = None
    batch: Annotated[Count, FILLED, Between(1, 1e9)] = None
    sheet: Annotated[Text, FILLED] = None
    row_id: Annotated[Id, FILLED] = None
    field: Annotated[Text, FILLED] = None
    before: Annotated[Text, FILLED] = None
    after: Annotated[Text, FILLED] = None
    undone_by: Annotated[Count, FILLED, Between(1, 1e9)] = None
