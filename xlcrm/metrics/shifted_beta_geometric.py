"""The shifted-beta-geometric model of how many stay, and the geometric one beside it.

P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention", Journal of Interactive
Marketing 21, 2007. Everybody leaves with a chance of their own per period, and these chances
follow a beta distribution (alpha, beta): so those who are left stay longer and longer.
"""

from collections.abc import Sequence
from math import exp, lgamma

import numpy as np
from numpy.typing import NDArray

from xlcrm.metrics.likelihood import Fit, Likelihood, maximum

Floats = NDArray[np.float64]
_SOUND = (0.01, 1000.0)
"""Beyond these nobody differs from anybody, or everybody either leaves at once or never."""


def fit(lost: Sequence[int], censored: Sequence[int]) -> Fit | None:
    """Fits the model.

    Args:
        lost: how many left in the 1st, 2nd, ... period of their own.
        censored: how many are still there after 0, 1, 2, ... whole periods, and not observed any
            longer.

    Returns:
        alpha, beta; None where the fit degenerates.
    """
    if not sum(lost) or not sum(censored[1:]):
        return None
    found = maximum(_likelihood(lost, censored), (1.0, 1.0))
    return found if found is not None and found.within(*_SOUND, places=(0, 1)) else None


def survival(parameters: Floats, period: float) -> float:
    """The share that is still there after so many periods."""
    alpha, beta = (float(one) for one in parameters)
    at = lgamma(beta + period) - lgamma(alpha + beta + period)
    return exp(at - lgamma(beta) + lgamma(alpha + beta))


def geometric(share: float, at: float, period: float) -> float:
    """What would be left if everybody left at one and the same constant rate.

    Args:
        share: what is left at the end of observation, above 0; both lines meet there.
        at: after how many periods that is, above 0.
        period: the period that is asked for.
    """
    return float(share ** (period / at))


def _likelihood(lost: Sequence[int], censored: Sequence[int]) -> Likelihood:
    """Equation 6 of the paper, as sums: of those there, (beta + i) / (alpha + beta + i) stay."""
    gone, there = np.asarray(lost, dtype=np.float64), np.asarray(censored, dtype=np.float64)
    step = np.arange(float(max(gone.size, there.size)))

    def stayed(step_by_step: Floats) -> float:
        """What all of them lived through, each of the steps counted once for who took it."""
        after = np.zeros(step_by_step.size + 1)
        np.cumsum(step_by_step, out=after[1:])
        return float(gone @ after[: gone.size] + there @ after[: there.size])

    def value(parameters: Floats) -> tuple[float, Floats]:
        alpha, beta = parameters
        stay, everybody = beta + step, alpha + beta + step
        left = everybody[: gone.size]
        total = stayed(np.log(stay / everybody)) + float(gone @ np.log(alpha / left))
        of_alpha = stayed(-1 / everybody) + float(gone @ (1 / alpha - 1 / left))
        of_beta = stayed(1 / stay - 1 / everybody) - float(gone @ (1 / left))
        return total, np.array([of_alpha, of_beta])

    return value
