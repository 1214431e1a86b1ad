"""How far a validation of dates or numbers reaches."""

from datetime import date, datetime

from xlcrm.opc.serials import to_serial
from xlcrm.patches import Validation

_WIDEST = {
    "date": (1.0, 2_958_465.0),
    "decimal": (-1e15, 1e15),
    "whole": (-1e15, 1e15),
}


def limits(rule: Validation) -> tuple[float, float]:
    """The least and the largest number that a validation of dates or numbers lets through."""
    lowest, highest = _WIDEST[rule.kind]
    return _limit(rule.minimum, lowest), _limit(rule.maximum, highest)


def _limit(value: object, default: float) -> float:
    if isinstance(value, date | datetime):
        return to_serial(value) or default
    return float(value) if isinstance(value, int | float) else default
