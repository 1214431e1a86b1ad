from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.activity import activity
from xlcrm.metrics.ledger import NO_BUYER, UNKNOWN, ledger
from xlcrm.metrics.window import Window

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2025, 12, 31)


def test_lines_of_nobody_and_of_who_only_sent_back_are_nobodys(history_of):
    lines = [("b", AS_OF, 5.0), (None, AS_OF, 7.0), ("a", AS_OF, -1.0), ("c", AS_OF, 2.5)]
    known = ledger(history_of(lines, AS_OF))
    told = sorted(zip(known.owner.tolist(), known.cents.tolist(), strict=True))
    assert told[:2] == [(NO_BUYER, -100), (UNKNOWN, 700)]
    assert sorted(cents for _, cents in told[2:]) == [250, 500]
    assert known.customers == 2


def test_a_book_without_orders_earns_nothing(history_of):
    known = ledger(history_of([], AS_OF))
    assert known.earned(Window(date(2020, 1, 1), AS_OF)).size == 0


@FEW
@given(data=st.data())
def test_what_each_customer_brought_in_a_window(data, books, windows, naive, history_of):
    lines, (start, end, as_of) = data.draw(books), data.draw(windows)
    history = history_of(lines, as_of)
    slow = naive(lines, as_of, history.rule)
    known = ledger(history)
    ids = activity(history).customers.cast(pl.String)
    earned = dict(zip(ids, known.earned(Window(start, end)).tolist(), strict=True))
    assert earned == {c: slow.revenue(start, end, {c}) for c in slow.customers}
    assert int(known.cents[known.within(Window(start, end))].sum()) == slow.revenue(start, end)
