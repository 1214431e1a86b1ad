"""The shifted-beta-geometric model of how many stay, and the geometric one beside it.

P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention", Journal of Interactive
Marketing 21, 2007. Everybody leaves with a chance of their own per period, and these chances
follow a beta distribution (alpha, beta): so those who are left stay longer and longer.
"""

from collections.abc import Sequence

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
    from scipy.special import betaln

    alpha, beta = (float(one) for one in parameters)
    return float(np.exp(betaln(alpha, beta + period) - betaln(alpha, beta)))


def geometric(share: float, at: float, period: float) -> float:
    """What would be left if everybody left at one and the same constant rate.

    Args:
        share: what is left at the end of observation, above 0; both lines meet there.
        at: after how many periods that is, above 0.
        period: the period that is asked for.
    """
    return float(share ** (period / at))


def _likelihood(lost: Sequence[int], censored: Sequence[int]) -> Likelihood:
    from scipy.special import betaln, psi

    gone, there = np.asarray(lost, dtype=np.float64), np.asarray(censored, dtype=np.float64)
    period, age = np.arange(1.0, gone.size + 1), np.arange(float(there.size))
    everybody = gone.sum() + there.sum()

    def value(parameters: Floats) -> tuple[float, Floats]:
        alpha, beta = parameters
        total = gone @ betaln(alpha + 1, beta + period - 1) + there @ betaln(alpha, beta + age)
        whole = psi(alpha + beta + period), psi(alpha + beta + age)
        of_alpha = gone @ (psi(alpha + 1) - whole[0]) + there @ (psi(alpha) - whole[1])
        of_beta = gone @ (psi(beta + period - 1) - whole[0]) + there @ (psi(beta + age) - whole[1])
        base = psi(alpha + beta)
        slope = np.array(
            [
                of_alpha - everybody * (psi(alpha) - base),
                of_beta - everybody * (psi(beta) - base),
            ]
        )
        return float(total - everybody * betaln(alpha, beta)), slope

    return value
