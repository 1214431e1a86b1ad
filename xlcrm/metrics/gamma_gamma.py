"""The Gamma-Gamma model of what an order is worth.

P. S. Fader, B. G. S. Hardie, "The Gamma-Gamma Model of Monetary Value", note 025, 2013. Its
parameters are p, q and gamma; it holds where the worth of orders does not go with their number.
"""

import numpy as np
from numpy.typing import NDArray

from xlcrm.metrics.likelihood import Fit, Likelihood, maximum

Floats = NDArray[np.float64]
_SOUND = (0.01, 1000.0)


def fit(orders: Floats, mean: Floats) -> Fit | None:
    """Fits the model.

    Args:
        orders: (n,) how many orders the mean rests on, 1 or more.
        mean: (n,) the mean worth of an order, above 0.

    Returns:
        p, q, gamma; None where the fit degenerates, or the mean over all customers that it
        implies is infinite (q up to 1).
    """
    unit = float(mean.mean()) if mean.size else 0.0
    if not unit:
        return None
    found = maximum(_likelihood(orders, mean / unit), (2.0, 2.0, 1.0))
    if found is None or not found.within(*_SOUND, places=(0, 1)) or found.parameters[1] <= 1:
        return None
    scale = np.array([1.0, 1.0, unit])
    shifted = found.log_likelihood - orders.size * float(np.log(unit))
    return Fit(found.parameters * scale, found.covariance, shifted)


def _likelihood(x: Floats, mean: Floats) -> Likelihood:
    from scipy.special import gammaln, psi

    logs = np.log(mean)

    def value(parameters: Floats) -> tuple[float, Floats]:
        p, q, v = parameters
        px, total = p * x, np.log(x * mean + v)
        found = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v)
        found += (px - 1) * logs + px * np.log(x) - (px + q) * total
        of_p = x * (psi(px + q) - psi(px) + logs + np.log(x) - total)
        of_q = psi(px + q) - psi(q) + np.log(v) - total
        of_v = q / v - (px + q) / (x * mean + v)
        return float(found.sum()), np.array([of_p.sum(), of_q.sum(), of_v.sum()])

    return value


def expected(parameters: Floats, orders: int, mean: float) -> float:
    """The expected worth of one order of a customer (equation 5 of the note).

    Args:
        parameters: p, q, gamma.
        orders: how many orders the mean rests on; 0 where nothing is known.
        mean: the mean worth of them.
    """
    p, q, v = (float(one) for one in parameters)
    return p * (v + orders * mean) / (p * orders + q - 1)
