"""The rows of Customers while leads convert: new ones are made, blank cells of old ones filled."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from xlcrm.crm.carrying import Carried, Difference, same, wins
from xlcrm.crm.edits import Edits, appended
from xlcrm.crm.parties import Boxes
from xlcrm.patches import AppendRows, EditCells

_LINKS = frozenset({"customer_since", "lead_id"})
"""What the first lead says; the next one of the same customer does not differ, it adds."""


@dataclass
class _Row:
    """A customer's row: its sheet row, 0 for a new one, and what it holds by column."""

    row: int
    holds: dict[str, Any] = field(default_factory=dict)


class BoxTwo:
    """The customers that leads convert into.

    Args:
        boxes: the leads and customers.
        edits: takes the cells of customers that exist.
        targets: the ids of the customers, existing or new, that are converted into.
    """

    def __init__(self, boxes: Boxes, edits: Edits, targets: Collection[str]) -> None:
        self._boxes, self._edits = boxes, edits
        self._rows: dict[str, _Row] = {}
        numbers = [n for n, customer in enumerate(boxes.customers) if customer in targets]
        held = boxes.frames["Customers"][numbers].iter_rows(named=True)
        for n, holds in zip(numbers, held, strict=True):
            self._rows.setdefault(boxes.customers[n], _Row(holds["row"], holds))

    def take(
        self, customer: str, values: Collection[Carried]
    ) -> tuple[tuple[Carried, ...], tuple[Difference, ...]]:
        """Brings a lead's values into a customer's row.

        Args:
            customer: the customer's id; an unknown one is made.
            values: what the lead brings.

        Returns:
            What is filled in, and where the row says something else and keeps it.
        """
        row = self._rows.setdefault(customer, _Row(0, {"customer_id": customer}))
        carried: list[Carried] = []
        differing: list[Difference] = []
        for one in values:
            kept = row.holds.get(one.name)
            if kept is not None and (
                one.name in _LINKS or same(one.name, kept, one.value, self._boxes.country)
            ):
                continue
            if (kept is None or wins(one.name, one.value)) and self._put(row, one):
                carried.append(one)
            else:
                differing.append(Difference(one.name, kept, one.value, one.origin))
        return tuple(carried), tuple(differing)

    def _put(self, row: _Row, one: Carried) -> bool:
        blank = not row.row or self._edits.fill("Customers", one.name, row.row, one.value)
        if blank:
            row.holds[one.name] = one.value
        return blank

    def added(self) -> tuple[EditCells | AppendRows, ...]:
        """The patch of the new rows, in the order of their ids' making."""
        new = [row.holds for row in self._rows.values() if not row.row]
        return appended(self._boxes.frames, "Customers", new)
