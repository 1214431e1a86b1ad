"""Formula texts with days in them, and months by number."""

from datetime import date

_MONTHS = 12


def call(name: str, *days: date) -> str:
    """A formula with days as arguments: REVENUE_TOTAL(DATE(2024,1,1),DATE(2024,1,31))."""
    shown = ",".join(f"DATE({day.year},{day.month},{day.day})" for day in days)
    return f"{name}({shown})"


def first_of(month: int) -> date:
    """The first day of a month by its number (see `metrics.window.month_number`)."""
    return date(month // _MONTHS, month % _MONTHS + 1, 1)
