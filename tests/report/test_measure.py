"""How much room things take."""

from datetime import date

import pytest

from xlcrm.patches import Style
from xlcrm.report import measure, theme


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (None, theme.COUNT, ""),
        (1234567, theme.COUNT, "1,234,567"),
        (0.2063, theme.SHARE_1, "20.6%"),
        (0.2063, theme.SHARE, "21%"),
        (1234.5, theme.money("EUR", 2), "1,234.50 EUR"),
        (-1234.5, theme.money("", 0), "-1,234"),
        (date(2025, 6, 1), theme.MONTH, "Jun 2025"),
        (date(2025, 6, 1), theme.DAY, "2025-06-01"),
        ("text", theme.COUNT, "text"),
        (True, "General", "TRUE"),
    ],
)
def test_what_a_cell_shows(value, number_format, expected):
    assert measure.shown(value, number_format) == expected


def test_a_column_for_a_text_holds_it():
    for text in ("0", "1,234,567 EUR", "W" * 20):
        room = measure.column_pixels(measure.width_for(text)) + 1
        assert measure.text_pixels(text) + measure.CELL_PADDING <= room


def test_texts_wrap_at_words_and_break_long_ones():
    style = Style()
    assert measure.lines("", 100, style) == 1
    assert measure.lines("one two", 300, style) == 1
    assert measure.lines("one\ntwo", 300, style) == 2
    assert measure.lines("aaaa aaaa aaaa", 50, style) == 3
    assert measure.lines("a" * 40, 100, style) == 4


def test_the_letters_of_a_header_shrink_before_a_word_breaks():
    style = theme.header(theme.CELL)
    assert measure.unbroken("Owner of it", 82, style) == style
    small = measure.unbroken("Ответственный", 82, style)
    assert measure.SMALLEST <= small.size < style.size
    assert measure.unbroken("Ответственный", 96, style).size > small.size
    assert measure.unbroken("Ответственный", 130, style) == style
    assert measure.unbroken("W" * 40, 82, style).size == measure.SMALLEST
