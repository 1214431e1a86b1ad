from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.importing.columns import Habits, read_column
from xlcrm.crm.importing.native import Native, native_of
from xlcrm.sheets import MODELS, columns

DAY, MOMENT = columns(MODELS["Orders"])["date"], columns(MODELS["Inquiries"])["date"]


def read(*texts, column=DAY, native=None):
    found = read_column(pl.Series(texts, dtype=pl.String), "d", column, Habits(), native=native)
    return found.values.to_list(), [one.code for one in found.remarks]


def test_a_column_of_serials_is_dates_and_says_so():
    assert read("45292", "45293", None) == (
        [date(2024, 1, 1), date(2024, 1, 2), None],
        ["import.dates_from_serials"],
    )
    assert read("45292.5", "45293,25", column=MOMENT)[0] == [
        datetime(2024, 1, 1, 12),
        datetime(2024, 1, 2, 6),
    ]


def test_among_dates_a_serial_counts_that_means_a_day_near_them():
    assert read("2024-01-31", "2024-02-13", "45292")[0][2] == date(2024, 1, 1)
    assert read("2024-01-31", "2024-02-13", "33333") == (
        [date(2024, 1, 31), date(2024, 2, 13), None],
        [],
    )


@pytest.mark.parametrize("text", ["5", "12345678", "19999", "80001", "2024"])
def test_other_numbers_are_no_dates(text):
    assert read(text)[0] == [None]


def test_cells_of_a_workbook_are_what_they_are():
    texts, native = native_of(
        ["05.01.2024", date(2024, 1, 6), datetime(2024, 1, 7, 8), 45299.0, "", 7]
    )
    assert texts.to_list() == [
        "05.01.2024",
        "2024-01-06",
        "2024-01-07 08:00:00",
        "45299",
        None,
        "7",
    ]
    assert isinstance(native, Native)
    found = read_column(texts, "d", DAY, Habits(usual_order="dmy"), native=native)
    days = [date(2024, 1, day) for day in (5, 6, 7, 8)]
    assert found.values.to_list() == [*days, None, None]
    assert found.wrong[-1].cells.to_list() == [False, False, False, False, False, True]


@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)))
def test_every_serial_is_its_day(day):
    serial = (day - date(1899, 12, 30)).days
    assert read(str(serial))[0] == [day]


@pytest.mark.parametrize(
    "text",
    ["5 января 2024 года", "5 янв. 2024", "05 ianuarie 2024", "5 ian. 2024", "January 5, 2024"],
)
def test_months_by_name_in_three_languages(text):
    assert read(text)[0] == [date(2024, 1, 5)]
