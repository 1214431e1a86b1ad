"""What everybody sees: nothing overlaps, nothing is cut off, all of it fits on a laptop's screen."""

from dataclasses import dataclass
from itertools import combinations

from xlcrm.cells import Address
from xlcrm.report import measure, theme
from xlcrm.report.build import build

SCREEN = 1366 - 60
"""Pixels of a laptop's screen beside the row numbers and the scroll bar."""


@dataclass(frozen=True)
class Box:
    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other):
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Layout:
    """Where the cells and charts of a sheet stand, in pixels, counted anew."""

    def __init__(self, sheet):
        self.sheet = sheet

    def column(self, number):
        widths = (self.sheet.widths.get(c, 8.43) for c in range(1, number))
        return sum(int(width * 7 + 5) for width in widths)

    def row(self, number):
        heights = (self.sheet.heights.get(r, 15.0) for r in range(1, number))
        return sum(round(height / 0.75) for height in heights)

    def extent(self, extent):
        return Box(
            self.column(extent.first.column),
            self.row(extent.first.row),
            self.column(extent.last.column + 1),
            self.row(extent.last.row + 1),
        )

    def chart(self, chart):
        left, top = self.column(chart.anchor.column), self.row(chart.anchor.row)
        return Box(left, top, left + chart.width, top + chart.height)

    def cell(self, at):
        left, top = self.column(at.column), self.row(at.row)
        return Box(left, top, self.column(at.column + 1), self.row(at.row + 1))

    def merge(self, at):
        return next((m for m in self.sheet.merges if m.first == at), None)


def filled(sheet):
    return {at: cell for at, cell in sheet.cells.items() if cell.value not in {None, ""}}


def test_no_chart_covers_a_cell_or_another_chart(built):
    for sheet in built[1]:
        layout = Layout(sheet)
        boxes = [layout.chart(chart) for chart in sheet.charts]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2)), sheet.key
        for at in filled(sheet):
            merge = layout.merge(at)
            place = layout.extent(merge) if merge else layout.cell(at)
            assert not any(box.overlaps(place) for box in boxes), (sheet.key, at.a1)


def test_no_merge_covers_another_filled_cell(built):
    for sheet in built[1]:
        for merge in sheet.merges:
            inside = [
                at
                for at in filled(sheet)
                if merge.first.row <= at.row <= merge.last.row
                and merge.first.column <= at.column <= merge.last.column
            ]
            assert inside in ([merge.first], []), (sheet.key, merge.a1)


def test_everything_fits_on_a_laptops_screen(built):
    # The customer data is a table: it scrolls, and its first columns stay.
    for sheet in (one for one in built[1] if one.key != "customers"):
        layout = Layout(sheet)
        last = max(at.column for at in sheet.cells)
        assert layout.column(last + 1) <= SCREEN, sheet.key
        assert all(layout.chart(chart).right <= SCREEN for chart in sheet.charts), sheet.key


def test_nothing_is_cut_off(built):
    for sheet in built[1]:
        layout = Layout(sheet)
        for at, cell in filled(sheet).items():
            merge = layout.merge(at)
            box = layout.extent(merge) if merge else layout.cell(at)
            room = box.right - box.left
            shown = measure.shown(cell.value, cell.style.number_format)
            if cell.style.wrap:
                lines = measure.lines(shown, room, cell.style)
                height = lines * measure.line_height(cell.style.size) / 0.75
                assert height <= box.bottom - box.top + 2, (sheet.key, at.a1, shown)
                continue
            if isinstance(cell.value, str) and cell.style.align in {"", "left"}:
                room = overflow(sheet, layout, at, box)
            needed = measure.text_pixels(shown, cell.style.size, bold=cell.style.bold)
            assert needed + 9 * cell.style.indent <= room, (sheet.key, at.a1, shown)


def overflow(sheet, layout, at, box):
    """The pixels over which a text may run: its own cell and the empty ones at its right."""
    right = at.column + 1
    while right < 40 and Address(at.row, right) not in filled(sheet):
        right += 1
    return layout.column(right) - box.left


def test_charts_say_what_they_show(built):
    for sheet in built[1]:
        for chart in sheet.charts:
            assert chart.title
            assert chart.y_title
            assert chart.y_format
            for series in chart.series:
                assert series.name
                assert series.color
                assert series.values.height == series.categories.height >= 1


def test_charts_draw_numbers(built):
    for sheet in built[1]:
        for chart in sheet.charts:
            for series in chart.series:
                extent = series.values
                values = [
                    sheet.cells[Address(row, extent.first.column)].value
                    for row in range(extent.first.row, extent.last.row + 1)
                ]
                assert all(isinstance(value, int | float) for value in values), chart.title


def test_reference_lines_are_dashed_and_grey(built):
    for sheet in built[1]:
        for chart in sheet.charts:
            for series in chart.series:
                if "comparison" in series.name:
                    red, green, blue = (int(series.color[n : n + 2], 16) for n in (1, 3, 5))
                    assert series.dashed
                    assert max(red, green, blue) - min(red, green, blue) < 48


def test_an_interval_is_never_drawn_over_its_curve(lively):
    charts = [chart for sheet in build(lively, lambda _title: None) for chart in sheet.charts]
    colours = [[one.color for one in chart.series] for chart in charts]
    banded = [each for each in colours if theme.INTERVAL in each]
    assert banded
    for each in banded:
        last = max(place for place, colour in enumerate(each) if colour == theme.INTERVAL)
        assert each.index(theme.SERIES[0]) > last
