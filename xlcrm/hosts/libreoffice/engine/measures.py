"""Lengths: the office counts in hundredths of a millimetre, Excel in points and characters."""

_TWIPS_PER_HUNDREDTH_MM = 1440 / 2540
_HUNDREDTH_MM_PER_PIXEL = 2540 / 96
_DIGIT_PIXELS, _PADDING_PIXELS = 7, 5
"""A digit of Excel's default font, and the space around a cell's text, on a screen of 96 dpi."""


def points(hundredths_: float) -> float:
    """Points of a length in hundredths of a millimetre, to a twentieth (a twip)."""
    return round(hundredths_ * _TWIPS_PER_HUNDREDTH_MM) / 20


def grid_points(hundredths_: float) -> float:
    """Points of a cell's edge, to a quarter: the office rounds each row and column by itself."""
    return round(hundredths_ * 72 / 2540 * 4) / 4


def hundredths(points_: float) -> int:
    """Hundredths of a millimetre of a length in points."""
    return round(points_ * 2540 / 72)


def characters(hundredths_: float) -> float:
    """A column's width as Excel counts it: characters of its default font."""
    pixels = round(hundredths_ / _HUNDREDTH_MM_PER_PIXEL)
    if pixels < _DIGIT_PIXELS + _PADDING_PIXELS:
        return round(pixels / (_DIGIT_PIXELS + _PADDING_PIXELS), 2)
    return round((pixels - _PADDING_PIXELS) / _DIGIT_PIXELS, 2)


def from_characters(width: float) -> int:
    """Hundredths of a millimetre of a column's width in characters."""
    if width < 1:
        pixels = round(width * (_DIGIT_PIXELS + _PADDING_PIXELS))
    else:
        pixels = round(width * _DIGIT_PIXELS + _PADDING_PIXELS)
    return round(pixels * _HUNDREDTH_MM_PER_PIXEL)
