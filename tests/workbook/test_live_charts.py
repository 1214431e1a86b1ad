"""Charts of a sheet that is written anew in LibreOffice: those that come again as they stand stay."""

import pytest

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, ChartSpec, Series, WriteSheet
from xlcrm.workbook.live import LiveWorkbook, sheet_writer

KEYS, SHARES, ROWS = Extent.parse("A4:A6"), Extent.parse("B4:B6"), range(4, 7)
LINE = ChartSpec("line", "Shares", (Series("share", KEYS, SHARES),), Address(8, 1))
BARS = ChartSpec("bar", "Also shares", (Series("share", KEYS, SHARES),), Address(28, 1))


@pytest.fixture
def book(plain_book, opened):
    """A book of LibreOffice's."""
    return LiveWorkbook(opened(plain_book))


def report(*charts, times=1, heights=None):
    held = {Address(row, 1): Cell(f"k{row}") for row in ROWS}
    held |= {Address(row, 2): Cell(row * times) for row in ROWS}
    return WriteSheet("report", "A report's", held, charts=charts, heights=heights or {})


def sheet(book):
    return book.book.sheets[book.sheet_title("report")]


def keys(book):
    """The office's names of the charts, which are other ones when a chart is drawn anew."""
    return set(sheet(book).api.getCharts().getElementNames())


def drawn(book, title):
    """The values that a chart shows."""
    found = {str(chart.title): chart for chart in sheet(book).charts}
    _, model = found[title].api
    chart_type = model.getFirstDiagram().getCoordinateSystems()[0].getChartTypes()[0]
    (series,) = chart_type.getDataSeries()
    return list(series.getDataSequences()[0].getValues().getNumericalData())


def named(book, title):
    """What stands along the axis of a chart's categories."""
    found = {str(chart.title): chart for chart in sheet(book).charts}
    _, model = found[title].api
    axis = model.getFirstDiagram().getCoordinateSystems()[0].getAxisByDimension(0, 0)
    return list(axis.getScaleData().Categories.getValues().getTextualData())


def corners(book):
    return {str(chart.title): (chart.left, chart.top, chart.width) for chart in sheet(book).charts}


def test_a_chart_that_comes_again_stays_and_shows_what_is_new(book):
    book.apply([report(LINE, BARS)])
    before = keys(book)
    book.apply([report(LINE, BARS, times=10)])
    assert keys(book) == before
    tops = {title: top for title, (_, top, _) in corners(book).items()}
    anchors = {"Shares": sheet(book)["A8"].top, "Also shares": sheet(book)["A28"].top}
    assert tops == pytest.approx(anchors, abs=1)
    assert drawn(book, "Shares") == drawn(book, "Also shares") == [40, 50, 60]
    assert named(book, "Shares") == named(book, "Also shares") == ["k4", "k5", "k6"]
    book.book.api.getUndoManager().undo()
    assert keys(book) == before
    assert drawn(book, "Shares") == [4, 5, 6]


def test_only_the_chart_that_is_another_is_drawn_anew(book):
    book.apply([report(LINE, BARS)])
    before = keys(book)
    book.apply([report(LINE, BARS._replace(y_max=7.0))])
    assert len(keys(book) & before) == 1
    assert sorted(str(chart.title) for chart in sheet(book).charts) == ["Also shares", "Shares"]
    book.apply([report(BARS)])
    assert [str(chart.title) for chart in sheet(book).charts] == ["Also shares"]
    assert sheet(book).charts[0].value_axis.maximum_scale is None


def test_a_chart_is_put_back_over_its_anchor(book):
    book.apply([report(LINE)])
    before, (place,) = keys(book), corners(book).values()
    chart = sheet(book).charts[0]
    chart.left, chart.width = 300, 90
    book.apply([report(LINE, heights={2: 60.0})])
    assert keys(book) == before
    left, top, width = corners(book)["Shares"]
    assert (left, width) == pytest.approx((place[0], place[2]), abs=1)
    assert top == pytest.approx(sheet(book)["A8"].top, abs=1)
    assert top > place[1] + 30


@pytest.mark.parametrize("touch", ["rows", "cells", "title", "name"])
def test_a_chart_that_was_touched_is_drawn_anew(book, touch):
    book.apply([report(LINE)])
    before, chart = keys(book), sheet(book).charts[0]
    if touch == "rows":
        sheet(book)["5:5"].insert("down")
    elif touch == "cells":
        chart.set_source_data(sheet(book)["B4:B5"])
    elif touch == "title":
        chart.title = "Mine"
    else:
        sheet(book).name = "Renamed"
    book.apply([report(LINE, times=10)])
    assert not keys(book) & before
    assert drawn(book, "Shares") == [40, 50, 60]


class PulledError(Exception):
    """The cable was pulled."""


def test_a_write_that_failed_leaves_no_wrong_idea_of_what_stands(book, monkeypatch):
    def fail(writer):
        raise PulledError

    book.apply([report(LINE)])
    with monkeypatch.context() as patch:
        patch.setattr(sheet_writer.SheetWriter, "_values", fail)
        with pytest.raises(PulledError):
            book.apply([report(LINE)])
    sheet(book).delete()
    book.apply([report(LINE)])
    assert [str(chart.title) for chart in sheet(book).charts] == ["Shares"]


def test_what_somebody_drew_goes_and_the_charts_are_drawn_anew(book):
    book.apply([report(LINE)])
    before, page = keys(book), sheet(book).api.getDrawPage()
    drawing = book.book.api.createInstance("com.sun.star.drawing.RectangleShape")
    page.add(drawing)
    drawing.setSize(page.getByIndex(0).Size)
    book.apply([report(LINE)])
    assert (page.getCount(), len(keys(book))) == (1, 1)
    assert not keys(book) & before
