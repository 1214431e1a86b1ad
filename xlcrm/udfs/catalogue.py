"""The catalogue: each worksheet function declared once, as data.

Excel's wrappers, Calc's type library, the command line and the documentation are made from it.
What a function does is named, not imported, so that reading the catalogue costs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an argument is."""

    DATE = "date"
    DAYS = "days"
    COUNT = "count"
    TEXT = "text"


class Shape(StrEnum):
    """What comes back: one value, or rows under a header row."""

    VALUE = "value"
    TABLE = "table"


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function.

    Attributes:
        name: never a VBA keyword.
        kind: what it is.
        optional: whether it may be left out (its meaning then stands in its description).
    """

    name: str
    kind: Kind
    optional: bool = True


@dataclass(frozen=True)
class Function:
    """One worksheet function.

    Attributes:
        name: as it is typed in a cell.
        arguments: in order; the optional ones last.
        category: the group under which a wizard lists it.
        unit: "share", "customers", "days", "money", "text", "table" ...
        shape: one value or a table.
        example: a formula that works in the sample book.
        module: the module of `xlcrm.udfs` that holds its function, which has the same name in
            lower case.
        source: where the definition comes from.
    """

    name: str
    arguments: tuple[Argument, ...]
    category: str
    unit: str
    shape: Shape
    example: str
    module: str
    source: str = "docs/definitions.md"

    @property
    def required(self) -> int:
        """How many arguments must be given."""
        return sum(not argument.optional for argument in self.arguments)

    @property
    def signature(self) -> str:
        """The call as a wizard shows it: "CHURN_RATE([from_date],[to_date],[where])"."""
        shown = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({','.join(shown)})"


FROM, TO = Argument("from_date", Kind.DATE), Argument("to_date", Kind.DATE)
ON = Argument("on_date", Kind.DATE)
WHERE = Argument("where", Kind.TEXT)
DAYS = Argument("days", Kind.DAYS, optional=False)
CUSTOMER = Argument("customer_id", Kind.TEXT, optional=False)
TOP, FIELDS = Argument("top", Kind.COUNT), Argument("fields", Kind.TEXT)
WINDOW = (FROM, TO, WHERE)
STATE = (ON, WHERE)


def _value(
    name: str, arguments: tuple[Argument, ...], category: str, unit: str, module: str, example: str
) -> Function:
    return Function(name, arguments, category, unit, Shape.VALUE, example, module)


def _table(
    name: str, arguments: tuple[Argument, ...], category: str, module: str, example: str
) -> Function:
    return Function(name, arguments, category, "table", Shape.TABLE, example, module)


FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for function in (
        _value("CHURN_RATE", WINDOW, "churn", "share", "churn", "=CHURN_RATE()"),
        _value("RETENTION_RATE", WINDOW, "churn", "share", "churn", "=RETENTION_RATE()"),
        _table("CHURN_BY_MONTH", WINDOW, "churn", "churn", "=CHURN_BY_MONTH()"),
        _value("CUSTOMERS_ACTIVE", STATE, "churn", "customers", "churn", "=CUSTOMERS_ACTIVE()"),
        _value("CUSTOMERS_NEW", WINDOW, "churn", "customers", "churn", "=CUSTOMERS_NEW()"),
        _value("CUSTOMERS_LOST", WINDOW, "churn", "customers", "churn", "=CUSTOMERS_LOST()"),
        _value("REVENUE_CHURN", WINDOW, "churn", "share", "churn", "=REVENUE_CHURN()"),
        _value("HALF_LIFE", STATE, "retention", "days", "retention", "=HALF_LIFE()"),
        _table("RETENTION_CURVE", STATE, "retention", "retention", "=RETENTION_CURVE()"),
        _table("COHORT_TABLE", WINDOW, "retention", "retention", "=COHORT_TABLE()"),
        _value(
            "REPEAT_PROBABILITY",
            (DAYS, WHERE),
            "retention",
            "share",
            "retention",
            "=REPEAT_PROBABILITY(365)",
        ),
        _value("REPEAT_RATE", WINDOW, "retention", "share", "retention", "=REPEAT_RATE()"),
        _value("INQUIRIES_TOTAL", WINDOW, "leads", "inquiries", "conversion", "=INQUIRIES_TOTAL()"),
        _value("CONVERSION_RATE", WINDOW, "leads", "share", "conversion", "=CONVERSION_RATE()"),
        _value(
            "CONVERTED_WITHIN",
            (DAYS, WHERE),
            "leads",
            "share",
            "conversion",
            "=CONVERTED_WITHIN(90)",
        ),
        _value("DAYS_TO_CONVERT", WINDOW, "leads", "days", "conversion", "=DAYS_TO_CONVERT()"),
        _value("WIN_RATE", WINDOW, "leads", "share", "conversion", "=WIN_RATE()"),
        _value("REVENUE_TOTAL", WINDOW, "revenue", "money", "revenue", "=REVENUE_TOTAL()"),
        _value("AVERAGE_ORDER", WINDOW, "revenue", "money", "revenue", "=AVERAGE_ORDER()"),
        _table(
            "SEGMENT_PIVOT",
            (
                Argument("rows", Kind.TEXT, optional=False),
                Argument("columns", Kind.TEXT),
                Argument("value", Kind.TEXT),
                *WINDOW,
            ),
            "segments",
            "segments",
            '=SEGMENT_PIVOT("region")',
        ),
        _value(
            "RFM_SCORE", (CUSTOMER, ON), "customers", "text", "customers", '=RFM_SCORE("C-0001")'
        ),
        _value(
            "CUSTOMER_STATUS",
            (CUSTOMER, ON),
            "customers",
            "text",
            "customers",
            '=CUSTOMER_STATUS("C-0001")',
        ),
        _value(
            "NEXT_ORDER_DUE",
            (CUSTOMER, ON),
            "customers",
            "date",
            "customers",
            '=NEXT_ORDER_DUE("C-0001")',
        ),
        _table("AT_RISK", (*STATE, TOP, FIELDS), "customers", "customers", "=AT_RISK()"),
        _value("REVENUE_AT_RISK", STATE, "customers", "money", "customers", "=REVENUE_AT_RISK()"),
        _value(
            "FIGURE_DETAIL",
            (
                Argument("formula", Kind.TEXT, optional=False),
                Argument("detail", Kind.TEXT, optional=False),
            ),
            "about",
            "number",
            "detail",
            '=FIGURE_DETAIL("CHURN_RATE()","n")',
        ),
        _value(
            "TABLE_CELL",
            (
                Argument("formula", Kind.TEXT, optional=False),
                Argument("row", Kind.COUNT, optional=False),
                Argument("column", Kind.COUNT, optional=False),
            ),
            "about",
            "value",
            "detail",
            '=TABLE_CELL("CHURN_BY_MONTH()",1,1)',
        ),
    )
}
"""Every worksheet function by name."""
