from datetime import date, datetime

import polars as pl
import pytest

from xlcrm.crm.importing.columns import Habits, read_column, read_own
from xlcrm.errors import ImportFileError
from xlcrm.sheets import MODELS, columns

DAY = columns(MODELS["Orders"])["date"]
MOMENT = columns(MODELS["Inquiries"])["date"]
QUANTITY = columns(MODELS["Orders"])["quantity"]
AGE = columns(MODELS["Inquiries"])["age"]
NOTE = columns(MODELS["Inquiries"])["note"]


def read(column, *texts, habits=Habits()):
    return read_column(pl.Series(texts, dtype=pl.String), "Header", column, habits)


def own(*texts, habits=Habits()):
    return read_own(pl.Series(texts, dtype=pl.String), "Header", habits)


def wrong(read):
    return {one.code: one.cells.arg_true().to_list() for one in read.wrong if one.cells.any()}


def test_days_leave_the_time_aside_and_moments_keep_it():
    texts = ["2024-01-05 10:30", "2024-01-06"]
    assert read(DAY, *texts).values.to_list() == [date(2024, 1, 5), date(2024, 1, 6)]
    moments = [datetime(2024, 1, 5, 10, 30), datetime(2024, 1, 6)]
    assert read(MOMENT, *texts).values.to_list() == moments
    assert read(MOMENT, "2024-01-06").values.to_list() == [date(2024, 1, 6)]


def test_required_and_unreadable_cells_refuse_their_row():
    dates = read(DAY, "2024-01-05", None, "soon")
    assert wrong(dates) == {"import.cell_required": [1], "import.cell_not_a_date_in_order": [2]}
    assert wrong(read(DAY, "soon", "later")) == {"import.cell_not_a_date": [0, 1]}


def test_numbers_have_a_range_and_counts_are_whole():
    assert wrong(read(QUANTITY, "1", "x", "2e9", None)) == {
        "import.cell_not_a_number": [1],
        "import.cell_out_of_range": [2],
    }
    assert wrong(read(AGE, "44", "4.5", "200")) == {
        "import.cell_not_whole": [1],
        "import.cell_out_of_range": [2],
    }


def test_texts_that_no_cell_can_hold_refuse_their_row():
    assert wrong(read(NOTE, "fine\ttwo\nlines", "x" * 32_768, "bell\x07", None)) == {
        "import.cell_too_long": [1],
        "import.cell_control_character": [2],
    }


def test_several_currencies_are_remarked():
    remarks = read(QUANTITY, "5 EUR", "5 USD").remarks
    assert [dict(one.parameters) for one in remarks] == [
        {"column": "Header", "currencies": "EUR, USD"}
    ]
    assert read(QUANTITY, "5 EUR", "5").remarks == ()


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1.5", "2", None], [1.5, 2.0, None]),
        (["2024-01-05", None], [date(2024, 1, 5), None]),
        (["2024-01-05 10:00"], [datetime(2024, 1, 5, 10)]),
        (["5 Jan 2024"], [date(2024, 1, 5)]),
        (["02134", "10001"], ["02134", "10001"]),
        (["+37369123456", "5"], ["+37369123456", "5"]),
        (["1234567890123456"], ["1234567890123456"]),
        (["2024-01-05", "soon"], ["2024-01-05", "soon"]),
        (["3-room flat", "2-room flat"], ["3-room flat", "2-room flat"]),
        (["=1+1", "-x", "@home"], ["=1+1", "-x", "@home"]),
        (["20%", "5 kg"], ["20%", "5 kg"]),
        (["2E05", "1e3"], ["2E05", "1e3"]),
        (["00012", "12"], ["00012", "12"]),
        (["10 ft", "6 ft"], ["10 ft", "6 ft"]),
        (["2 cup", "5 all"], ["2 cup", "5 all"]),
        (["(5)", "5-"], ["(5)", "5-"]),
        (["-$5.5", "€ 7", "8.25 €"], [-5.5, 7.0, 8.25]),
        (["1200 lei", "1 leu", "15 LEI"], [1200.0, 1.0, 15.0]),
        (["EUR 1,200.50", None, "EUR 3"], [1200.5, None, 3.0]),
        (["1200 lei", "15 EUR"], ["1200 lei", "15 EUR"]),
        (["1200 lei", "15"], ["1200 lei", "15"]),
        (["(120)", "5"], [-120.0, 5.0]),
        (["($1,200.50)", "$5"], [-1200.5, 5.0]),
        (["(1 200,50 lei)", "5 lei"], [-1200.5, 5.0]),
        (["(022)", "(373)"], ["(022)", "(373)"]),
        ([None, None], [None, None]),
    ],
)
def test_own_columns_are_what_all_of_their_cells_are(texts, values):
    assert own(*texts).values.to_list() == values


@pytest.mark.parametrize(
    "header", ["Shop ID", "invoice_no", "Postal code", "Cod produs", "Номер заказа", "№ счёта"]
)
def test_own_ids_are_never_numbers(header):
    texts = pl.Series(["12", "1205"])
    assert read_own(texts, header, Habits()).values.to_list() == ["12", "1205"]
    assert read_own(texts, "Number of seats", Habits()).values.to_list() == [12.0, 1205.0]


def test_own_numbers_that_stay_open_are_kept_as_text():
    kept = own("1,234", "2,345")
    assert kept.values.to_list() == ["1,234", "2,345"]
    assert [one.code for one in kept.remarks] == ["import.own_column_kept_as_text"]
    assert own("1,234", habits=Habits(decimal=".")).values.to_list() == [1234]


def test_own_dates_that_stay_open_stop_the_import():
    with pytest.raises(ImportFileError, match="date_order_ambiguous"):
        own("03/04/2024")
    assert own("03/04/2024", habits=Habits(date_order="dmy")).values[0] == date(2024, 4, 3)
