from datetime import date, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.lapse import LapseRule

FEW = settings(max_examples=40, deadline=None)


AS_OF = date(2025, 12, 31)


def rows_of(frame):
    named = pl.col("customer").cast(pl.String)
    rows = frame.with_columns(named)
    return rows.select(sorted(rows.columns)).sort("customer", "day")


@FEW
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(data, books, rules, frame_of):
    lines, rule = data.draw(books), data.draw(rules)
    one = OrderHistory.of(frame_of(lines), AS_OF, rule)
    other = OrderHistory.of(frame_of(data.draw(st.permutations(lines))), AS_OF, rule)
    assert_frame_equal(rows_of(one.spell_rows), rows_of(other.spell_rows), check_exact=True)
    assert_frame_equal(rows_of(one.day_rows), rows_of(other.day_rows), check_exact=True)


@pytest.mark.parametrize(
    "engine",
    [
        lambda frame: frame.lazy(),
        lambda frame: frame.to_pandas(),
        lambda frame: duckdb.from_arrow(frame.to_arrow()),
    ],
    ids=["polars lazy", "pandas", "duckdb"],
)
def test_every_engine_gives_the_same_history(engine, cdnow):
    some = cdnow.filter(pl.col("customer_id") < "00500")
    ours = OrderHistory.of(some, date(1998, 6, 30))
    theirs = OrderHistory.of(engine(some), date(1998, 6, 30))
    assert theirs.rule == ours.rule
    assert_frame_equal(rows_of(theirs.spell_rows), rows_of(ours.spell_rows), check_exact=True)
    assert_frame_equal(rows_of(theirs.day_rows), rows_of(ours.day_rows), check_exact=True)


def test_cdnow_as_its_authors_count_it(cdnow_history):
    """69,659 transactions of 23,570 customers; those of one day are one order day."""
    assert cdnow_history.lines.collected().height == 69_659
    firsts = cdnow_history.spell_rows.filter(pl.col("i") == 1)
    assert firsts.height == 23_570


def test_some_customers_keep_the_prior_of_the_whole_book(history_of):
    start = date(2025, 1, 1)
    lines = [("a", start + timedelta(days=10 * n), 5.0) for n in range(4)]
    lines += [("b", start + timedelta(days=100 * n), 5.0) for n in range(2)] + [(None, start, 5.0)]
    whole = history_of(lines, AS_OF)
    part = whole.of_customers(["b"])
    assert part.rule == whole.rule
    assert part.prior_days == 130 / 4
    spells = rows_of(whole.spell_rows).filter(pl.col("customer") == "b")
    assert_frame_equal(rows_of(part.spell_rows), spells)
    assert part.lines.collected()["customer_id"].unique().to_list() == ["b"]
    assert part.day_rows["customer"].cast(pl.String).unique().to_list() == ["b"]


def test_a_day_with_a_purchase_and_a_return_is_an_order_day_with_the_net(history_of):
    history = history_of([("a", AS_OF, 10.0), ("a", AS_OF, -12.5), ("b", AS_OF, -1.0)], AS_OF)
    assert rows_of(history.spell_rows)["customer"].to_list() == ["a"]
    assert rows_of(history.day_rows).select("customer", "cents", "ordered").rows() == [
        ("a", -250, True),
        ("b", -100, False),
    ]


def test_a_given_prior_stands(history_of):
    assert history_of([("a", AS_OF, 1.0)], AS_OF, prior_days=12.5).rule == LapseRule(
        prior_days=12.5
    )


def test_what_was_asked_before_is_remembered_and_forgotten_in_turn(history_of):
    asked = []

    @remembered
    def metric(history, number):
        asked.append(number)
        return number

    history, other = history_of([], AS_OF), history_of([], AS_OF)
    assert [metric(history, 1), metric(history, 1), metric(other, 1)] == [1, 1, 1]
    assert asked == [1, 1]
    for number in range(2, 40):
        assert (metric(history, number), metric(history, 1)) == (number, 1)
    assert asked == [1, 1, *range(2, 40)]
    assert metric(history, 2) == 2
    assert asked[-1] == 2


@FEW
@given(data=st.data())
def test_the_history_until_a_day_is_that_of_the_lines_until_then(data, books, rules, frame_of):
    lines, rule = data.draw(books), data.draw(rules)
    at = AS_OF - timedelta(days=data.draw(st.integers(0, 1100)))
    whole = OrderHistory.of(frame_of(lines), AS_OF, rule)
    then, slow = whole.until(at), OrderHistory.of(frame_of(lines), at, whole.rule)
    assert (then.as_of, then.rule) == (slow.as_of, slow.rule)
    assert_frame_equal(rows_of(then.spell_rows), rows_of(slow.spell_rows), check_exact=True)
    assert_frame_equal(rows_of(then.day_rows), rows_of(slow.day_rows), check_exact=True)
    assert then.lines.collected().height == slow.lines.collected().height


@pytest.mark.parametrize(
    "engine", [lambda frame: frame, lambda frame: duckdb.from_arrow(frame.to_arrow())]
)
@FEW
@given(data=st.data())
def test_the_history_of_some_lines(engine, data, books, rules, frame_of):
    lines, rule = data.draw(books), data.draw(rules)
    frame = frame_of(lines).with_row_index("row")
    rows = data.draw(st.sets(st.sampled_from(range(len(lines))))) if lines else set()
    chosen = frame.filter(pl.col("row").is_in(rows))
    whole = OrderHistory.of(engine(frame), AS_OF, rule)
    part = whole.of_lines("row", chosen["row"])
    slow = OrderHistory.of(chosen, AS_OF, whole.rule)
    assert part.rule == whole.rule
    assert_frame_equal(rows_of(part.spell_rows), rows_of(slow.spell_rows), check_exact=True)
    assert_frame_equal(rows_of(part.day_rows), rows_of(slow.day_rows), check_exact=True)
