"""Sheets in the other languages: headers that a function gives, quotes, and marks of numbers."""

import re

import pytest

from xlcrm.report.concentration import concentration_sheet
from xlcrm.report.conversion import Case, Spot, conversion_sheet
from xlcrm.report.follow_ups import follow_ups_sheet
from xlcrm.report.funnel import funnel_sheet
from xlcrm.report.voice import voice_sheet
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

MONTH = {"en": "Month", "ru": "Месяц", "ro": "Lună"}
SAID = {"en": "\u201cToo dear\u201d ", "ru": "«Too dear» ", "ro": "\u201eToo dear\u201d "}


@pytest.fixture(params=list(MONTH))
def spoken(request, make, lively):
    """A language, and the lively book in it with six months of inquiries."""
    frames = lively.frames
    tables = {
        name: {header: list(grid.column(header)) for header in grid.place.headers}
        for name, grid in frames.grids.items()
        if name != "Settings"
    }
    days = tables["Inquiries"]["Date"]
    tables["Inquiries"]["Date"] = [day.replace(year=2025, month=n) for n, day in enumerate(days, 2)]
    return request.param, make(tables, lively.as_of, currency="EUR", language=request.param)


def test_months_are_headed_in_the_books_language(spoken):
    language, context = spoken
    headers = {cell.value for cell in follow_ups_sheet(context).cells.values()}
    assert MONTH[language] in headers
    assert headers & set(MONTH.values()) == {MONTH[language]}


def test_formulas_name_what_they_divide_by_in_the_books_language(spoken):
    language, context = spoken
    sheets = (follow_ups_sheet(context), funnel_sheet(context))
    formulas = {cell.formula for sheet in sheets if sheet for cell in sheet.cells.values()}
    named = {name for text in formulas for name in re.findall(r'_TABLE\(""(\w+)""', text)}
    assert named & set(MONTH.values()) == {MONTH[language]}


def test_what_somebody_said_stands_in_the_languages_quotes(spoken, texts):
    language, context = spoken
    assert SAID[language] in texts(voice_sheet(context))


@pytest.mark.parametrize(
    ("language", "many"), [("en", "1,204"), ("ru", "1\u00a0204"), ("ro", "1.204")]
)
def test_rows_that_follow_are_counted_with_the_languages_marks(make, texts, language, many):
    context = make({"Orders": {"Date": [], "Amount": []}}, language=language)
    case = Case("creates", Spot("L-1"), "Ann", Spot("C-1"), "", None)
    sheet = conversion_sheet([case], {"Orders": 1204, "Activities": 0}, context, done=True)
    assert f"Orders {many}" in texts(sheet)
    assert "Activities" not in texts(sheet)


@pytest.mark.parametrize(("language", "band"), [("en", "1,000 - 1,999"), ("ro", "1.000 - 1.999")])
def test_bands_of_prices_have_the_languages_marks(lively, make, language, band):
    days = lively.frames["Inquiries"]["date"].to_list()
    tables = {"Inquiries": {"Date": days, "Quoted": [1500.0] * len(days)}}
    context = make(tables, lively.as_of, language=language)
    table = evaluate(
        '=PORTRAIT_TABLE("quoted",DATE(2025,1,1))', Context(context.frames, *[lively.as_of] * 2)
    )
    assert table.rows[0][0] == band


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", '[=1]"The largest";"Largest "0'),
        ("ru", '[=1]"Крупнейший";"Крупнейших: "0'),
        ("ro", '[=1]"Cel mai mare";"Primii "0'),
    ],
)
def test_one_largest_customer_is_told_as_one(spoken, language, shown):
    told, context = spoken
    formats = {cell.style.number_format for cell in concentration_sheet(context).cells.values()}
    assert (shown in formats) == (language == told)
