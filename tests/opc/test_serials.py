"""Serial numbers of dates, against what Excel shows (its documentation and openpyxl)."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from xlcrm.opc.serials import from_serial, to_serial


@pytest.mark.parametrize(
    ("serial", "day", "epoch_1904"),
    [
        (1, date(1900, 1, 1), False),
        (59, date(1900, 2, 28), False),
        (60, None, False),
        (61, date(1900, 3, 1), False),
        (39448, date(2008, 1, 1), False),  # the example of Excel's DATEVALUE page
        (2958465, date(9999, 12, 31), False),
        (2958466, None, False),
        (0.5, None, False),
        (-1, None, False),
        (37986, date(2008, 1, 1), True),
        (2957003, date(9999, 12, 31), True),
    ],
)
def test_known_days(serial: float, day: date | None, epoch_1904: bool) -> None:
    assert from_serial(serial, epoch_1904=epoch_1904) == day
    if day is not None:
        assert to_serial(day, epoch_1904=epoch_1904) == serial


@given(st.dates(date(1904, 1, 2)), st.booleans())
def test_days_go_there_and_back(day: date, epoch_1904: bool) -> None:
    serial = to_serial(day, epoch_1904=epoch_1904)
    assert isinstance(serial, int)
    assert from_serial(serial, epoch_1904=epoch_1904) == day


@given(st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 31)), st.booleans())
def test_moments_go_there_and_back_to_the_millisecond(moment: datetime, epoch_1904: bool) -> None:
    serial = to_serial(moment, epoch_1904=epoch_1904)
    assert serial is not None
    epoch = {"epoch": CALENDAR_MAC_1904} if epoch_1904 else {}
    assert serial == pytest.approx(to_excel(moment, **epoch), abs=1e-9)
    back = from_serial(serial, epoch_1904=epoch_1904)
    assert back is not None
    full = back if isinstance(back, datetime) else datetime(back.year, back.month, back.day)
    assert abs((full - moment).total_seconds()) <= 0.00055


def test_what_lies_before_the_epoch_has_no_number() -> None:
    assert to_serial(date(1899, 12, 31)) is None
    assert to_serial(date(1904, 1, 1), epoch_1904=True) is None
