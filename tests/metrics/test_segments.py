import math
from datetime import date

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import ColumnMissingError, FormulaError
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.lapse import LapseRule
from xlcrm.metrics.segments import UNKNOWN, VALUES, segment_pivot

FEW = settings(max_examples=30, deadline=None)
AS_OF = date(2024, 12, 31)
YEAR = (date(2024, 1, 1), AS_OF)
CUSTOMERS = pl.DataFrame(
    {
        "customer_id": ["a", "b", "c", "d"],
        "region": ["North", "South", "", "North"],
        "size": [2, 10, 2, None],
    }
)
ORDERS = pl.DataFrame(
    [
        ("a", date(2024, 3, 1), 10.0, "tea"),
        ("a", date(2024, 3, 1), 5.5, "mugs"),
        ("a", date(2024, 4, 1), 10.0, "tea"),
        ("b", date(2024, 12, 1), 20.0, "tea"),
        ("b", date(2024, 12, 2), -2.0, "mugs"),
        ("c", date(2024, 12, 3), 40.0, None),
        (None, date(2024, 12, 4), 7.0, "tea"),
        ("d", date(2023, 12, 31), 99.0, "tea"),
        ("stranger", date(2024, 12, 30), 1.0, "mugs"),
    ],
    schema={"customer_id": pl.String, "date": pl.Date, "amount": pl.Float64, "goods": pl.String},
    orient="row",
)


def pivot(rows, columns=None, value="customers", orders=ORDERS, **rule):
    history = OrderHistory.of(orders, AS_OF, LapseRule(k=1.0, prior_days=100.0, **rule))
    return segment_pivot(history, rows, columns, value, *YEAR, CUSTOMERS)


def test_one_principle_of_the_customers():
    table = pivot("region")
    assert (table.rows, table.row_totals, table.total) == (("North", "South", None), (1, 1, 2), 4)
    assert (table.columns, table.cells, table.column_totals) == ((), ((), (), ()), ())
    assert (table.unit, table.window.end) == ("count", AS_OF)


def test_numbers_are_sorted_as_numbers_and_blanks_come_last():
    assert pivot("size").rows == (2, 10, None)


def test_one_who_buys_two_categories_counts_in_each_and_once_in_the_total():
    table = pivot("region", "goods")
    assert table.columns == ("mugs", "tea", None)
    assert table.cells == ((1, 1, 0), (0, 1, 0), (1, 0, 1))
    assert (table.row_totals, table.column_totals, table.total) == ((1, 1, 2), (2, 2, 1), 4)


def test_revenue_is_net_and_keeps_lines_without_a_customer_apart():
    table = pivot("region", "goods", "revenue")
    assert table.rows[-2:] == (None, UNKNOWN)
    assert table.cells == ((5.5, 20.0, 0), (-2.0, 20.0, 0), (1.0, 0, 40.0), (0, 7.0, 0))
    assert table.row_totals == (25.5, 18.0, 41.0, 7.0)
    assert table.column_totals == (4.5, 47.0, 40.0)
    assert (table.total, table.unit) == (91.5, "money")


def test_orders_are_order_days():
    table = pivot("goods", value="orders")
    assert dict(zip(table.rows, table.row_totals, strict=True)) == {"mugs": 2, "tea": 3, None: 1}
    assert table.total == 5


def test_the_active_at_the_end_even_if_they_bought_before_the_window():
    """A limit of 100 days, as after d's one order, ended long ago; with 400 it has not."""
    assert pivot("region", value="active").row_totals == (1, 2)
    assert pivot("region", value="active", floor_days=400.0).row_totals == (2, 1, 2)
    by_goods = pivot("goods", value="active", floor_days=400.0)
    assert dict(zip(by_goods.rows, by_goods.row_totals, strict=True)) == {
        "mugs": 2,
        "tea": 3,
        None: 1,
    }
    assert by_goods.total == 5


@pytest.mark.parametrize("value", VALUES)
def test_every_engine_gives_the_same_table(value):
    expected = pivot("region", "goods", value)
    assert pivot("region", "goods", value, ORDERS.to_pandas()) == expected
    assert pivot("region", "goods", value, duckdb.from_arrow(ORDERS.to_arrow())) == expected


@pytest.mark.parametrize("value", VALUES)
def test_nothing_at_all(value):
    table = pivot("region", "goods", value, ORDERS.clear())
    assert (table.rows, table.columns, table.cells, table.total) == ((), (), (), 0)


def test_what_is_unknown_is_refused():
    history = OrderHistory.of(ORDERS, AS_OF)
    with pytest.raises(FormulaError, match="unknown_principle"):
        segment_pivot(history, "colour")
    with pytest.raises(FormulaError, match="unknown_value"):
        segment_pivot(history, "goods", value="profit")
    with pytest.raises(ColumnMissingError):
        segment_pivot(history, "goods", customers=CUSTOMERS.drop("customer_id"))


@FEW
@given(data=st.data())
def test_as_counted_one_by_one(data, books, rules, windows, naive, frame_of):
    lines, rule = data.draw(books), data.draw(rules)
    goods = data.draw(st.lists(st.sampled_from(["x", "y", None]), min_size=30, max_size=30))
    start, end, as_of = data.draw(windows)
    frame = frame_of(lines).with_columns(pl.Series("goods", goods[: len(lines)], dtype=pl.String))
    slow, history = naive(lines, as_of, rule), OrderHistory.of(frame, as_of, rule)
    region = dict(CUSTOMERS.select("customer_id", "region").iter_rows()) | {
        "c": None,
        None: UNKNOWN,
    }
    rows = [
        (who, day, slow.cents(amount), amount >= 0, region[who], good)
        for (who, day, amount), good in zip(lines, goods, strict=False)
        if start <= day <= end
    ]
    tables = {
        value: segment_pivot(history, "region", "goods", value, start, end, CUSTOMERS)
        for value in VALUES
    }
    bought = [row for row in rows if row[3] and row[0] is not None]
    counted = {
        "customers": lambda cell: len({row[0] for row in bought if cell(row)}),
        "orders": lambda cell: len({row[:2] for row in bought if cell(row)}),
        "revenue": lambda cell: sum(row[2] for row in rows if cell(row)) / 100,
    }
    for value, count in counted.items():
        table = tables[value]
        assert table.total == count(lambda _: True)
        for row, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True):
            assert total == count(lambda r, row=row: r[4] == row)
            for column, cell in zip(table.columns, cells, strict=True):
                assert cell == count(lambda r, row=row, column=column: r[4:] == (row, column))
        for column, total in zip(table.columns, table.column_totals, strict=True):
            assert total == count(lambda r, column=column: r[5] == column)
    assert tables["active"].total == len(slow.active(end))


@pytest.mark.parametrize("value", VALUES)
def test_customers_of_every_engine_give_the_same_table(value):
    history = OrderHistory.of(ORDERS, AS_OF, LapseRule(k=1.0, prior_days=100.0))
    known = CUSTOMERS.select("customer_id", "region")

    def by(customers):
        return segment_pivot(history, "region", "goods", value, *YEAR, customers)

    assert by(known.lazy()) == by(known)
    assert by(known.to_pandas()) == by(known)
    assert by(duckdb.from_arrow(known.to_arrow())) == by(known)


@pytest.mark.parametrize("value", VALUES)
def test_of_several_rows_of_a_customer_the_first_counts_and_those_of_nobody_do_not(value):
    history = OrderHistory.of(ORDERS, AS_OF, LapseRule(k=1.0, prior_days=100.0))
    more = pl.DataFrame(
        {"customer_id": ["a", None, "b"], "region": ["West", "West", "East"], "size": [1, 1, 1]},
        schema=CUSTOMERS.schema,
    )
    tables = [
        segment_pivot(history, "region", None, value, *YEAR, customers)
        for customers in (CUSTOMERS, pl.concat([CUSTOMERS, more]))
    ]
    assert tables[0] == tables[1]


def test_ids_that_are_numbers_are_one_with_themselves():
    orders = pl.DataFrame({"customer_id": [7.0, 8.0], "date": [AS_OF, AS_OF], "amount": [1.0, 2.0]})
    customers = pl.DataFrame({"customer_id": [7.0, 8.0], "region": ["North", "South"]})
    history = OrderHistory.of(orders, AS_OF, LapseRule(k=1.0, prior_days=100.0))
    table = segment_pivot(history, "region", None, "revenue", *YEAR, customers)
    assert (table.rows, table.row_totals) == (("North", "South"), (1.0, 2.0))


@pytest.mark.parametrize(
    ("labels", "rows", "totals"),
    [
        (pl.Series([math.nan, 1.0, math.nan, None]), (1.0, None), (1, 3)),
        (pl.Series([date(2024, 1, 2), date(2024, 1, 1), None, date(2024, 1, 2)]), None, None),
        (pl.Series([True, False, None, True]), (False, True, None), (1, 2, 1)),
        (pl.Series(["x", "", "y", None], dtype=pl.Categorical), ("x", "y", None), (1, 1, 2)),
        (pl.Series(["x", "y", "x", None], dtype=pl.Enum(["y", "x"])), ("x", "y", None), (2, 1, 1)),
    ],
    ids=["numbers", "days", "truths", "categories", "enumerated"],
)
def test_labels_may_be_of_any_type(labels, rows, totals):
    history = OrderHistory.of(
        ORDERS.filter(pl.col("customer_id").is_in(["a", "b", "c", "d"])),
        AS_OF,
        LapseRule(k=1.0, prior_days=100.0),
    )
    days = (date(2023, 1, 1), AS_OF)
    known = CUSTOMERS.with_columns(labels.alias("own"))
    table = segment_pivot(history, "own", None, "customers", *days, known)
    if rows is None:
        rows, totals = (date(2024, 1, 1), date(2024, 1, 2), None), (1, 2, 1)
    assert (table.rows, table.row_totals, table.total) == (rows, totals, 4)
    twice = segment_pivot(history, "own", "own", "customers", *days, known)
    assert (twice.rows, twice.columns, twice.row_totals) == (rows, rows, totals)
    assert all(
        cell == (total if row == column else 0)
        for row, total, cells in zip(rows, totals, twice.cells, strict=True)
        for column, cell in zip(rows, cells, strict=True)
    )


def test_thousands_of_customers_are_counted_as_a_few_are():
    people = 6_000
    orders = pl.DataFrame(
        {
            "customer_id": [f"C{number % people}" for number in range(2 * people)],
            "date": [date(2024, 5, 1 + number % 7) for number in range(2 * people)],
            "amount": [1.0] * 2 * people,
            "goods": [("tea", "mugs", None)[number % 3] for number in range(2 * people)],
        }
    )
    customers = pl.DataFrame(
        {
            "customer_id": [f"C{number}" for number in range(people)],
            "region": [("North", "South", "")[number % 3] for number in range(people)],
        }
    )
    history = OrderHistory.of(orders, AS_OF, LapseRule(k=1.0, prior_days=400.0))
    found = {
        value: segment_pivot(history, "region", "goods", value, *YEAR, customers)
        for value in VALUES
    }
    third = people // 3
    cells = ((0, third, 0), (third, 0, 0), (0, 0, third))
    assert found["customers"].cells == found["active"].cells == cells
    assert found["customers"].total == people
    assert found["orders"].total == orders.select("customer_id", "date").n_unique()
    assert found["revenue"].row_totals == (2.0 * third,) * 3
