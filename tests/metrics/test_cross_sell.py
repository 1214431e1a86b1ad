from datetime import date, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlxtend.frequent_patterns import apriori, association_rules

from xlcrm.errors import FormulaError
from xlcrm.metrics.cross_sell import cross_sell, next_labels
from xlcrm.metrics.history import OrderHistory

FEW = settings(max_examples=15, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 3, 1)
SCHEMA = {"customer_id": pl.String, "date": pl.Date, "category": pl.String, "amount": pl.Float64}


def bought(*rows):
    return OrderHistory.of(pl.DataFrame(rows, schema=SCHEMA, orient="row"), AS_OF)


def basket(customer, *categories, day=DAY):
    return [(customer, day, category, 1.0) for category in categories]


def shop():
    """Six with both, two with tea only, four with cups only."""
    lines = [line for n in range(6) for line in basket(f"both{n}", "tea", "cups")]
    lines += [line for n in range(2) for line in basket(f"tea{n}", "tea")]
    return lines + [line for n in range(4) for line in basket(f"cups{n}", "cups")]


def test_a_pair_by_hand():
    rows = cross_sell(bought(*shop()), "category")
    columns = ("bought", "also", "together", "n_bought", "n_also", "baskets", "share")
    assert rows.select(columns).rows() == [
        ("cups", "tea", 6, 10, 8, 12, 0.6),
        ("tea", "cups", 6, 8, 10, 12, 0.75),
    ]
    assert rows["lift"].to_list() == pytest.approx([0.9, 0.9])
    assert rows["signal"].to_list() == [False, False]


def test_the_next_of_those_who_have_one():
    rows = next_labels(bought(*shop()), "category")
    assert rows.select("customer_id", "bought", "also").rows() == [
        ("tea0", "tea", "cups"),
        ("tea1", "tea", "cups"),
        *[(f"cups{n}", "cups", "tea") for n in range(4)],
    ]


def test_orders_are_days_and_what_does_not_count():
    lines = [line for n in range(5) for line in basket("a", "tea", "cups", day=DAY + timedelta(n))]
    lines += [*basket("b", "tea"), ("b", DAY, "cups", -1.0), *basket(None, "tea", "cups")]
    lines += basket("c", None, "") + basket("d", "tea", "cups", day=AS_OF + timedelta(1))
    assert cross_sell(bought(*lines), "category").height == 0
    rows = cross_sell(bought(*lines), "category", "orders")
    assert rows.select("bought", "together", "baskets").rows() == [
        ("cups", 5, 6),
        ("tea", 5, 6),
    ]


def test_what_is_wrong_is_said():
    for call in (
        lambda: cross_sell(bought(), "colour"),
        lambda: cross_sell(bought(), "category", "weeks"),
        lambda: next_labels(bought(), "category", AS_OF, DAY),
    ):
        with pytest.raises(FormulaError):
            call()
    assert cross_sell(bought(), "category").height == next_labels(bought(), "category").height == 0


@pytest.mark.outside("CROSS_SELL")
@FEW
@given(
    held=st.lists(
        st.sets(st.sampled_from(["a", "b", "c", "d"]), min_size=1), min_size=8, max_size=40
    )
)
def test_as_mlxtend_has_it(held):
    lines = [line for n, labels in enumerate(held) for line in basket(f"c{n}", *sorted(labels))]
    rows = cross_sell(bought(*lines), "category")
    table = pd.DataFrame([{name: name in labels for name in "abcd"} for labels in held])
    sets = apriori(table, min_support=4.5 / len(held), use_colnames=True, max_len=2)
    with np.errstate(all="ignore"):  # it divides by zero for measures that are not compared
        rules = association_rules(sets, metric="lift", min_threshold=0.0) if len(sets) else None
    theirs = {}
    if rules is not None:
        for row in rules.itertuples():
            (one,), (other,) = row.antecedents, row.consequents
            theirs[one, other] = (row.confidence, row.lift)
    ours = {(a, b): (c, d) for a, b, c, d in rows.select("bought", "also", "share", "lift").rows()}
    assert ours.keys() == theirs.keys()
    for pair, figures in theirs.items():
        assert ours[pair] == pytest.approx(figures, abs=1e-12)
    assert cross_sell(bought(*reversed(lines)), "category").equals(rows)
