"""Colours: red, green and blue in xlwings, one number in the office."""

from typing import Any

AUTOMATIC = -1
"""What the office calls no colour, or the system's own."""


def to_office(color: Any) -> int:
    """The office's number of an RGB tuple, "#rrggbb" or Excel's number; None is no colour."""
    if color is None:
        return AUTOMATIC
    if isinstance(color, str):
        return int(color.removeprefix("#"), 16)
    if isinstance(color, int):
        # Excel's number holds blue first.
        return (color & 0xFF) << 16 | color & 0xFF00 | color >> 16 & 0xFF
    red, green, blue = (int(part) for part in color)
    return red << 16 | green << 8 | blue


def from_office(number: int) -> tuple[int, int, int] | None:
    """Red, green and blue, each 0 to 255; None where there is no colour."""
    if number == AUTOMATIC:
        return None
    number &= 0xFFFFFF
    return number >> 16, number >> 8 & 0xFF, number & 0xFF
