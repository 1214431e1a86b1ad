"""Lengths, colours and days, without an office."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.hosts.libreoffice.engine import colors, measures
from xlcrm.hosts.libreoffice.engine.dates import Calendar
from xlcrm.hosts.libreoffice.engine.engine import Engine
from xlcrm.hosts.libreoffice.engine.reading import CellError

EXCEL = Calendar(SimpleNamespace(Year=1899, Month=12, Day=30))


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (dt.date(1900, 3, 1), 61.0),
        (dt.date(2000, 1, 1), 36526.0),
        (dt.datetime(2024, 2, 29, 12), 45351.5),
        (dt.time(6), 0.25),
        (dt.timedelta(hours=36), 1.5),
    ],
)
def test_a_moment_has_the_number_that_excel_gives_it(moment, number):
    assert EXCEL.number(moment) == number


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)))
def test_a_moment_survives_to_the_millisecond(moment):
    back = EXCEL.moment(EXCEL.number(moment))
    assert abs(back - moment) <= dt.timedelta(milliseconds=1)


def test_a_number_beyond_the_calendar_stays_a_number():
    assert EXCEL.moment(1e12) == 1e12


@pytest.mark.parametrize("width", [0.5, 1.0, 8.43, 10.0, 20.0, 255.0])
def test_a_width_in_characters_comes_back(width):
    assert measures.characters(measures.from_characters(width)) == pytest.approx(width, abs=0.01)


@given(st.integers(0, 1600).map(lambda quarters: quarters / 4))
def test_a_height_in_points_comes_back(height):
    assert measures.grid_points(measures.hundredths(height)) == height


@pytest.mark.parametrize("color", [(30, 100, 200), "#1e64c8", 30 + 100 * 256 + 200 * 65536])
def test_a_color_is_the_same_in_all_its_forms(color):
    assert colors.from_office(colors.to_office(color)) == (30, 100, 200)


def test_no_color_is_none():
    assert colors.from_office(colors.to_office(None)) is None


def test_values_out_of_cells_are_built_as_asked():
    rows = [["", None, 1.0, CellError("#N/A"), dt.datetime(2024, 1, 2), False]]

    day = Engine.clean_value_data(
        rows, lambda year, month, day, **_: dt.date(year, month, day), 0, int, err_to_str=True
    )
    assert day == [[0, 0, 1, "#N/A", dt.date(2024, 1, 2), False]]
    plain = Engine.clean_value_data(rows, dt.datetime, None, None, err_to_str=False)
    assert plain == [[None, None, 1.0, None, dt.datetime(2024, 1, 2), False]]


def test_values_on_their_way_into_cells_become_pythons_own():
    import numpy as np
    import pandas as pd

    given_ = [np.int64(3), np.float32(0.5), np.bool_(1), np.nan, pd.NaT, pd.NA, None]
    wanted = [3.0, 0.5, True, "", "", "", ""]
    assert [Engine.prepare_xl_data_element(value, {}) for value in given_] == wanted
    moments = [np.datetime64("2024-05-01T10:00:00"), pd.Timestamp("2024-05-01 10:00", tz="UTC")]
    for moment in moments:
        assert Engine.prepare_xl_data_element(moment, {}) == dt.datetime(2024, 5, 1, 10)
