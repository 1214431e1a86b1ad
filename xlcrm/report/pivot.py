"""Pivot: native PivotTables over the customer data, for crossing whatever the manager likes."""

from xlcrm.cells import Address
from xlcrm.patches import PivotSpec, PivotValue, WriteSheet
from xlcrm.report.customer_table import (
    KEY,
    MOST,
    RFM_SEGMENT,
    buyers,
    customer_columns,
    customers_extent,
    segment_headers,
)
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.udfs.context import Context

_COLUMNS = 7


def pivot_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has ordered yet.

    Args:
        context: the workbook's frames and the day.
    """
    height = buyers(context)
    if not height:
        return None
    page = Page("pivot", context)
    page.widths |= dict.fromkeys(range(FIRST_COLUMN, FIRST_COLUMN + _COLUMNS), 20.0)
    if height > MOST:
        page.head(_COLUMNS, page.text("pivot.too_many", n=height, most=MOST))
        return page.sheet(pivots=())
    columns = context.once("customer columns", lambda: customer_columns(context))
    row = page.head(_COLUMNS, page.text("pivot.answer", source=page.text(f"{KEY}.title")))
    row = page.note(row, FIRST_COLUMN, _COLUMNS, "pivot.how") + 1
    who, status, revenue = (
        page.text(f"{KEY}.{name}") for name in ("customer_id", "status", "revenue")
    )
    fields = segment_headers(context, columns) or [page.text(f"{KEY}.{RFM_SEGMENT}")]
    counted = PivotValue(who, page.text("pivot.count"), "count")
    sums = (
        counted,
        PivotValue(revenue, page.text("pivot.total")),
        PivotValue(revenue, page.text("pivot.average"), "average"),
    )
    specs = []
    for name, values, across in (
        ("pivot.by_status", (counted,), status),
        ("pivot.by_revenue", sums, ""),
    ):
        title = page.text(name, field=fields[0])
        row = page.heading(row, FIRST_COLUMN, _COLUMNS, name, field=fields[0]) + 1
        specs.append(
            PivotSpec(
                title,
                KEY,
                customers_extent(columns),
                columns,
                Address(row, FIRST_COLUMN),
                fields[0],
                values,
                across,
                page.text("pivot.all"),
            )
        )
        row += len(set(columns[fields[0]])) + 5
    return page.sheet(pivots=tuple(specs))
