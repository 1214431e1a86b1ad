"""Formulas in cells."""

import pytest


def test_a_formula_comes_back_as_excel_writes_it(book, sheet):
    book.sheets.add("My data", after=sheet)
    book.sheets["My data"]["A1"].value = [1, 2]
    texts = ["=SUM('My data'!A1,'My data'!B1)", '=IF(A1>2,"a,b","c;d")', "=SUM({1,2;3,4})"]
    for row, text in enumerate(texts, 1):
        sheet.range((row, 1)).formula = text
        assert sheet.range((row, 1)).formula == text
    assert sheet["A1:A3"].value == [3.0, "a,b", 10.0]


def test_a_formula_fills_a_range_and_moves_its_references(sheet):
    sheet["A1"].value = [[1, 10], [2, 20], [3, 30]]
    sheet["D1:E3"].formula = "=A1*2"
    assert sheet["D1:E3"].value == [[2.0, 20.0], [4.0, 40.0], [6.0, 60.0]]
    assert sheet["E3"].formula == "=B3*2"


def test_a_block_of_formulas_and_values_is_written_at_once(sheet):
    sheet["A1"].formula = [["=1+1", 5], ["text", "=A1*B1"]]
    assert sheet["A1:B2"].value == [[2.0, 5.0], ["text", 10.0]]


def test_an_array_formula_is_one_formula(sheet):
    sheet["A1"].value = [[1, 4], [2, 5], [3, 6]]
    sheet["D1:D3"].formula_array = "=A1:A3*B1:B3"
    assert sheet["D1:D3"].value == [4.0, 10.0, 18.0]
    assert sheet["D1:D3"].formula_array == "=A1:A3*B1:B3"
    assert sheet["D2"].impl.has_array
    assert not sheet["A1"].impl.has_array


def test_what_is_no_formula_is_its_text(sheet):
    sheet["A1"].value = ["name", 1.5, None]
    assert sheet["A1:C1"].formula == (("name", "1.5", ""),)


def test_dates_and_truths_of_formulas_have_their_types(sheet):
    sheet["A1"].value = ["=DATE(2024,2,29)", "=1>2"]
    day, truth = sheet["A1:B1"].value
    assert (day.year, day.month, day.day) == (2024, 2, 29)
    assert truth is False


@pytest.mark.parametrize("mode", ["manual", "automatic"])
def test_formulas_are_computed_when_asked(app, sheet, mode):
    sheet["A1"].value = [2, "=A1*2"]
    app.calculation = mode
    try:
        sheet["A1"].value = 4
        assert sheet["B1"].value == (4.0 if mode == "manual" else 8.0)
        app.calculate()
        assert sheet["B1"].value == 8.0
    finally:
        app.calculation = "automatic"
