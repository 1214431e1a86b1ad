from datetime import date

import duckdb
import polars as pl
import pytest

from xlcrm.errors import ColumnMissingError
from xlcrm.metrics.facts import line
from xlcrm.metrics.intake import collected
from xlcrm.metrics.order_lines import OrderLines
from xlcrm.metrics.window import Window, day_number

AS_OF = date(2024, 12, 31)
ORDERS = pl.DataFrame(
    {
        "customer_id": ["a", "b", "a", None],
        "date": [date(2024, 1, 1), date(2025, 1, 1), date(2024, 3, 1), date(2024, 2, 1)],
        "amount": [1.0, 2.0, 3.0, 4.0],
        "place": ["north", "south", "east", "west"],
    }
)
ENGINES = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


def places(lines):
    rows = collected(lines.beside("place").select("cents", line("place")))
    return dict(rows.iter_rows())


@pytest.mark.parametrize("engine", ENGINES)
def test_own_columns_stand_beside_the_lines_that_count(engine):
    lines = OrderLines.of(ENGINES[engine](ORDERS), AS_OF)
    assert lines.columns == set(ORDERS.columns)
    assert places(lines) == {100: "north", 300: "east", 400: "west"}
    assert places(lines.of_customers(["a"])) == {100: "north", 300: "east"}
    assert places(lines.among("place", ["east", "south"])) == {300: "east"}
    assert places(lines.until(day_number(date(2024, 2, 1)))) == {100: "north", 400: "west"}
    window = Window(date(2024, 2, 1), date(2024, 3, 1))
    assert places(lines.within(window).of_customers(["a"])) == {300: "east"}


def test_an_own_column_may_be_said_otherwise_and_only_when_it_is_asked_for():
    asked = []

    def own(name):
        asked.append(name)
        return ORDERS[name].str.to_uppercase()

    lines = OrderLines.of(ORDERS, AS_OF, own)
    assert lines.collected()["cents"].sort().to_list() == [100, 300, 400]
    assert asked == []
    assert places(lines) == {100: "NORTH", 300: "EAST", 400: "WEST"}
    assert asked == ["place"]


@pytest.mark.parametrize("missing", ["customer_id", "date", "amount"])
def test_a_column_that_is_missing_is_named(missing):
    with pytest.raises(ColumnMissingError) as caught:
        OrderLines.of(ORDERS.drop(missing), AS_OF)
    assert caught.value.parameters == {"column": missing}
