"""The largest customers as the Concentration sheet names them."""

from dataclasses import dataclass
from datetime import date

from xlcrm.report.page import table_of
from xlcrm.udfs.context import Context

MOST_NAMED = 20
_FIELDS = (
    "customer",
    "customer_id",
    "revenue",
    "share",
    "cumulative",
    "customers",
    "status",
    "last_order",
    "last_score",
)


@dataclass(frozen=True)
class Leader:
    """One of the largest customers, or of the groups of customers.

    Attributes:
        who: the name, else the id.
        customer_id: None for a group.
        share: of all revenue.
        status: in the workbook's language.
        last_order: their last order day; None where there is none.
        last_score: 0 to 10; None where they were never asked.
    """

    who: str
    customer_id: str | None
    share: float
    status: str
    last_order: date | None
    last_score: int | None


def named(context: Context) -> tuple[str, ...]:
    """The columns of the table; without names only the ids."""
    known = context.names_customers or context.groups
    return _FIELDS if known else tuple(name for name in _FIELDS if name != "customer")


def formula(context: Context) -> str:
    """The formula of the table, without "="."""
    return f'TOP_CUSTOMERS({MOST_NAMED},,,,"{",".join(named(context))}")'


def leaders(context: Context) -> list[Leader]:
    """The largest customers, the largest first; none where there is no revenue."""
    found = []
    for values in table_of(formula(context), context).rows:
        row = dict(zip(named(context), values, strict=True))
        share, day, score = row["share"], row["last_order"], row["last_score"]
        if not isinstance(share, float):
            return []
        key = row["customer_id"]
        found.append(
            Leader(
                who=str(row.get("customer") or key),
                customer_id=None if key is None else str(key),
                share=share,
                status=str(row["status"]),
                last_order=day if isinstance(day, date) else None,
                last_score=score if isinstance(score, int) else None,
            )
        )
    return found
