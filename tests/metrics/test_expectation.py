from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from lifetimes import BetaGeoFitter
from lifetimes.utils import summary_data_from_transaction_data

from xlcrm.errors import FormulaError
from xlcrm.metrics.expectation import (
    buying_model,
    customer_value,
    expected_orders,
    predicted_value,
    worth_model,
)
from xlcrm.metrics.history import OrderHistory

AS_OF = date(1997, 9, 30)


@pytest.fixture(scope="module")
def sample(cdnow):
    """The first tenth of CDNOW's customers, as in the paper, over its 39 weeks."""
    ids = [f"{n:05d}" for n in range(1, 23_570, 10)]
    return cdnow.filter(pl.col("customer_id").is_in(ids) & (pl.col("date") <= AS_OF))


@pytest.fixture(scope="module")
def history(sample):
    return OrderHistory.of(sample, AS_OF)


@pytest.mark.outside("EXPECTED_ORDERS")
def test_as_lifetimes_has_it_from_the_same_purchases(sample, history):
    rows = summary_data_from_transaction_data(
        sample.to_pandas(), "customer_id", "date", observation_period_end=AS_OF
    )
    theirs = BetaGeoFitter(penalizer_coef=0.0).fit(rows["frequency"], rows["recency"], rows["T"])
    figure = expected_orders(history, "00001", 365)
    want = theirs.conditional_expected_number_of_purchases_up_to_time(365, *rows.loc["00001"])
    assert figure.value == pytest.approx(float(want), rel=1e-2)
    assert figure.n == len(rows)
    assert figure.low < figure.value < figure.high


def test_a_value_is_what_was_paid_or_else_called_a_prediction(sample, history):
    paid = sample.filter(pl.col("customer_id") == "00001")["amount"].sum()
    assert customer_value(history, "00001").value == pytest.approx(paid, abs=0.005)
    figure = predicted_value(history, "00001", 365)
    assert figure.note == "figure.predicted_value"
    orders = expected_orders(history, "00001", 365)
    assert figure.low < figure.value < figure.high
    assert 5 < figure.value / orders.value < 200
    assert worth_model(history).fit.parameters[1] > 1


def test_equal_customers_are_expected_alike_whatever_the_order_of_rows(sample, history):
    twin = sample.filter(pl.col("customer_id") == "00001").with_columns(customer_id=pl.lit("twin"))
    both = OrderHistory.of(pl.concat([twin, sample.reverse()]), AS_OF)
    mine, other = (expected_orders(both, name, 90) for name in ("00001", "twin"))
    assert mine == other
    again = OrderHistory.of(sample.sample(fraction=1.0, shuffle=True, seed=1), AS_OF)
    assert expected_orders(again, "00001", 90).value == pytest.approx(
        expected_orders(history, "00001", 90).value, rel=1e-6
    )


def test_what_is_refused_says_why(history_of):
    few = history_of([(f"c{n}", date(2024, 1, 1 + n), 1.0) for n in range(20)], date(2024, 6, 30))
    figure = expected_orders(few, "c1", 30)
    assert (figure.value, figure.note) == (None, "figure.too_few_repeaters")
    assert dict(figure.note_parameters) == {"n": 0, "needed": 30}
    assert predicted_value(few, "c1", 30).note == "figure.too_few_repeaters"
    assert expected_orders(few, "nobody", 30).note == "figure.not_bought_yet"
    assert customer_value(few, "nobody").value is None
    with pytest.raises(FormulaError, match="not_positive"):
        expected_orders(few, "c1", 0)


def test_orders_like_clockwork_are_no_fit(history_of):
    first = date(2024, 1, 1)
    lines = [
        (f"c{n}", first + timedelta(days=7 * week), 10.0) for n in range(40) for week in range(20)
    ]
    clockwork = history_of(lines, date(2024, 5, 20))
    assert buying_model(clockwork).note == "figure.fit_degenerates"
    assert expected_orders(clockwork, "c1", 30).value is None


def test_worth_that_goes_with_number_is_refused(history_of):
    first = date(2024, 1, 1)
    lines = [
        (f"c{n}", first + timedelta(days=(7 + n % 5) * order), 10.0 * (2 + n % 10))
        for n in range(60)
        for order in range(2 + n % 10)
    ]
    history = history_of(lines, date(2024, 12, 31))
    assert worth_model(history).note == "figure.worth_goes_with_number"
    assert np.isfinite(customer_value(history, "c1").value)
