"""Charts."""

import pytest
import xlwings as xw


@pytest.fixture
def data(sheet):
    sheet["A1"].value = [["month", "new", "lost"], ["Jan", 5, 1], ["Feb", 7, 3], ["Mar", 6, 2]]
    return sheet["A1:C4"]


def test_a_chart_is_drawn_named_titled_and_placed(sheet, data):
    chart = sheet.charts.add(10, 20, 300, 200, "line", data, name="Flow")
    assert [found.name for found in sheet.charts] == ["Flow"]
    assert (chart.left, chart.top, chart.width, chart.height) == (10, 20, 300, 200)
    assert chart.chart_type == "line"
    assert chart.title is None
    chart.title = "New and lost"
    assert sheet.charts["flow"].title == "New and lost"
    assert [series.name for series in chart.series] == ["new", "lost"]
    with pytest.raises(xw.ShapeAlreadyExists):
        sheet.charts.add(name="Flow")
    chart.delete()
    assert len(sheet.charts) == 0


@pytest.mark.parametrize(
    "kind",
    [
        "column_clustered",
        "column_stacked",
        "bar_clustered",
        "bar_stacked_100",
        "line",
        "line_markers",
        "area_stacked",
        "pie",
        "doughnut",
        "xy_scatter",
        "radar",
        "3d_pie",
    ],
)
def test_a_kind_of_chart_comes_back(sheet, data, kind):
    chart = sheet.charts.add(source=data)
    chart.chart_type = kind
    assert chart.chart_type == kind


def test_unknown_kinds_are_refused(sheet):
    with pytest.raises(NotImplementedError, match="surface"):
        sheet.charts.add(chart_type="surface")


def test_parts_of_a_chart(sheet, data):
    chart = sheet.charts.add(source=data, anchor=sheet["E2"])
    assert chart.left == sheet["E2"].left
    chart.legend.visible = True
    chart.legend.position = "bottom"
    assert (chart.legend.visible, chart.legend.position) == (True, "bottom")
    axis = chart.value_axis
    axis.set(title="customers", minimum_scale=0, maximum_scale=20, number_format="0.0")
    assert (axis.title, axis.minimum_scale, axis.maximum_scale) == ("customers", 0, 20)
    assert axis.number_format == "0.0"
    axis.maximum_scale = None
    assert axis.maximum_scale is None
    chart.series[1].set(fill_color=(200, 0, 0), axis_group="secondary")
    assert chart.series[1].fill_color == (200, 0, 0)
    assert chart.series[1].axis_group == "secondary"


def test_a_chart_gets_other_data(sheet, data):
    chart = sheet.charts.add(source=sheet["A1:B4"])
    assert [series.name for series in chart.series] == ["new"]
    chart.set_source_data(data, plot_by="rows")
    assert chart.plot_by == "rows"
    assert [series.name for series in chart.series] == ["Jan", "Feb", "Mar"]


def test_a_chart_becomes_a_picture_and_stays_in_the_file(app, book, sheet, data, tmp_path):
    chart = sheet.charts.add(source=data, chart_type="pie")
    chart.title = "Share"
    chart.to_png(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    path = tmp_path / "b.xlsx"
    book.save(path)
    book.close()
    opened = app.books.open(path)
    try:
        assert [(found.chart_type, found.title) for found in opened.sheets[0].charts] == [
            ("pie", "Share")
        ]
    finally:
        opened.close()
