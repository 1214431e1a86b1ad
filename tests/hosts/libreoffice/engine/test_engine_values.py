"""Values in and out of cells."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MOMENT = dt.datetime(2024, 5, 1, 12, 30, 15)
DAY = dt.datetime(2024, 2, 29)


def test_a_block_of_all_types_comes_back(sheet):
    block = [
        ["text", 1.5, None, True],
        [MOMENT, DAY, False, "éöà 漢字"],
        [0.0, -1e300, "2024-01-01", "0123"],
    ]
    sheet["B2"].value = block
    assert sheet["B2:E4"].value == block
    assert sheet["B2"].expand().value == [["text", 1.5], [MOMENT, DAY], [0.0, -1e300]]


def test_days_are_days_and_times_are_times(sheet):
    sheet["A1"].value = [dt.date(2024, 2, 29), dt.time(18, 0), dt.timedelta(hours=36)]
    assert sheet["A1:C1"].options(dates=dt.date).value[0] == dt.date(2024, 2, 29)
    assert sheet["A1"].number_format == "yyyy-mm-dd"
    assert [sheet["B1"].number_format, sheet["C1"].number_format] == ["hh:mm:ss", "[h]:mm:ss"]
    assert sheet["B1"].value.time() == dt.time(18, 0)


def test_a_date_keeps_the_format_that_the_cell_has(sheet):
    sheet["A1:A3"].number_format = "dd.mm.yyyy"
    sheet["A1"].options(transpose=True).value = [DAY, DAY, DAY]
    assert sheet["A1:A3"].number_format == "dd.mm.yyyy"
    assert sheet["A1:A3"].value == [DAY, DAY, DAY]


def test_dimensions_are_as_asked(sheet):
    sheet["A1"].value = [1, 2, 3]
    assert sheet["A1:C1"].value == [1.0, 2.0, 3.0]
    assert sheet["A1:C1"].options(ndim=2).value == [[1.0, 2.0, 3.0]]
    assert sheet["A1"].options(ndim=1).value == [1.0]
    sheet["A3"].value = [[1], [2]]
    assert sheet["A3:A4"].value == [1.0, 2.0]
    assert sheet["A3:A4"].options(transpose=True, ndim=2).value == [[1.0, 2.0]]
    assert sheet["A3:A4"].options(numbers=int).value == [1, 2]
    assert sheet["A3:A5"].options(empty="-").value == [1.0, 2.0, "-"]


def test_one_value_fills_a_range_and_none_empties_it(sheet):
    sheet["A1:C2"].value = "x"
    assert sheet["A1:C2"].value == [["x"] * 3] * 2
    sheet["A1:B1"].value = None
    assert sheet["A1:C2"].value == [[None, None, "x"], ["x"] * 3]


def test_rows_of_different_lengths_are_refused(sheet):
    with pytest.raises(Exception, match="same length"):
        sheet["A1"].value = [[1, 2], [3]]
    assert sheet["A1:B2"].value == [[None, None], [None, None]]


def test_a_value_of_no_known_type_is_refused_and_nothing_is_written(sheet):
    with pytest.raises(TypeError, match="complex"):
        sheet["A1"].value = [[1.0, 2j]]
    assert sheet["A1"].value is None


def test_an_apostrophe_or_a_text_format_keeps_a_formula_a_text(sheet):
    sheet["B1"].number_format = "@"
    sheet["A1"].value = ["'=1+1", "=1+1", "=1+1", "'+7 999"]
    assert sheet["A1:D1"].value == ["=1+1", "=1+1", 2.0, "+7 999"]
    assert sheet["A1:C1"].formula == (("=1+1", "=1+1", "=1+1"),)
    assert sheet["C1"].api.queryContentCells(16).Count == 1
    assert sheet["A1:B1"].api.queryContentCells(16).Count == 0


def test_errors_have_their_names(sheet):
    sheet["A1"].value = ["=1/0", "=NA()", "=NO_SUCH_NAME", '=VALUE("x")', "=10^400", 5]
    named = ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", 5.0]
    assert sheet["A1:F1"].options(err_to_str=True).value == named
    assert sheet["A1:F1"].value == [None] * 5 + [5.0]


def test_frames_go_in_and_out(sheet):
    frame = pd.DataFrame(
        {"name": ["Ann", None, "Cy"], "since": [DAY, MOMENT, pd.NaT], "spent": [1.5, np.nan, 3.0]}
    )
    sheet["A1"].options(index=False).value = frame
    back = sheet["A1:C4"].options(pd.DataFrame, index=False).value
    assert list(back["name"]) == ["Ann", None, "Cy"]
    assert list(back["since"].dropna()) == [DAY, MOMENT]
    assert back["spent"].sum() == 4.5
    numbers = np.arange(12.0).reshape(3, 4)
    sheet["F1"].value = numbers
    assert (sheet["F1"].expand().options(np.array).value == numbers).all()


def test_a_large_block_comes_back_whole(sheet):
    rows = [[float(row), f"name {row}", DAY, row % 2 == 0] for row in range(20_000)]
    sheet["A1"].value = rows
    assert sheet["A1"].end("down").row == 20_000
    assert sheet["A1:D20000"].value == rows


def test_whole_columns_are_read_as_far_as_they_are_used(sheet):
    sheet["B3"].value = [[1, 2], [3, 4]]
    column = sheet["C:C"].raw_value
    assert len(column) == 1_048_576
    assert column[:5] == [[""], [""], [2.0], [4.0], [""]]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2199, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    # Control characters are no text that a cell keeps; "=" and "'" have a meaning of their own.
    st.text(
        st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), min_size=1
    ).filter(lambda text: text[0] not in "='"),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_every_block_comes_back(sheet, rows):
    sheet.clear()
    sheet["A1"].options(ndim=2).value = rows
    place = sheet["A1"].resize(len(rows), len(rows[0]))
    assert place.options(ndim=2).value == rows
