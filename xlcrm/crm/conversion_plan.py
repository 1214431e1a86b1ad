"""What converting leads would do, row by row, for a preview and for writing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from xlcrm.crm.buying import Reason
from xlcrm.crm.carrying import Carried, Difference
from xlcrm.crm.keys import Key
from xlcrm.patches import AppendRows, EditCells
from xlcrm.problems import Problem


class Converting(StrEnum):
    """What becomes of a lead."""

    CREATES = "creates"
    MERGES = "merges"
    STOPPED = "stopped"
    REFUSED = "refused"
    ALREADY = "already"


@dataclass(frozen=True)
class ConvertedLead:
    """What becomes of one lead.

    Attributes:
        lead_id: the lead, or the id that was asked for.
        outcome: it creates a customer, merges into one, is stopped until the manager decides,
            is refused, or was converted before.
        row: the lead's sheet row; 0 for an id that Leads does not know.
        name: the lead's name, or the firm's.
        customer_id: the customer, new or known; "" for none.
        reason: why it is converted; None where it is refused.
        code: why it is stopped or refused, such as "convert.lost"; "" otherwise.
        by: the key by which the customer was found, or more than one was.
        candidates: the customers that it could be, where it is stopped.
        first_inquiry: the day of the first inquiry, where it is known.
        converted_on: the day of the conversion.
        carried: what is filled into the customer's row.
        differences: what the customer's row keeps though the lead says something else.
        left: the lead's filled columns that have no place in Customers, by header.
        alike: customers of the same name, for a new one.
        others: the other customers that a weaker key names, where one is merged into.
        nameless: whether the customer that is made has no name, firm, phone or e-mail.
        elsewhere: the cells that have its id, or its customer's, too, where that stops it.
    """

    lead_id: str
    outcome: Converting
    row: int = 0
    name: str = ""
    customer_id: str = ""
    reason: Reason | None = None
    code: str = ""
    by: Key | None = None
    candidates: tuple[str, ...] = ()
    first_inquiry: date | None = None
    converted_on: date | None = None
    carried: tuple[Carried, ...] = ()
    differences: tuple[Difference, ...] = ()
    left: Mapping[str, Any] = field(default_factory=dict)
    alike: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    nameless: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConversionPlan:
    """What converting would do.

    Attributes:
        patches: the changed cells and the new rows; none when there is nothing to do.
        leads: what becomes of each lead that bought or was asked for.
        problems: what the manager should look at.
        followed: how many rows go from a lead to its customer, by table.
    """

    patches: tuple[EditCells | AppendRows, ...]
    leads: tuple[ConvertedLead, ...]
    problems: tuple[Problem, ...]
    followed: Mapping[str, int]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many leads have each outcome, by `Converting`."""
        found = Counter(lead.outcome for lead in self.leads)
        return {outcome.value: found[outcome] for outcome in Converting}
