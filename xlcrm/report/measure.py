"""How much room things take on a sheet: texts in pixels and lines, columns and rows in pixels.

Excel's default font is Calibri 11, whose digits are 7 pixels wide: a column of width w shows
7w + 5 pixels. Where the reader has another font of the same metrics nothing changes.
"""

import math
import re
from datetime import date, datetime
from functools import lru_cache

from xlcrm.cells import Value
from xlcrm.patches import Style

ROW_PIXELS, POINTS_PER_PIXEL, DEFAULT_WIDTH = 20, 0.75, 8.43
CELL_PADDING = 7
"""Pixels of a cell that its text cannot use, on both sides together."""
_SURE = 0.87
"""So much of the width that is reckoned for a word it needs in any case."""
SMALLEST = 8.0
"""The size of letters below which nobody reads them on a laptop."""

_NARROW, _WIDE = set("ijltfrI.,:;'|!()[]- /"), set("mwMW@%жшщюыЖШЩЮМФЫ")
_EM_NARROW, _EM_WIDE, _EM_CAPITAL, _EM_OTHER = 0.3, 0.78, 0.6, 0.507
_BOLD = 1.05


def text_pixels(text: str, size: float = 11, *, bold: bool = False) -> float:
    """The width of a text in one line, rather a little too much than too little."""
    em = size / POINTS_PER_PIXEL * (_BOLD if bold else 1)
    return em * sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if letter in _NARROW:
        return _EM_NARROW
    if letter in _WIDE:
        return _EM_WIDE
    return _EM_CAPITAL if letter.isupper() else _EM_OTHER


def column_pixels(width: float) -> int:
    """The width of a column on the screen."""
    return int(width * 7 + 5)


def width_for(text: str, *, bold: bool = False) -> float:
    """The width of a column in which a text in one line is not cut off."""
    pixels = text_pixels(text, bold=bold) + CELL_PADDING
    return round((pixels - 5) / 7 + 0.05, 1)


def row_pixels(height: float | None) -> int:
    """The height of a row on the screen; None is the default."""
    return ROW_PIXELS if height is None else round(height / POINTS_PER_PIXEL)


@lru_cache(maxsize=4096)
def lines(text: str, pixels: float, style: Style) -> int:
    """In how many lines a text is wrapped inside of so many pixels."""
    room = max(1.0, pixels - CELL_PADDING - 9 * style.indent)
    count = 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in re.findall(r"\S+\s*", paragraph):
            long = text_pixels(word.rstrip(), style.size, bold=style.bold)
            if used and used + long > room:
                count, used = count + 1, 0.0
            count += int(long // room)
            used += text_pixels(word, style.size, bold=style.bold) % room
    return count


def unbroken(text: str, pixels: float, style: Style) -> Style:
    """The style in which no word of a text is broken inside of so many pixels.

    Args:
        text: what is wrapped.
        pixels: how wide its column is.
        style: whose letters become smaller, down to `SMALLEST`, where a word does not fit.
    """
    size = style.size
    room = pixels - CELL_PADDING - 9 * style.indent
    for word in text.split():
        wide = _SURE * text_pixels(word, style.size, bold=style.bold)
        size = min(size, style.size * room / wide if wide else size)
    return style._replace(size=max(SMALLEST, math.floor(size * 2) / 2))


def line_height(size: float) -> float:
    """The height of one line of text, in points."""
    return size * 1.36


def shown(value: Value, number_format: str) -> str:
    """What a cell shows of its value, for the number formats that reports use."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return f"{value:%b %Y}" if number_format.startswith("mmm") else f"{value:%Y-%m-%d}"
    if isinstance(value, str) or number_format == "General":
        return str(value)
    form = number_format.partition(";")[0]
    suffix = "".join(re.findall(r'"([^"]*)"', form))
    bare = re.sub(r'"[^"]*"', "", form).rstrip()
    decimals = len(bare.rstrip("%").partition(".")[2])
    if bare.endswith("%"):
        return f"{value:.{decimals}%}"
    return f"{value:,.{decimals}f}" + (f" {suffix}" if suffix else "")
