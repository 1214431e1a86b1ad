import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from xlcrm.metrics.likelihood import maximum


def exponential(times):
    """The likelihood of one rate."""

    def value(parameters):
        (rate,) = parameters
        slope = np.array([times.size / rate - times.sum()])
        return times.size * np.log(rate) - rate * times.sum(), slope

    return value


def test_the_rate_of_an_exponential_and_its_textbook_interval():
    """The maximum is n / sum; its logarithm has variance 1 / n."""
    times = np.array([1.0, 2.0, 3.0, 10.0])
    fit = maximum(exponential(times), (5.0,))
    assert fit.parameters == pytest.approx([0.25], rel=1e-5)
    assert fit.covariance == pytest.approx(np.array([[0.25]]), rel=1e-4)
    value, low, high = fit.estimate(lambda given: 1 / float(given[0]))
    assert (value, low, high) == pytest.approx(
        (4.0, 4 / np.exp(1.959964 / 2), 4 * np.exp(1.959964 / 2)), rel=1e-3
    )


def test_no_maximum_is_no_fit():
    assert maximum(lambda given: (float(given[0]), np.ones(1)), (1.0,)) is None
    assert maximum(lambda given: (0.0, np.zeros(1)), (1.0,)) is None
    assert maximum(lambda given: (float("nan"), np.zeros(1)), (1.0,)) is None


def test_what_is_no_positive_number_is_no_estimate():
    fit = maximum(exponential(np.array([1.0, 2.0])), (1.0,))
    assert fit.estimate(lambda given: -1.0) is None
    assert fit.estimate(lambda given: float("nan")) is None


def test_linear_algebra_waits_for_no_other_thread_and_has_its_threads_back():
    threads = []

    def likelihood(parameters):
        threads.extend(one["num_threads"] for one in blas().info())
        return exponential(np.array([1.0, 2.0]))(parameters)

    def blas():
        return ThreadpoolController().select(user_api="blas")

    before = [one["num_threads"] for one in blas().info()]
    maximum(likelihood, (1.0,))
    assert set(threads) == {1}
    assert [one["num_threads"] for one in blas().info()][: len(before)] == before
