"""The BG/NBD model of buying without a contract.

P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting Your Customers the Easy Way: An Alternative to
the Pareto/NBD Model", Marketing Science 24, 2005. Its parameters are r, alpha, a and b; alpha is
in the unit of the times.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from xlcrm.metrics.likelihood import Fit, Likelihood, maximum

Floats = NDArray[np.float64]
_SOUND = (0.01, 1000.0)
"""Beyond these r, a or b say that customers do not differ, or never leave: no fit of this model."""
_START = (0.5, 0.5, 1.0, 2.0)
_ONE = 1e-6


@dataclass(frozen=True)
class Buying:
    """What one customer's orders come to.

    Attributes:
        repeats: order days after the first.
        last: the time from the first to the last order day.
        observed: the time from the first order day to the end of observation.
    """

    repeats: int
    last: float
    observed: float


def fit(repeats: Floats, last: Floats, observed: Floats) -> Fit | None:
    """Fits the model.

    Args:
        repeats: (n,) order days after the first.
        last: (n,) times from the first to the last of them, 0 where there is only one.
        observed: (n,) times from the first to the end of observation, in the same unit.

    Returns:
        r, alpha, a, b; None where the fit degenerates.
    """
    unit = float(observed.max(initial=0.0))
    if not unit or not repeats.any():
        return None
    rows = np.column_stack([repeats, last / unit, observed / unit])
    cases, counts = np.unique(rows, axis=0, return_counts=True)
    weight = counts.astype(np.float64)
    found = maximum(_likelihood(cases[:, 0], cases[:, 1], cases[:, 2], weight), _START)
    if found is None or not found.within(*_SOUND, places=(0, 2, 3)):
        return None
    scale = np.array([1.0, unit, 1.0, 1.0])
    # The density of each repeat order changes with the unit of time.
    shifted = found.log_likelihood - float(repeats.sum()) * np.log(unit)
    return Fit(found.parameters * scale, found.covariance, shifted)


def _likelihood(x: Floats, last: Floats, observed: Floats, weight: Floats) -> Likelihood:
    from scipy.special import gammaln, psi

    again = x > 0
    before = np.maximum(x, 1.0) - 1.0
    # Many customers share a number of orders: what only that decides is worked out once for each.
    number, which = np.unique(x, return_inverse=True)

    def value(parameters: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = parameters
        orders, log_alpha = r + x, np.log(alpha)
        to_end, to_last = np.log(alpha + observed), np.log(alpha + last)
        stay = -orders * to_end
        left = np.log(a) - np.log(b + before) - orders * to_last
        either = np.where(again, np.logaddexp(stay, left), stay)
        both = gammaln(r + number) - gammaln(r) + r * log_alpha
        both += gammaln(a + b) + gammaln(b + number) - gammaln(b) - gammaln(a + b + number)
        p, q = np.exp(stay - either), np.where(again, np.exp(left - either), 0.0)
        common = psi(a + b) - psi(a + b + number)
        rate = psi(r + number) - psi(r) + log_alpha
        slopes = (
            rate[which] - p * to_end - q * to_last,
            r / alpha - orders * (p / (alpha + observed) + q / (alpha + last)),
            common[which] + q / a,
            (common + psi(b + number) - psi(b))[which] - q / (b + before),
        )
        total = float(weight @ (both[which] + either))
        return total, np.array([float(weight @ one) for one in slopes])

    return value


def expected(parameters: Floats, buying: Buying, ahead: float) -> float:
    """The expected number of order days in the time ahead (equation 10 of the paper).

    Args:
        parameters: r, alpha, a, b.
        buying: of the customer.
        ahead: the time, in the unit of `alpha`.

    Returns:
        A number of 0 or more; not a number where it cannot be computed.
    """
    from scipy.special import hyp2f1

    r, alpha, a, b = (float(one) for one in parameters)
    if abs(a - 1.0) < _ONE:
        a = 1.0 + _ONE
    x, there = buying.repeats, alpha + buying.observed
    share = ahead / (there + ahead)
    series = float(hyp2f1(r + x, b + x, a + b + x - 1, share))
    fading = (there / (there + ahead)) ** (r + x) * series if series < inf else float("nan")
    number = (a + b + x - 1) / (a - 1) * (1 - fading)
    return number * alive(np.array([r, alpha, a, b]), buying)


def alive(parameters: Floats, buying: Buying) -> float:
    """The probability that the customer has not left; 1 for one who has bought once."""
    r, alpha, a, b = (float(one) for one in parameters)
    x = buying.repeats
    if not x:
        return 1.0
    logs = (r + x) * np.log((alpha + buying.observed) / (alpha + buying.last))
    return float(1 / (1 + a / (b + x - 1) * np.exp(min(logs, 700.0))))
