"""One principle of the customers: who they are and what they bring, value by value."""

from dataclasses import dataclass

from xlcrm.cells import Value
from xlcrm.report.page import table_of
from xlcrm.report.principles import Principle
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table

_ENOUGH = 5
"""A value of a principle with fewer customers says nothing about how telling it is."""


@dataclass(frozen=True)
class Block:
    """One principle with its two tables.

    Attributes:
        principle: which.
        customers: buyers by value, a total at the end.
        revenue: net revenue by value, a total at the end.
        blank: how they call customers without a value.
    """

    principle: Principle
    customers: Table
    revenue: Table
    blank: str

    @classmethod
    def of(cls, principle: Principle, context: Context) -> "Block":
        """Evaluates both tables."""
        customers, revenue = (table_of(formula, context) for formula in formulas(principle))
        return cls(principle, customers, revenue, context.label("blank"))

    @property
    def telling(self) -> float:
        """How much revenue per customer differs between the values: a squared variation, 0 up."""
        worth = {str(label): amount_of(amount) for label, amount in self.revenue.rows[:-1]}
        groups = [
            (amount_of(count), worth.get(str(label), 0.0))
            for label, count in self.customers.rows[:-1]
            if amount_of(count) >= _ENOUGH and label != self.blank
        ]
        buyers, amount = sum(n for n, _ in groups), sum(paid for _, paid in groups)
        if len(groups) < 2 or amount <= 0:  # noqa: PLR2004 - two groups can differ
            return 0.0
        mean = amount / buyers
        return sum(n * (paid / n - mean) ** 2 for n, paid in groups) / (buyers * mean * mean)


def formulas(principle: Principle) -> tuple[str, str]:
    """The formulas of the two tables of a principle."""
    named = principle.argument.replace('"', '""')
    return f'SEGMENT_PIVOT("{named}")', f'SEGMENT_PIVOT("{named}",,"revenue")'


def by_interest(block: Block) -> tuple[bool, bool, float]:
    """A sort key: traits of customers first, words before numbers, then the most telling."""
    return block.principle.table != "Customers", block.principle.numeric, -block.telling


def amount_of(value: Value) -> float:
    """The number in a cell of a table; 0 where there is none."""
    return float(value) if isinstance(value, int | float) else 0.0
