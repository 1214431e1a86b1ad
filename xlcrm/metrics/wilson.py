"""Shares of counts with their interval (E. B. Wilson, JASA 22, 1927)."""

from math import sqrt
from statistics import NormalDist

from xlcrm.metrics.figure import SHARE, Figure

Z = NormalDist().inv_cdf(0.975)
"""The two-sided 95 % quantile of the normal distribution."""


def interval(successes: float, n: float) -> tuple[float, float]:
    """The 95 % score interval of `successes` out of `n`, as fractions.

    Args:
        successes: how many; a fraction where `n` is an effective number of weighted cases.
        n: of how many.

    Raises:
        ValueError: `n` is not positive, or `successes` lies outside of 0 to `n`.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError((successes, n))
    share, z2 = successes / n, Z * Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


def share(part: int, whole: int, empty: str) -> Figure:
    """A share as a figure with its interval.

    Args:
        part: the numerator.
        whole: the denominator.
        empty: the code of the note where the denominator is 0 and the share undefined.
    """
    if not whole:
        return Figure(None, SHARE, n=0, note=empty)
    low, high = interval(part, whole)
    return Figure(part / whole, SHARE, n=whole, low=low, high=high)
