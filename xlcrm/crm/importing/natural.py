"""By what a row is known that has no id: declared once per table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Natural:
    """The natural key of a table's rows.

    Attributes:
        by: the fields that are alike in two versions of one row.
        who: a row is only taken for another version of one that stands in the table where any of
            these is filled; others have to be alike in all that the file says.
        names: what people are called; a name alone never decides, it may with other fields.
        beside: where none of `who` is filled, one of these has to be alike too before a row is
            perhaps another's; none for any row. Sales over the counter are alike without being one.
        counted: the field whose correction leaves all others alike; "" for none.
    """

    by: tuple[str, ...]
    who: tuple[str, ...]
    names: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    counted: str = ""


_CONTACT = ("phone", "email")
_PERSON = Natural(("name", "company", *_CONTACT), _CONTACT, ("name", "company"))

NATURAL: Mapping[str, Natural] = {
    "Inquiries": Natural(
        ("date", "name", "company", *_CONTACT, "request", "product"), _CONTACT, ("name", "company")
    ),
    "Leads": _PERSON,
    "Customers": _PERSON,
    "Orders": Natural(
        ("date", "customer_id", "product", "quantity", "amount"),
        ("customer_id",),
        beside=("owner", "category", "order_id"),
        counted="quantity",
    ),
    "Activities": Natural(("date", "owner", "kind", "party_id", "contact"), ("party_id",)),
    "Prospects": Natural(("company", "contact", *_CONTACT), _CONTACT, ("company", "contact")),
    "Stages": Natural(("stage",), ("stage",)),
    "Touchpoints": Natural(("date", "party_id", "stage", "touchpoint", "kind"), ("party_id",)),
    "Surveys": Natural(("date", "customer_id"), ("customer_id",)),
    "Lists": Natural(("list", "value", "alias_of"), ("value",)),
}
"""The natural keys; rows that are alike in them are counted, so that two equal lines of a file
need two lines of the table."""


@dataclass(frozen=True)
class Step:
    """One way to pair rows of a file with rows of a table; earlier ones go first.

    Attributes:
        by: the fields that must be alike.
        who: of these, one must be filled; none for any row.
        blank: a field that is blank in the table's row; "" for none.
        unsaid: a field that is blank in the file's row; "" for none.
    """

    by: tuple[str, ...]
    who: tuple[str, ...] = ()
    blank: str = ""
    unsaid: str = ""


def steps(table: str, mapped: Collection[str]) -> list[Step]:
    """How rows without an id of their own are paired with those that stand in a table.

    Args:
        table: the table.
        mapped: the columns that the file fills.
    """
    whole = Step(tuple(mapped))
    key = NATURAL.get(table)
    if key is None:
        return [whole]
    by = tuple(name for name in key.by if name in mapped)
    who = tuple(name for name in key.who if name in mapped)
    if not who:
        return [whole]
    if table != "Orders":
        return [whole, Step(by, who)]
    lines = [*_lines(by, who, mapped)] if "order_id" in mapped else [Step(by, who)]
    # A line that came without its product or quantity may have been given them since, or be now.
    lesser = [
        Step(tuple(one for one in by if one != name), who, **{side: name})
        for name in ("quantity", "product")
        if name in by
        for side in ("blank", "unsaid")
    ]
    return [whole, *lines, *lesser]


def _lines(by: tuple[str, ...], who: tuple[str, ...], mapped: Collection[str]) -> list[Step]:
    """The same for order lines that name their order; of it numbers may begin anew each year."""
    line = tuple(name for name in ("order_id", "date", "customer_id", "product") if name in mapped)
    others = tuple(name for name in mapped if name != "order_id")
    return [
        Step(("order_id", *by), ("order_id",)),
        # An order has several lines, which its products tell apart.
        *([Step(line, ("order_id",))] if "product" in mapped else []),
        Step(by, who, blank="order_id"),
        # A line that came without an order id may have been given one since.
        Step(others, unsaid="order_id"),
        Step(by, who, unsaid="order_id"),
    ]
