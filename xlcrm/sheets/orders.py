"""Orders: one row is one order line; a line of a lead is what converts the lead."""

from typing import Annotated, ClassVar

from xlcrm.sheets.base import Row
from xlcrm.sheets.kinds import (
    FILLED,
    REQUIRED,
    Between,
    Choice,
    Day,
    Id,
    Label,
    Money,
    Number,
)


class Order(Row):
    """One order line. Negative amounts are returns."""

    table: ClassVar[str] = "Orders"

    order_id: Annotated[Id, FILLED] = None
    date: Annotated[Day, REQUIRED] = None
    customer_id: Id = None
    product: Annotated[Label, Choice("product")] = None
    category: Annotated[Label, Choice("category")] = None
    quantity: Annotated[Number, Between(-1e9, 1e9)] = None
    amount: Annotated[Money, REQUIRED, Between(-1e12, 1e12)] = None
    owner: Annotated[Label, Choice("owner")] = None
