"""What churn is compared with: lines for orientation, never the user's result."""

HALF_IN_THREE_YEARS = 1 - 0.5 ** (1 / 3)
"""Half of all customers lost in three years, as a rate per year: 20.63 %."""

A_TENTH = 0.10
"""One customer in ten lost per year."""

_MONTHS, _DAYS = 12, 365.25


def monthly(yearly: float) -> float:
    """The rate per month that makes a rate per year."""
    return float(1 - (1 - yearly) ** (1 / _MONTHS))


def left_after(days: float, yearly: float) -> float:
    """The share of customers left after so many days at a rate per year."""
    return float((1 - yearly) ** (days / _DAYS))
