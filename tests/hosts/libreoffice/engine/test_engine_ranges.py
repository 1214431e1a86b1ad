"""Ranges: where they are, how they look, what moves them."""

import pytest


def test_the_way_from_cell_to_cell(sheet):
    sheet["B2"].value = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    sheet["B8"].value = "below"
    assert sheet["B2"].end("down").address == "$B$4"
    assert sheet["B4"].end("down").address == "$B$8"
    assert sheet["B8"].end("down").address == "$B$1048576"
    assert sheet["B8"].end("up").address == "$B$4"
    assert sheet["B4"].end("up").address == "$B$2"
    assert sheet["B2"].end("up").address == "$B$1"
    assert sheet["D3"].end("left").address == "$B$3"
    assert sheet["A3"].end("right").address == "$B$3"
    assert sheet["C3"].current_region.address == "$B$2:$D$4"
    assert sheet.used_range.address == "$B$2:$D$8"


def test_a_range_is_found_by_address_corner_and_name(sheet):
    sheet["B2:C3"].name = "box"
    sheet.names.add("own", "=Sheet1!$D$4")
    assert sheet["box"].address == sheet.range((2, 2), (3, 3)).address == "$B$2:$C$3"
    assert sheet["own"].address == "$D$4"
    assert sheet["A:B"].shape == (1_048_576, 2)
    with pytest.raises(KeyError, match="nowhere"):
        sheet["nowhere"]
    with pytest.raises(IndexError):
        sheet.range((0, 1))


def test_an_empty_range_holds_nothing(sheet):
    empty = sheet["A1:B3"][0:0, :]
    assert len(empty) == 0
    assert empty.value is None
    empty.value = 1
    assert sheet["A1"].value is None


def test_looks_are_set_and_read(sheet):
    cells = sheet["A1:B2"]
    cells.value = "text"
    cells.color = "#1e64c8"
    cells.font.bold = True
    cells.font.set(size=14, color=(200, 0, 0), name="Arial", italic=True)
    cells.horizontal_alignment = "center"
    cells.vertical_alignment = "top"
    cells.wrap_text = True
    assert cells.color == (30, 100, 200)
    assert (cells.font.bold, cells.font.italic, cells.font.size) == (True, True, 14)
    assert (cells.font.color, cells.font.name) == ((200, 0, 0), "Arial")
    assert (cells.horizontal_alignment, cells.vertical_alignment) == ("center", "top")
    assert cells.wrap_text is True
    sheet["A1"].color = None
    sheet["A1"].font.bold = False
    assert sheet["A1"].color is None
    assert cells.color is None
    assert cells.font.bold is None
    cells.clear_formats()
    assert (cells.color, cells.font.bold, cells.value[0]) == (None, False, ["text", "text"])


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00 [$€-407]",
        "dd.mm.yyyy",
        "mm/dd/yy;@",
        "0%",
        "@",
        "[h]:mm",
        "[Red]0",
    ],
)
def test_a_number_format_comes_back(sheet, code):
    sheet["A1:B2"].number_format = code
    assert sheet["A1:B2"].number_format == code
    sheet["B2"].number_format = "0.0"
    assert sheet["A1:B2"].number_format is None


def test_sizes_are_excels(sheet):
    sheet["A1:C1"].column_width = 12
    sheet["A1:A4"].row_height = 40
    assert sheet["B1"].column_width == 12
    assert sheet["A1:A4"].height == 160
    assert sheet["A3"].top == 80
    sheet["B1"].column_width = 20
    assert sheet["A1:C1"].column_width is None
    sheet["A1"].value = "a long text in a narrow column"
    sheet["A:A"].autofit()
    assert sheet["A1"].column_width > 20
    sheet["2:3"].rows.hidden = True
    assert sheet["A2:A3"].rows.hidden is True
    assert sheet["A1:A3"].rows.hidden is None


def test_borders_are_drawn(sheet):
    cells = sheet["B2:C3"]
    cells.borders.set("outside", line_style="continuous", weight="medium", color=(255, 0, 0))
    assert cells.borders["edge_top"].line_style == "continuous"
    assert cells.borders["edge_left"].weight == "medium"
    assert cells.borders["edge_bottom"].color == (255, 0, 0)
    assert cells.borders["inside_vertical"].line_style is None
    cells.borders.clear()
    assert cells.borders["edge_top"].line_style is None


def test_cells_are_merged_and_taken_apart(sheet):
    sheet["A1:B2"].merge()
    assert sheet["B2"].merge_cells
    assert sheet["A1"].merge_area.address == "$A$1:$B$2"
    sheet["A1:B2"].unmerge()
    assert not sheet["A1"].merge_cells


def test_cells_move(sheet):
    sheet["A1"].value = [["a", "b"], ["c", "d"]]
    sheet["1:1"].insert("down")
    assert sheet["A1:B3"].value == [[None, None], ["a", "b"], ["c", "d"]]
    sheet["1:1"].delete()
    sheet["A1:B2"].copy(sheet["D5"])
    assert sheet["D5:E6"].value == [["a", "b"], ["c", "d"]]
    sheet["A1:B2"].move(sheet["G1"])
    assert sheet["A1"].value is None
    assert sheet["G1:H2"].value == [["a", "b"], ["c", "d"]]
    sheet["G1"].delete("left")
    assert sheet["G1:H1"].value == ["b", None]


def test_parts_of_what_was_copied_are_pasted(sheet):
    sheet["A1"].value = [[1, 2], ["=A1*10", 4]]
    sheet["A1:B2"].color = (34, 34, 34)
    sheet["A1:B2"].copy()
    sheet["D1"].paste("values")
    assert sheet["D1:E2"].value == [[1.0, 2.0], [10.0, 4.0]]
    assert sheet["D2"].formula == "10"
    assert sheet["D1"].color is None
    sheet["A1:B2"].copy()
    sheet["D5"].paste("formats")
    assert (sheet["D5"].color, sheet["D5"].value) == ((34, 34, 34), None)
    sheet["G1"].copy_from(sheet["A1:B2"], "values", transpose=True)
    assert sheet["G1:H2"].value == [[1.0, 10.0], [2.0, 4.0]]


def test_rows_are_sorted_and_freed_of_duplicates(sheet):
    sheet["A1"].value = [["k", "n"], ["b", 2], ["a", 2], ["c", 1], ["A", 9]]
    sheet["A1:B5"].sort([2, 1], ascending=[True, False], has_headers=True)
    assert sheet["A2:B5"].value == [["c", 1.0], ["b", 2.0], ["a", 2.0], ["A", 9.0]]
    sheet["A1:B5"].remove_duplicates(1, has_headers=True)
    assert sheet["A2:A5"].value == ["c", "b", "a", None]


def test_cells_are_found(sheet):
    sheet["A1"].value = [["alpha", 1], ["beta", "=1/0"], ["alphabet", None]]
    assert sheet["A1:B3"].find("alpha", direction="backward").address == "$A$3"
    assert sheet["A1:B3"].find("ALPHA", whole=True).address == "$A$1"
    assert sheet["A1:B3"].find("gamma") is None
    sheet["A1:B3"].replace_all("alpha", "omega")
    assert sheet["A1:A3"].value == ["omega", "beta", "omegabet"]
    blanks = sheet["A1:B3"].get_special_cells("blanks")
    assert [cells.address for cells in blanks] == ["$B$3"]
    formulas = sheet["A1:B3"].get_special_cells("formulas", "errors")
    assert [cells.address for cells in formulas] == ["$B$2"]
