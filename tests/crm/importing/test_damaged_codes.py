import polars as pl
import pytest

from xlcrm.crm.importing.codes import mend_ids, mend_phones


def ids(*texts):
    values, remarks = mend_ids(pl.Series(texts, dtype=pl.String), "id")
    return values.to_list(), [one.code for one in remarks]


def phones(country, *texts):
    values, remarks = mend_phones(pl.Series(texts, dtype=pl.String), "tel", country)
    return values.to_list(), [one.code for one in remarks]


def test_ids_that_look_like_numbers_stay_texts():
    assert ids("00123", "1E05", "12", None) == (["00123", "1E05", "12", None], [])


def test_a_point_and_zeros_go_where_all_of_the_column_are_figures():
    assert ids("12345.0", "7", None) == (["12345", "7", None], ["import.ids_without_point"])
    assert ids("12345.0", "A-7") == (["12345.0", "A-7"], [])
    assert ids("1.5", "2.0") == (["1.5", "2.0"], [])


def test_what_a_spreadsheet_shortened_is_said():
    assert ids("1E+05", "1.23457E+11") == (["1E+05", "1.23457E+11"], ["import.figures_shortened"])
    assert phones("MD", "3.73221E+10")[1] == ["import.figures_shortened"]


@pytest.mark.parametrize(
    ("country", "typed", "meant"),
    [
        ("MD", "37322212345", "+37322212345"),
        ("MD", "22212345", "+37322212345"),
        ("MD", "37322212345.0", "+37322212345"),
        ("RU", "74951234567", "+74951234567"),
        ("RO", "212345678", "+40212345678"),
    ],
)
def test_a_lost_plus_or_zero_comes_back_where_one_number_is_meant(country, typed, meant):
    assert phones(country, typed) == ([meant], ["import.phones_mended"])


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("MD", "022212345"),
        ("MD", "+37322212345"),
        ("MD", "8 (495) 123-45-67"),
        ("MD", "12"),
        ("RU", "4951234567"),  # it may be a number of Germany
        ("", "37322212345"),
        ("RU", "89161234567"),  # as it is dialled there: nothing is lost
    ],
)
def test_what_is_whole_or_open_stays_as_it_is(country, typed):
    assert phones(country, typed) == ([typed], [])
