from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.crm.importing import plan_import
from xlcrm.crm.importing.dates import read_dates
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames


def read(*texts, **options):
    return read_dates(pl.Series("texts", texts, dtype=pl.String), "Date", **options)


def days(dates):
    return [moment and moment.date() for moment in dates.values]


@pytest.mark.parametrize(
    ("texts", "order", "expected"),
    [
        (["19970101", "19980630"], "ymd", [date(1997, 1, 1), date(1998, 6, 30)]),
        (["2024-01-05"], "ymd", [date(2024, 1, 5)]),
        (["2024/1/5", "2024. 01. 06."], "ymd", [date(2024, 1, 5), date(2024, 1, 6)]),
        (["31.12.2024", "01.02.2024"], "dmy", [date(2024, 12, 31), date(2024, 2, 1)]),
        (["12/31/2024", "01/02/2024"], "mdy", [date(2024, 12, 31), date(2024, 1, 2)]),
        (
            ["13/06/24", "24/06/24", "05/07/24"],
            "dmy",
            [date(2024, 6, 13), date(2024, 6, 24), date(2024, 7, 5)],
        ),
        (["6/13/24", "12/1/24"], "mdy", [date(2024, 6, 13), date(2024, 12, 1)]),
        (["5-Jan-24", "6 February 1999"], "dmy", [date(2024, 1, 5), date(1999, 2, 6)]),
        (["Jan 5, 2024", "Mon, Sept. 9, 2024"], "mdy", [date(2024, 1, 5), date(2024, 9, 9)]),
        (
            ["13/06/29", "14/06/30", "15/06/30"],
            "dmy",
            [date(2029, 6, 13), date(1930, 6, 14), date(1930, 6, 15)],
        ),
        (["05/05/2024"], "dmy", [date(2024, 5, 5)]),
        ([None, "2024-02-29", None], "ymd", [None, date(2024, 2, 29), None]),
    ],
)
def test_a_column_has_one_order(texts, order, expected):
    dates = read(*texts)
    assert dates.order == order
    assert not dates.timed
    assert days(dates) == expected


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-05T10:30:15Z", datetime(2024, 1, 5, 10, 30, 15)),
        ("2024-01-05 10:30:15.123+02:00", datetime(2024, 1, 5, 10, 30, 15)),
        ("31.01.2024 9:05", datetime(2024, 1, 31, 9, 5)),
        ("1/31/2024 12:05 AM", datetime(2024, 1, 31, 0, 5)),
        ("1/31/2024 12:05 pm", datetime(2024, 1, 31, 12, 5)),
        ("1/31/2024, 1:05 PM", datetime(2024, 1, 31, 13, 5)),
        ("20240131 08:00", datetime(2024, 1, 31, 8, 0)),
    ],
)
def test_times_of_day(text, moment):
    dates = read(text)
    assert (dates.values[0], dates.timed) == (moment, True)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "45123",
        "2024-02-30",
        "2024-31-12",
        "31.12.0204",
        "1.2",
        "2024-01-05 25:00",
        "Foo 5, 2024",
    ],
)
def test_what_is_no_date_is_null(text):
    assert days(read("2024-01-05", text))[1] is None


def test_cells_in_another_order_do_not_fit():
    dates = read("13.01.2024", "14.01.2024", "01.16.2024", *["15.01.2024"] * 20)
    assert dates.order == "dmy"
    assert days(dates)[2] is None


@pytest.mark.parametrize("given", ["", "dmy"])
def test_a_year_of_four_digits_in_front_is_plain_among_others(given):
    dates = read("05.06.2025", "13.08.2024", "2025-05-06", "2025-05-07", given=given)
    assert dates.order == "dmy"
    assert days(dates) == [date(2025, 6, 5), date(2024, 8, 13), date(2025, 5, 6), date(2025, 5, 7)]


def test_it_settles_nothing_for_the_others():
    with pytest.raises(ImportFileError) as raised:
        read("05.06.25", "07.08.24", "2025-05-06", "2025-05-07")
    assert raised.value.code == "import.date_order_ambiguous"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["03/04/2024", "05/05/2024"], "import.date_order_ambiguous"),
        (["13/06/24"], "import.date_order_ambiguous"),
        (["24-01-05", "24-02-17"], "import.date_order_ambiguous"),
        (["13/01/2024", "01/14/2024"], "import.date_order_mixed"),
    ],
)
def test_an_open_order_is_never_guessed(texts, code):
    with pytest.raises(ImportFileError) as caught:
        read(*texts)
    assert caught.value.code == code
    assert caught.value.parameters["column"] == "Date"


def test_the_message_shows_both_meanings():
    with pytest.raises(ImportFileError) as caught:
        read("03/04/2024")
    assert caught.value.parameters["example"] == "03/04/2024"
    assert caught.value.parameters["meanings"] == "2024-04-03 / 2024-03-04"


@pytest.mark.parametrize("way", ["given", "usual"])
def test_the_order_can_be_said(way):
    assert days(read("03/04/2024", **{way: "mdy"})) == [date(2024, 3, 4)]
    assert days(read("24-01-05", **{way: "ymd"})) == [date(2024, 1, 5)]
    assert days(read("13/01/2024", "01/14/2024", **{way: "dmy"})) == [date(2024, 1, 13), None]


def test_the_settings_yield_to_the_column_and_the_user_does_not():
    american = ["01/31/2024", "02/03/2024"]
    assert days(read(*american, usual="dmy")) == [date(2024, 1, 31), date(2024, 2, 3)]
    settled = [*american, "13/01/2024", "14/01/2024"]
    assert days(read(*settled, given="dmy")) == [
        None,
        date(2024, 3, 2),
        date(2024, 1, 13),
        date(2024, 1, 14),
    ]


@pytest.mark.parametrize(
    ("texts", "given", "example", "right"),
    [
        (["03.04.2024", "25.12.2024"], "mdy", "25.12.2024", "dmy"),
        (["25.12.2024", "26.12.2024"], "mdy", "25.12.2024", "dmy"),
        (["12/25/24", "03/04/24"], "dmy", "12/25/24", "mdy"),
        (["25.12.24", "03.04.24"], "mdy", "25.12.24", "dmy"),
    ],
)
def test_an_order_that_was_said_does_not_beat_the_cells(texts, given, example, right):
    with pytest.raises(ImportFileError) as caught:
        read(*texts, given=given)
    assert caught.value.code == "import.date_order_contrary"
    facts = caught.value.parameters
    assert (facts["example"], facts["right"], facts["order"]) == (example, right, given)
    assert facts["meaning"] == "2024-12-25"


def test_what_is_plain_in_itself_needs_no_order():
    assert days(read("2024-01-13", given="mdy")) == [date(2024, 1, 13)]
    assert days(read("5 Jan 2024", given="mdy")) == [date(2024, 1, 5)]


def test_an_order_that_no_cell_has_is_left_aside():
    assert read("20240131", "20240201", given="dmy").order == "ymd"


FORMS = {
    "dmy": "{0.day}/{0.month}/{0.year}",
    "mdy": "{0.month:02}.{0.day:02}.{0.year}",
    "ymd": "{0.year}-{0.month:02}-{0.day:02}",
}
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@settings(deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.lists(DAYS, min_size=1, max_size=30))
def test_dates_come_back_in_the_order_in_which_they_were_written(order, written):
    texts = [FORMS[order].format(day) for day in written]
    assert days(read(*texts, given=order)) == written
    try:
        found = read(*texts)
    except ImportFileError as error:
        assert error.code == "import.date_order_ambiguous"
        assert all(day.day <= 12 for day in written)
    else:
        assert days(found) == written


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda form, day: form.format(day), st.sampled_from(sorted(FORMS.values())), DAYS
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(["", *FORMS]),
)
def test_no_column_is_ever_read_in_two_orders(texts, given_order):
    try:
        dates = read(*texts, given=given_order)
    except ImportFileError:
        return
    for text, day in zip(texts, days(dates), strict=True):
        parts = [int(part) for part in text.replace(".", "/").replace("-", "/").split("/")]
        if day is not None:
            named = {"d": day.day, "m": day.month, "y": day.year}
            order = "ymd" if text[:4].isdigit() else dates.order
            assert parts == [named[letter] for letter in order]


def test_the_order_of_another_column_is_proposed_and_not_taken(rows_of):
    text = "date,amount,closed on\n03/04/2024,5,{}\n05/06/2024,7,06/07/2024\n"
    with pytest.raises(ImportFileError) as caught:
        plan_import(Frames({}), "Inquiries", rows_of(text.format("25/04/2024")), {})
    assert caught.value.code == "import.date_order_beside"
    named = {name: caught.value.parameters[name] for name in ("column", "beside", "order")}
    assert named == {"column": "date", "beside": "closed on", "order": "dmy"}
    with pytest.raises(ImportFileError, match="ambiguous"):
        plan_import(Frames({}), "Inquiries", rows_of(text.format("05/04/2024")), {})
