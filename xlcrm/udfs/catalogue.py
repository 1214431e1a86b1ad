"""The catalogue: each worksheet function declared once, as data.

Excel's wrappers, Calc's type library, the command line and the documentation are made from it.
What a function does is named, not imported, so that reading the catalogue costs nothing.
"""

from collections.abc import Mapping

from xlcrm.udfs.declaration import Argument, Function, Kind, Shape

__all__ = ["FUNCTIONS", "Argument", "Function", "Kind", "Shape"]

FROM, TO = Argument("from_date", Kind.DATE), Argument("to_date", Kind.DATE)
ON = Argument("on_date", Kind.DATE)
WHERE = Argument("where", Kind.TEXT)
DAYS = Argument("days", Kind.DAYS, optional=False)
CUSTOMER = Argument("customer_id", Kind.TEXT, optional=False)
TOP, FIELDS = Argument("top", Kind.COUNT), Argument("fields", Kind.TEXT)
WHAT = Argument("what", Kind.TEXT, optional=False)
ROWS, BY = Argument("rows", Kind.TEXT, optional=False), Argument("rows", Kind.TEXT)
WINDOW = (FROM, TO, WHERE)
STATE = (ON, WHERE)
WITHIN = (DAYS, WHERE)
OF_CUSTOMER = (CUSTOMER, ON)
PLAN = (Argument("growth", Kind.NUMBER), *STATE)


def _value(
    name: str,
    arguments: tuple[Argument, ...],
    category: str,
    unit: str,
    module: str,
    call: str = "()",
) -> Function:
    return Function(name, arguments, category, unit, Shape.VALUE, f"={name}{call}", module)


def _table(
    name: str, arguments: tuple[Argument, ...], category: str, module: str, call: str = "()"
) -> Function:
    return Function(name, arguments, category, "table", Shape.TABLE, f"={name}{call}", module)


FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for function in (
        _value("CHURN_RATE", WINDOW, "churn", "share", "churn"),
        _value("RETENTION_RATE", WINDOW, "churn", "share", "churn"),
        _table("CHURN_BY_MONTH", WINDOW, "churn", "churn"),
        _value("CUSTOMERS_ACTIVE", STATE, "churn", "customers", "churn"),
        _value("CUSTOMERS_NEW", WINDOW, "churn", "customers", "churn"),
        _value("CUSTOMERS_LOST", WINDOW, "churn", "customers", "churn"),
        _value("REVENUE_CHURN", WINDOW, "churn", "share", "churn"),
        _value("NEW_CUSTOMERS_NEEDED", PLAN, "churn", "customers", "planning"),
        _value("LEADS_NEEDED", PLAN, "churn", "leads", "planning"),
        _value("RULE_ACCURACY", (WHERE,), "churn", "share", "retention"),
        _table("RULE_TABLE", (WHERE,), "churn", "retention"),
        _value("HALF_LIFE", STATE, "retention", "days", "retention"),
        _value("SURVIVAL", WITHIN, "retention", "share", "retention", "(365)"),
        _table("RETENTION_CURVE", STATE, "retention", "retention"),
        _value("LEFT_IN_A_YEAR", STATE, "retention", "share", "retention"),
        _table("RHYTHM_TABLE", STATE, "retention", "retention"),
        _value("PROJECTED_SHARE", WITHIN, "retention", "share", "retention", "(1825)"),
        _table(
            "PROJECTION_TABLE",
            (Argument("period", Kind.TEXT), Argument("periods", Kind.COUNT), *STATE),
            "retention",
            "retention",
        ),
        _table("COHORT_TABLE", WINDOW, "retention", "retention"),
        _value("REPEAT_PROBABILITY", WITHIN, "retention", "share", "retention", "(365)"),
        _value("REPEAT_RATE", WINDOW, "retention", "share", "retention"),
        _value("INQUIRIES_TOTAL", WINDOW, "demand", "inquiries", "conversion"),
        _table("PORTRAIT_TABLE", (ROWS, *WINDOW), "demand", "inquiries", '("need")'),
        _table("DEMAND_TABLE", (ROWS, *WINDOW), "demand", "inquiries", '("product")'),
        _table(
            "SEASON_TABLE",
            (Argument("what", Kind.TEXT), TO, WHERE),
            "demand",
            "season",
        ),
        _value("CONVERSION_RATE", WINDOW, "leads", "share", "conversion"),
        _value("CONVERTED_WITHIN", WITHIN, "leads", "share", "conversion", "(90)"),
        _value("DAYS_TO_CONVERT", WINDOW, "leads", "days", "conversion"),
        _value("WIN_RATE", WINDOW, "leads", "share", "conversion"),
        _table("FUNNEL_TABLE", (BY, *WINDOW), "leads", "funnel", '("source")'),
        _table("LOSS_REASONS", (BY, *WINDOW), "leads", "inquiries"),
        _value("RESPONSE_HOURS", WINDOW, "leads", "hours", "inquiries"),
        _table("RESPONSE_TABLE", (BY, *WINDOW), "leads", "inquiries"),
        _value("BENEFIT_LOST", (WHAT, *WINDOW), "leads", "money", "inquiries", '("unanswered")'),
        _table("CALL_TABLE", STATE, "leads", "calls"),
        _value("LEADS_OPEN", STATE, "leads", "leads", "leads"),
        _value("LEADS_OVERDUE", STATE, "leads", "leads", "leads"),
        _value("CAPACITY_LOAD", (ON,), "leads", "load", "leads"),
        _table("FOLLOW_UPS", (*STATE, TOP, FIELDS), "leads", "leads"),
        _value("REVENUE_TOTAL", WINDOW, "revenue", "money", "revenue"),
        _value("AVERAGE_ORDER", WINDOW, "revenue", "money", "revenue"),
        _value(
            "TOP_SHARE",
            (Argument("n", Kind.COUNT, optional=False), *WINDOW),
            "concentration",
            "share",
            "concentration",
            "(5)",
        ),
        _value("GINI_INDEX", WINDOW, "concentration", "index", "concentration"),
        _value("HHI_INDEX", WINDOW, "concentration", "index", "concentration"),
        _value("EFFECTIVE_NUMBER", WINDOW, "concentration", "customers", "concentration"),
        _table("TOP_CUSTOMERS", (TOP, *WINDOW, FIELDS), "concentration", "concentration", "(10)"),
        _table("STRESS_TABLE", WINDOW, "concentration", "concentration"),
        _table("CONCENTRATION_TABLE", (TO, WHERE), "concentration", "concentration"),
        _table(
            "SEGMENT_PIVOT",
            (ROWS, Argument("columns", Kind.TEXT), Argument("value", Kind.TEXT), *WINDOW),
            "segments",
            "segments",
            '("region")',
        ),
        _table("RFM_TABLE", STATE, "segments", "customers"),
        _table(
            "CROSS_SELL",
            (BY, Argument("basket", Kind.TEXT), *WINDOW),
            "segments",
            "cross_sell",
        ),
        _table("NEXT_CATEGORY", (BY, *WINDOW, TOP, FIELDS), "segments", "cross_sell"),
        _value("RFM_SCORE", OF_CUSTOMER, "customers", "text", "customers", '("C-0001")'),
        _value("CUSTOMER_SEGMENT", OF_CUSTOMER, "customers", "text", "customers", '("C-0001")'),
        _value("CUSTOMER_STATUS", OF_CUSTOMER, "customers", "text", "customers", '("C-0001")'),
        _value("NEXT_ORDER_DUE", OF_CUSTOMER, "customers", "date", "customers", '("C-0001")'),
        _value(
            "EXPECTED_ORDERS",
            (CUSTOMER, DAYS, ON),
            "customers",
            "orders",
            "value",
            '("C-0001",365)',
        ),
        _value(
            "CUSTOMER_VALUE",
            (*OF_CUSTOMER, Argument("ahead", Kind.DAYS)),
            "customers",
            "money",
            "value",
            '("C-0001")',
        ),
        _table("AT_RISK", (*STATE, TOP, FIELDS), "customers", "customers"),
        _value("REVENUE_AT_RISK", STATE, "customers", "money", "customers"),
        _value("MOMENTS_BALANCE", WINDOW, "journey", "points", "journey"),
        _table("MOMENTS_TABLE", (BY, *WINDOW), "journey", "journey"),
        _table("JOURNEY_TABLE", WINDOW, "journey", "journey"),
        _table("TURNAROUND_TABLE", (WHAT, *WINDOW), "journey", "turnaround", '("complaint")'),
        _value("NPS_SCORE", WINDOW, "journey", "points", "voice"),
        _value("CSAT_SHARE", WINDOW, "journey", "share", "voice"),
        _table("NPS_TABLE", (BY, *WINDOW), "journey", "voice"),
        _table("ACTIVITY_TABLE", (BY, *WINDOW), "activity", "effort", '("owner")'),
        _value(
            "FIGURE_DETAIL",
            (
                Argument("formula", Kind.TEXT, optional=False),
                Argument("detail", Kind.TEXT, optional=False),
            ),
            "about",
            "number",
            "detail",
            '("CHURN_RATE()","n")',
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
            '("CHURN_BY_MONTH()",1,1)',
        ),
    )
}
"""Every worksheet function by name."""
