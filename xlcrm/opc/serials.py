"""Dates as a workbook counts them: days since its epoch.

In the 1900 system day 1 is 1900-01-01 and there is a day 60 that never was (1900-02-29); in the
1904 system day 0 is 1904-01-01 (ECMA-376 part 1, 18.17.4.1).
"""

from datetime import date, datetime, timedelta

_EPOCH_1904 = datetime(1904, 1, 1)
_EPOCH_EARLY, _EPOCH = datetime(1899, 12, 31), datetime(1899, 12, 30)
_PHANTOM = 60
_LAST = {False: 2_958_465, True: 2_957_003}
_DAY_MS = 86_400_000


def from_serial(serial: float, *, epoch_1904: bool = False) -> date | datetime | None:
    """The date of a serial number, or the moment where it has a time (to the millisecond).

    None where it is no date: a bare time, a negative number, the day that never was.
    """
    days = int(serial // 1)
    milliseconds = round((serial - days) * _DAY_MS)
    if milliseconds == _DAY_MS:
        days, milliseconds = days + 1, 0
    if days < 1 or days > _LAST[epoch_1904] or (days == _PHANTOM and not epoch_1904):
        return None
    start = _EPOCH
    if epoch_1904:
        start = _EPOCH_1904
    elif days < _PHANTOM:
        start = _EPOCH_EARLY
    moment = start + timedelta(days=days, milliseconds=milliseconds)
    return moment if milliseconds else moment.date()


def to_serial(value: date | datetime, *, epoch_1904: bool = False) -> float | None:
    """The serial number of a date (whole) or a moment; None where the epoch is later."""
    moment = (
        value.replace(tzinfo=None)
        if isinstance(value, datetime)
        else datetime(value.year, value.month, value.day)
    )
    if epoch_1904:
        passed = moment - _EPOCH_1904
    else:
        passed = moment - _EPOCH
        if passed.days <= _PHANTOM:
            passed = moment - _EPOCH_EARLY
    if passed.days < 1:
        return None
    seconds = passed.seconds + passed.microseconds / 1e6
    return passed.days + seconds / 86_400 if seconds else passed.days
