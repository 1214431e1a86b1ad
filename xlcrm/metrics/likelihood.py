"""Fits by maximum likelihood, and what a function of the parameters is worth with its interval."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from math import exp, isfinite, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcrm.metrics.wilson import Z

Floats = NDArray[np.float64]
Likelihood = Callable[[Floats], tuple[float, Floats]]
"""From positive parameters to the log-likelihood and its gradient."""
_Down = Callable[[Floats], tuple[float, Floats]]
_EDGE, _NEAR = 14.0, 13.0
"""The logarithm of a parameter stays within these; where it ends beyond the second, there is no
maximum."""
_STEP = 1e-4
_MOST_STEPS, _MOST_HALVES, _LONGEST, _ARMIJO = 500, 40, 2.0, 1e-4
_ENOUGH, _FLAT, _HARDLY = 1e-13, 1e-9, 1e-7
_BELOW_ROUNDING = 1e-19
"""A step that gains less than this share of the value is not seen to gain anything."""


@dataclass(frozen=True)
class Fit:
    """A maximum of a likelihood.

    Attributes:
        parameters: (k,) positive.
        covariance: (k, k) of their logarithms.
        log_likelihood: at the maximum.
    """

    parameters: Floats
    covariance: Floats
    log_likelihood: float

    def within(self, low: float, high: float, places: Sequence[int]) -> bool:
        """Whether some of the parameters lie between two bounds."""
        chosen = self.parameters[list(places)]
        return bool(((chosen >= low) & (chosen <= high)).all())

    def estimate(self, of: Callable[[Floats], float]) -> tuple[float, float, float] | None:
        """A positive function of the parameters with its 95 % interval (delta method, log scale).

        Returns:
            Value, low and high; None where one of them is no positive number.
        """
        value, variance = of(self.parameters), self.variance(of)
        if variance is None or not isfinite(value) or value <= 0:
            return None
        spread = exp(Z * sqrt(variance))
        return value, value / spread, value * spread

    def variance(self, of: Callable[[Floats], float]) -> float | None:
        """The variance of the logarithm of a positive function of the parameters."""
        slopes = []
        for place in range(self.parameters.size):
            step = np.zeros(self.parameters.size)
            step[place] = _STEP
            ends = [of(self.parameters * np.exp(sign * step)) for sign in (1, -1)]
            if not all(isfinite(end) and end > 0 for end in ends):
                return None
            slopes.append((log(ends[0]) - log(ends[1])) / (2 * _STEP))
        slope = np.array(slopes)
        variance = float(slope @ self.covariance @ slope)
        return variance if isfinite(variance) and 0 <= variance < _EDGE**2 else None


def maximum(likelihood: Likelihood, start: Sequence[float]) -> Fit | None:
    """The maximum of a likelihood over positive parameters.

    Args:
        likelihood: gives the log-likelihood and its gradient.
        start: where to begin.

    Returns:
        None where none is found: the likelihood rises to the edge, or is flat.
    """

    def down(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        value, slope = likelihood(parameters)
        return -value, -slope * parameters

    first = np.log(np.asarray(start, dtype=np.float64))
    with _one_thread(), np.errstate(all="ignore"):
        at, lowest = _descended(down, first)
        if not np.isfinite(lowest) or np.abs(at).max() > _NEAR:
            return None
        covariance = _covariance(down, at)
    if covariance is None:
        return None
    return Fit(np.exp(at), covariance, -lowest)


def _descended(down: _Down, at: Floats) -> tuple[Floats, float]:
    """Where a function of a few numbers is lowest, and how low.

    BFGS with a line search that halves its steps (J. Nocedal, S. J. Wright, Numerical
    Optimization, 2006, algorithms 3.1 and 6.1). SciPy's does the same, but loading it takes
    longer than any of our fits.
    """
    value, slope = down(at)
    identity = np.eye(at.size)
    inverse = identity / max(1.0, float(np.abs(slope).max()))
    for _ in range(_MOST_STEPS if slope.any() else 0):
        direction = -inverse @ slope
        if float(direction @ slope) >= 0:
            inverse, direction = identity, -slope
        found = _stepped(down, at, value, direction, float(direction @ slope))
        if found is None:
            return at, value
        after, lower, steeper = found
        moved, bent, gained = after - at, steeper - slope, value - lower
        at, value, slope = after, lower, steeper
        flat = np.abs(slope).max() <= _FLAT * abs(value)
        if (flat and gained <= _ENOUGH * max(1.0, abs(value))) or _creeps(at, gained, value):
            return at, value
        curvature = float(moved @ bent)
        if curvature > 0:
            turn = identity - moved[:, None] * bent / curvature
            inverse = turn @ inverse @ turn.T + moved[:, None] * moved / curvature
    return at, value


def _creeps(at: Floats, gained: float, value: float) -> bool:
    """Whether the way goes along the edge, and hardly down: there is no maximum any more."""
    return bool(np.abs(at).max() > _NEAR) and gained <= _HARDLY * abs(value)


def _stepped(
    down: _Down, at: Floats, value: float, direction: Floats, descent: float
) -> tuple[Floats, float, Floats] | None:
    """A step that goes down far enough, and the value and slope there; None where none does."""
    length = min(1.0, _LONGEST / float(np.abs(direction).max()))
    for _ in range(_MOST_HALVES):
        after = np.minimum(np.maximum(at + length * direction, -_EDGE), _EDGE)
        lower, slope = down(after)
        if isfinite(lower) and lower <= value + _ARMIJO * length * descent and lower < value:
            return after, lower, slope
        length /= 2
        if length * -descent < _BELOW_ROUNDING * abs(value):
            return None
    return None


def _one_thread() -> AbstractContextManager[Any]:
    """Linear algebra over a handful of numbers, by one thread.

    Several only wait for each other, on a busy machine for many times as long as they compute.
    """
    limit: AbstractContextManager[Any] = _libraries().limit(limits=1)
    return limit


@cache
def _libraries() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def _covariance(down: Callable[[Floats], tuple[float, Floats]], at: Floats) -> Floats | None:
    columns = []
    for place in range(at.size):
        step = np.zeros(at.size)
        step[place] = _STEP
        columns.append((down(at + step)[1] - down(at - step)[1]) / (2 * _STEP))
    curvature = np.array(columns)
    curvature = (curvature + curvature.T) / 2
    if not np.isfinite(curvature).all():
        return None
    scale = float(np.abs(curvature).max())
    if float(np.linalg.eigvalsh(curvature).min()) <= scale * 1e-9:
        return None
    return np.asarray(np.linalg.inv(curvature), dtype=np.float64)
