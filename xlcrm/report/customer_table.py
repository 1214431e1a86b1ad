"""Customer data: one row of plain values per customer, for PivotTables."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from xlcrm.cells import Address, Extent, Value
from xlcrm.language import text
from xlcrm.metrics.activity import activity
from xlcrm.metrics.intake import collected
from xlcrm.metrics.revenue import revenue_by_customer
from xlcrm.metrics.rfm_cells import segments
from xlcrm.metrics.status import statuses
from xlcrm.metrics.window import Window, year_before
from xlcrm.patches import PlainColumn, PlainRows, Style, TableSpec, WriteSheet
from xlcrm.report import measure, theme
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.principles import Principle, principles
from xlcrm.udfs.context import Context
from xlcrm.udfs.where import as_labels

KEY, TABLE = "customers", "xlcrm_customers"
MOST = 20_000
"""A sheet of more rows would cost every refresh more than it tells."""

RFM_SEGMENT = "segment"
_WHO = ("customer_id", "called")
_ORDERS = (
    "status",
    "score",
    RFM_SEGMENT,
    "orders",
    "first_day",
    "last_day",
    "revenue",
    "revenue_12",
)
_PLAIN = frozenset({"orders", "first_day", "last_day", "revenue", "revenue_12"})
_TRAIT = "trait:"
"""Before the names of segments: one of the manager's own columns may be called like one of ours."""
_TOP = 6
_NARROW, _WIDE, _BUTTON = 12.0, 34.0, 3.0
"""In characters; the button is that of the table's filter."""


def buyers(context: Context) -> int:
    """How many customers have an order up to the day."""
    return activity(context.whole).first_day.size


def customer_columns(context: Context) -> dict[str, list[Value]]:
    """What the sheet holds, by header: segments as texts, then status, orders and revenue.

    Args:
        context: the workbook's frames and the day.

    Returns:
        One value per customer with an order up to the day, by id. Empty where there is none.
    """
    frame = _frame(context)
    if not frame.height:
        return {}
    page = Page(KEY, context)
    headers = {name: page.text(f"{KEY}.{name}") for name in (*_WHO, *_ORDERS)}
    traits = {_TRAIT + found.name: found.header for found in _segments(context)}
    for name, header in traits.items():
        headers[name] = _free(header, list(headers.values()))
    shown = (*_WHO, *traits, *_ORDERS)
    return {headers[name]: _values(context, name, frame[name]) for name in shown}


def segment_headers(context: Context, columns: Iterable[str]) -> list[str]:
    """Those of the headers under which segments stand, in order."""
    first = len(_WHO)
    return list(columns)[first : first + len(_segments(context))]


def customers_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has ordered yet, or too many have.

    Args:
        context: the workbook's frames and the day.
    """
    if not 0 < buyers(context) <= MOST:
        return None
    columns = context.once("customer columns", lambda: customer_columns(context))
    height = len(next(iter(columns.values())))
    page = Page(KEY, context)
    for at, (header, values) in enumerate(columns.items(), FIRST_COLUMN):
        longest = max((one for one in {*values} if isinstance(one, str)), key=len, default="")
        needed = max(measure.width_for(header, bold=True), measure.width_for(longest))
        page.widths[at] = min(_WIDE, max(_NARROW, needed + _BUTTON))
    page.head(len(columns), page.text(f"{KEY}.answer", n=height, pivot=page.text("pivot.title")))
    plain = tuple(PlainColumn(values, _style(page, values)) for values in columns.values())
    for at, (header, column) in enumerate(zip(columns, plain, strict=True), FIRST_COLUMN):
        page.put(_TOP, at, header, theme.header(column.style))
    extent = customers_extent(columns)
    page.freeze = Address(_TOP + 1, FIRST_COLUMN + 2)
    table = TableSpec(TABLE, extent, tuple(columns))
    return page.sheet(tables=(table,), rows=PlainRows(Address(_TOP + 1, FIRST_COLUMN), plain))


def customers_extent(columns: Mapping[str, list[Value]]) -> Extent:
    """Where the table stands on its sheet."""
    height = len(next(iter(columns.values())))
    return Extent.of(_TOP, FIRST_COLUMN, height + 1, len(columns))


def _segments(context: Context) -> list[Principle]:
    return [one for one in principles(context) if one.table == "Customers" and one.left_out is None]


def _frame(context: Context) -> pl.DataFrame:
    """The customers by id, with the columns of `buyers` and what their orders say."""
    history = context.whole
    year = Window(year_before(context.as_of), context.as_of)
    recent = collected(revenue_by_customer(history, year)).select(
        pl.col("customer").cast(pl.String).alias("customer_id"), recent="cents"
    )
    scores = segments(history).select("customer_id", "score", RFM_SEGMENT, "cents")
    traits = [pl.col(one.name).alias(_TRAIT + one.name) for one in _segments(context)]
    called = pl.coalesce("company", "name").alias("called")
    people = context.buyers.select("customer_id", called, *traits)
    rows = statuses(history).select("customer_id", "status", "orders", "first_day", "last_day")
    rows = rows.join(scores, on="customer_id").join(recent, on="customer_id", how="left")
    rows = rows.join(people, on="customer_id", how="left").sort("customer_id")
    # In Python: Polars multiplies by the reciprocal of a constant, which is not exact.
    revenue = [cents / 100 for cents in rows["cents"]]
    lately = [(cents or 0) / 100 for cents in rows["recent"]]
    return rows.with_columns(
        pl.Series("revenue", revenue, pl.Float64), pl.Series("revenue_12", lately, pl.Float64)
    )


def _values(context: Context, name: str, column: pl.Series) -> list[Value]:
    """A column as it stands on the sheet: labels are texts, and a blank one says so."""
    if name in {"status", RFM_SEGMENT}:
        language = context.settings.language
        told = {word: text(f"column.{name}_{word}", language) for word in column.unique()}
        return [told[word] for word in column]
    if name in _PLAIN:
        return column.to_list()
    blank = context.label("blank")
    return [label or blank for label in as_labels(column)]


def _free(header: str, taken: list[str]) -> str:
    while header.casefold() in {one.casefold() for one in taken}:
        header += " *"
    return header


def _style(page: Page, values: list[Value]) -> Style:
    first = values[0]
    if isinstance(first, date):
        return theme.day(theme.CELL)
    if isinstance(first, float):
        return theme.number(theme.CELL, page.money())
    return theme.number(theme.CELL, theme.COUNT) if isinstance(first, int) else theme.CELL
