"""Ranges that covered a table's last row grow with it, and no others."""

import pytest

from xlcrm.cells import Address
from xlcrm.opc.growth import Growth, grow_dimension, grow_rules

GROWTH = Growth((2, 4), before=10, after=15)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("B2:B10", "B2:B15"),
        ("A1:Z10", "A1:Z15"),
        ("B2:B20", "B2:B20"),
        ("B2:B12", "B2:B15"),
        ("B2:B9", "B2:B9"),
        ("E2:E10", "E2:E10"),
        ("A2:A10", "A2:A10"),
        ("B2:B10 F2:F10 C10", "B2:B15 F2:F10 C10:C15"),
        ("B:B", "B:B"),
    ],
)
def test_ranges(before: str, after: str) -> None:
    for text in (
        '<dataValidation type="list" prompt="a > b" sqref="{}"><formula1>X</formula1>',
        "<x:conditionalFormatting sqref='{}'>",
        "<xm:sqref>{}</xm:sqref>",
    ):
        assert grow_rules(text.format(before).encode(), GROWTH) == text.format(after).encode()


def test_other_ranges_stay() -> None:
    tail = b'<mergeCell ref="B2:B10"/><hyperlink ref="B10"/><protectedRange sqref="B2:B10"/>'
    assert grow_rules(tail, GROWTH) == tail


def test_the_used_range_grows() -> None:
    head = b'<worksheet><dimension ref="B2:C4"/><sheetViews/>'
    grown = grow_dimension(head, [Address(9, 1), Address(3, 5)])
    assert grown == b'<worksheet><dimension ref="A2:E9"/><sheetViews/>'
    assert grow_dimension(b"<worksheet>", [Address(1, 1)]) == b"<worksheet>"
