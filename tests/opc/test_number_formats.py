"""Number formats that show dates; the examples are Excel's own built-in and common ones."""

import pytest

from xlcrm.opc.number_formats import Shown, shown


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        "d.m.yy",
        "[$-409]mmmm d, yyyy",
        "h:mm AM/PM",
        'd" de "mmmm',
        "dd/mm/yyyy;@",
        "m\\d",
        "MM/DD",
    ],
)
def test_dates(code: str) -> None:
    assert shown(164, code) is Shown.DATE


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00 [$kr-41D]",
        '0 "days"',
        "0\\d",
        "[Red]-0.0;[Blue]0",
        "_-* #,##0_-",
        "0;yyyy",
        "@",
        "0.00E+00",
    ],
)
def test_numbers(code: str) -> None:
    assert shown(164, code) is Shown.NUMBER


@pytest.mark.parametrize("code", ["[h]:mm", "[mm]:ss", "[Red][s].00"])
def test_durations(code: str) -> None:
    assert shown(164, code) is Shown.DURATION


def test_built_in_formats() -> None:
    dates = {number for number in range(50) if shown(number, "") is Shown.DATE}
    assert dates == {14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47}
    assert shown(46, "") is Shown.DURATION
    assert shown(14, "0") is Shown.NUMBER
