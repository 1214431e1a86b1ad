"""Printed pages: charts stay whole, headings stay with what they head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, ChartSpec, Series, WriteSheet
from xlcrm.report import measure, theme
from xlcrm.report.build import build
from xlcrm.report.paging import on_one_page, paged

PAGE = {True: (10.29, 6.77), False: (6.87, 10.19)}
"""A4 less XlsxWriter's margins, in inches."""
DOTS = 96


def sheet_of(rows, *, wide=40.0, charts=(), headings=(), landscape=True):
    cells = {Address(row, 1): Cell(row) for row in range(1, rows + 1)}
    cells |= {Address(row, 1): Cell("x", style=theme.HEADING) for row in headings}
    return WriteSheet("k", "K", cells, widths={1: wide}, charts=tuple(charts), landscape=landscape)


def chart(row, height):
    values = Extent.of(1, 1, 3, 1)
    return ChartSpec("line", "t", (Series("s", values, values),), Address(row, 1), 100, height)


def test_a_short_sheet_is_one_page_at_its_own_size():
    sheet = paged(sheet_of(10))
    assert (sheet.scale, sheet.breaks) == (100, ())


def test_a_wide_sheet_is_made_as_wide_as_the_paper():
    sheet = paged(sheet_of(10, wide=250.0))
    inches = measure.column_pixels(250.0) / DOTS * sheet.scale / 100
    assert 0.85 * PAGE[True][0] < inches <= 0.94 * PAGE[True][0]


def test_what_is_to_be_one_page_is_printed_smaller_as_far_as_it_can_be_read():
    """60 rows of 20 pixels are 12.5 inches; on upright A4 there are 10.19."""
    longer = paged(sheet_of(60, landscape=False))
    assert longer.breaks
    one = on_one_page(longer)
    inches = 60 * 20 / DOTS * one.scale / 100
    assert (one.breaks, 0.9 * PAGE[False][1] < inches <= PAGE[False][1]) == ((), True)
    endless = paged(sheet_of(200, landscape=False))
    assert on_one_page(endless) == endless


def test_a_chart_goes_whole_to_the_next_page_with_its_heading():
    sheet = paged(sheet_of(60, charts=[chart(28, 200)], headings=[27]))
    assert sheet.breaks[0] == 26


@given(
    st.integers(1, 200),
    st.lists(st.integers(1, 150), max_size=4),
    st.lists(st.integers(1, 150), max_size=6),
    st.floats(5, 300),
    st.booleans(),
)
def test_pages_are_full_enough_and_cut_nothing(rows, charts, headings, wide, landscape):
    drawn = [chart(row, 240) for row in charts if row <= rows]
    headed = [row for row in headings if row <= rows]
    sheet = paged(sheet_of(rows, wide=wide, charts=drawn, headings=headed, landscape=landscape))
    assert 10 <= sheet.scale <= 100
    assert list(sheet.breaks) == sorted(set(sheet.breaks))
    room = PAGE[landscape][1] * DOTS * 100 / sheet.scale
    firsts = [1, *(row + 1 for row in sheet.breaks)]
    for first, last in zip(firsts, sheet.breaks, strict=False):
        assert last >= first
        assert 20 * (last - first + 1) <= room
    if len(drawn) <= 1 and not headed:
        inside = [range(one.anchor.row, one.anchor.row + 12) for one in drawn]
        assert not any(row in block[:-1] for row in sheet.breaks for block in inside)


@pytest.mark.parametrize("key", ["churn", "funnel", "concentration", "segments"])
def test_no_chart_of_the_lively_firm_is_cut(lively, key):
    (sheet,) = [one for one in build(lively, lambda _title: None) if one.key == key]
    assert sheet.charts
    for one in sheet.charts:
        row, left = one.anchor.row, one.height
        while left > measure.row_pixels(sheet.heights.get(row)):
            left -= measure.row_pixels(sheet.heights.get(row))
            assert row not in sheet.breaks
            row += 1
    headings = {at.row for at, cell in sheet.cells.items() if cell.style == theme.HEADING}
    assert not headings & set(sheet.breaks)
