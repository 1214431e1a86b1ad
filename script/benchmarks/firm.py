"""The tables of a seeded firm of any size, as frames with the headers of a workbook."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from xlcrm.sheets import MODELS, columns, label

AS_OF = date(2024, 12, 31)
"""The last day of the firm's four years."""

PRODUCTS = [f"Product {number:02}" for number in range(1, 41)]
CATEGORIES = ["Tea", "Coffee", "Cups", "Kettles", "Filters", "Gifts", "Spices", "Service"]
OWNERS = ["Ana Rusu", "Ion Munteanu", "Vera Lungu", "Pavel Ciobanu", "Olga Sirbu", "Dan Popa"]
REGIONS = ["North", "South", "East", "West", "Centre", "Abroad"]
LISTS = {"product": PRODUCTS, "category": CATEGORIES, "owner": OWNERS, "region": REGIONS}
"""What the Lists sheet says."""

Vector = np.ndarray[tuple[int], np.dtype[np.int64 | np.float64]]

_DAYS = 4 * 365
_START = AS_OF - timedelta(days=_DAYS - 1)
_PER_CUSTOMER = 10
_EACH = 600


def tables(rows: int) -> dict[str, pl.DataFrame]:
    """The tables of a firm with so many order lines, all cells right; Orders comes first.

    Args:
        rows: order lines; there is one customer to ten of them, and one lead to fifty. The tables
            that a new workbook has besides hold one blank row each.
    """
    chance = np.random.default_rng(rows)
    customers = max(rows // _PER_CUSTOMER, 1)
    first = chance.integers(0, _DAYS - 30, customers)
    stay = np.minimum(chance.exponential(500, customers) + 30, _DAYS - 1 - first)
    made = {
        "Orders": _orders(rows, first, stay, chance),
        "Customers": _customers(first, chance),
        "Leads": _leads(max(rows // 50, 1), chance),
        "Lists": pl.DataFrame(
            [(name, value, None) for name, values in LISTS.items() for value in values],
            schema={"list": pl.String, "value": pl.String, "alias_of": pl.String},
            orient="row",
        ),
    }
    for table, model in MODELS.items():
        blank = pl.DataFrame({name: [None] for name in columns(model)})
        made.setdefault(table, blank)
    return {table: _headed(frame) for table, frame in made.items()}


def dirty(orders: pl.DataFrame) -> pl.DataFrame:
    """The same order lines with one cell in error in a hundred rows; columns keep their types."""
    row = pl.int_range(pl.len())

    def wrong(
        header: str, value: date | float | pl.Expr | None, each: int, of: int = _EACH
    ) -> pl.Expr:
        return pl.when(row % of == each).then(value).otherwise(pl.col(header)).alias(header)

    return orders.with_columns(
        wrong("Date", None, 7),
        wrong("Product", pl.lit("Produkt 07"), 17),
        wrong("Owner", pl.lit("Somebody"), 29),
        wrong("Amount", pl.lit(5e12), 41),
        wrong("Quantity", pl.lit(-5e9), 53),
        wrong("Customer ID", pl.lit("#N/A"), 67),
    )


def _days(offsets: Vector) -> pl.Series:
    return ((_START - date(1970, 1, 1)).days + pl.Series(offsets.astype(np.int32))).cast(pl.Date)


def _orders(
    rows: int,
    first: Vector,
    stay: Vector,
    chance: np.random.Generator,
) -> pl.DataFrame:
    weight = chance.pareto(1.5, len(first)) + 0.3
    who = chance.choice(len(first), rows, p=weight / weight.sum())
    days = first[who] + chance.random(rows) * stay[who]
    product = chance.integers(0, len(PRODUCTS), rows)
    frame = pl.DataFrame(
        {
            "number": np.arange(1, rows + 1),
            "date": _days(np.sort(days)),
            "who": who[np.argsort(days, kind="stable")] + 1,
            "product": pl.Series(PRODUCTS).gather(product),
            "category": pl.Series(CATEGORIES).gather(product % len(CATEGORIES)),
            "quantity": chance.integers(1, 20, rows).astype(float),
            "amount": np.round(chance.lognormal(4, 1, rows), 2),
            "owner": pl.Series(OWNERS).gather(chance.integers(0, len(OWNERS), rows)),
            "discount": np.round(chance.random(rows) * 0.3, 2),
            "blank": chance.random(rows) < 0.1,
        }
    )
    region = pl.col("who") % len(REGIONS)
    return frame.select(
        "date",
        "product",
        "category",
        "quantity",
        "amount",
        "owner",
        order_id=pl.format("O-{}", pl.col("number").cast(pl.String).str.zfill(7)),
        customer_id=_id("C", "who"),
        Delivery=pl.lit(pl.Series(REGIONS)).gather(region),
        Telephone=pl.format("+37322{}", pl.col("who").cast(pl.String).str.zfill(6)),
        Mail=pl.when("blank").then(None).otherwise(pl.format("buyer{}@example.com", "who")),
        Discount="discount",
    )


def _customers(first: Vector, chance: np.random.Generator) -> pl.DataFrame:
    count = len(first)
    frame = pl.DataFrame({"who": np.arange(1, count + 1), "first": _days(first)})
    number = pl.col("who").cast(pl.String).str.zfill(6)
    return frame.select(
        customer_id=_id("C", "who"),
        name=pl.format("Buyer {}", number),
        company=pl.format("Firm {}", number),
        phone=pl.format("+37322{}", number),
        email=pl.format("buyer{}@example.com", "who"),
        sex=pl.Series(["female", "male"]).gather(chance.integers(0, 2, count)),
        region=pl.Series(REGIONS).gather(chance.integers(0, len(REGIONS), count)),
        size=pl.Series(["small", "medium", "large"]).gather(chance.integers(0, 3, count)),
        customer_since="first",
    )


def _leads(count: int, chance: np.random.Generator) -> pl.DataFrame:
    asked = np.sort(chance.integers(0, _DAYS, count))
    bought = asked + chance.integers(0, 200, count)
    converted = (chance.random(count) < 0.3) & (bought < _DAYS)
    frame = pl.DataFrame(
        {
            "number": np.arange(1, count + 1),
            "asked": _days(asked),
            "bought": _days(bought),
            "converted": converted,
        }
    )
    number = pl.col("number").cast(pl.String).str.zfill(6)
    bought_on = pl.when("converted").then("bought")
    return frame.select(
        lead_id=_id("L", "number"),
        name=pl.format("Asker {}", number),
        phone=pl.format("+37360{}", number),
        email=pl.format("asker{}@example.com", "number"),
        first_inquiry="asked",
        last_inquiry="asked",
        inquiries=pl.lit(1.0),
        source=pl.Series(["search", "recommendation", "social media"]).gather(
            chance.integers(0, 3, count)
        ),
        status=pl.when("converted").then(pl.lit("converted")).otherwise(pl.lit("working")),
        status_on=pl.coalesce(bought_on, "asked"),
        next_step=pl.when(~pl.col("converted")).then(pl.lit("call")),
        next_step_date=pl.when(~pl.col("converted")).then(pl.col("asked") + pl.duration(days=7)),
        customer_id=pl.when("converted").then(_id("C", "number")),
        converted_on=bought_on,
    )


def _id(letter: str, number: str) -> pl.Expr:
    return pl.format(f"{letter}-{{}}", pl.col(number).cast(pl.String).str.zfill(4))


def _headed(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({name: label(name) for name in frame.columns if name.islower()})
