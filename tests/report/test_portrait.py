"""The Portrait sheet: who asks and for what, counted by hand."""

from datetime import date, datetime, timedelta

import pytest

from xlcrm.cells import Address
from xlcrm.report.portrait import portrait_sheet

MONDAY = date(2025, 3, 3)
"""A week of five working days begins here; 40 inquiries fill eight of them evenly."""


def days(count, first=MONDAY, per_week=5):
    return [first + timedelta(days=7 * (n // per_week) + n % per_week) for n in range(count)]


def cycle(*labels, count=40):
    return [labels[n % len(labels)] for n in range(count)]


def book(make, count=40, tables=None, **columns):
    asked = {"Date": days(count), **{name.replace("_", " "): v for name, v in columns.items()}}
    return make({"Inquiries": asked, **(tables or {})})


def said(sheet):
    return "\n".join(
        str(cell.value) for _, cell in sorted(sheet.cells.items()) if isinstance(cell.value, str)
    )


def below(sheet, name):
    """The lines under a heading, up to the next blank row: lists of values from the left."""
    row = next(at.row for at, cell in sheet.cells.items() if cell.value == name) + 1
    lines = []
    while any(at.row == row and cell.value is not None for at, cell in sheet.cells.items()):
        cells = [(at, c.value) for at, c in sorted(sheet.cells.items()) if at.row == row]
        lines.append([value for _, value in cells if value is not None])
        row += 1
    return lines


def line(sheet, name):
    """The values of the row that begins with a text."""
    at = next(at for at, cell in sorted(sheet.cells.items()) if cell.value == name)
    row = [(a.column, c.value) for a, c in sheet.cells.items() if a.row == at.row]
    return {column: value for column, value in row if value is not None}


def test_nobody_asked_no_sheet(make):
    orders = {"Orders": {"Date": [MONDAY], "Customer ID": ["a"], "Amount": [1.0]}}
    assert portrait_sheet(make(orders)) is None
    assert portrait_sheet(make({"Inquiries": {"Date": [None], "Company": ["Firm"]}})) is None
    later = {"Inquiries": {"Date": [date(2026, 1, 1)], "Company": ["Firm"]}}
    assert portrait_sheet(make(later)) is None


def test_the_answer_names_what_is_most_frequent(make):
    context = book(
        make,
        Channel=cycle("phone", "phone", "visit", "e-mail"),
        Need=cycle("tea", "coffee", "tea", None),
        Product=cycle("Green 1 kg", "Beans"),
    )
    answer = portrait_sheet(context).cells[Address(4, 2)].value
    assert answer == (
        "40 inquiries came from 2024-07-01 to 2025-06-30, 40 of them from people who were not "
        "customers yet. Most often they come by phone (50.0%). The most frequent need is tea "
        "(50.0%). The product most asked for is Beans (50.0%)."
    )


def test_each_attribute_has_its_most_frequent_value_with_interval_and_what_is_not_known(make):
    context = book(
        make, Channel=cycle("phone", "visit", "visit", "e-mail"), Need=cycle("tea", None)
    )
    found = line(portrait_sheet(context), "Channel")
    # Wilson's interval of 20 of 40, by hand: (0.5 + z2/80 +- ...) / (1 + z2/40) = 0.352 .. 0.648.
    assert found[3] == "visit"
    assert [found[5], found[6], found[7]] == pytest.approx([0.5, 0.3520, 0.6480], abs=1e-4)
    assert (found[8], found[9]) == (20, 0)
    assert line(portrait_sheet(context), "Need")[9] == 20


def test_what_is_not_known_stands_first(make):
    sheet = portrait_sheet(book(make, Sex=cycle("female", None, "male", "female")))
    rows = below(sheet, "Shares of all inquiries, what is not known first. A grey row rests on "
                 "fewer than 10 inquiries.")  # fmt: skip
    assert [row[:2] for row in rows] == [
        ["Sex", "Inquiries"],
        ["(blank)", 10],
        ["female", 20],
        ["male", 10],
        ["Total", 40],
    ]


def test_the_managers_own_columns_tell_who_asks_where_they_have_a_few_values(make):
    context = book(
        make,
        Dog_person=cycle("yes", "no"),
        Visited=[MONDAY] * 40,
        Ticket=[f"T-{n}" for n in range(40)],
        Remark=cycle("They would like to be called on Mondays before nine o'clock", "x" * 60),
    )
    text = said(portrait_sheet(context))
    assert "Dog person" in text
    assert not any(name in text for name in ("Visited", "Ticket", "Remark"))


def test_columns_in_which_nothing_is_noted_are_named(make):
    sheet = portrait_sheet(book(make, Channel=cycle("phone", "visit")))
    assert "Nothing is noted about: Source, Sex, Age, Owner." in said(sheet)


def test_few_inquiries_are_counted_and_nothing_is_made_of_them(make):
    sheet = portrait_sheet(book(make, 7, Channel=["phone"] * 7, Product=["Pods"] * 7))
    text = said(sheet)
    assert "They are too few to say what is typical; 10 are needed." in text
    assert "Not enough data (n = 7; 10 needed)" in text
    assert "%" not in sheet.cells[Address(4, 2)].value
    assert not [row for row in below(sheet, "What to do") if "%" in str(row)]


def test_what_is_asked_for_and_not_sold_is_to_be_taken_up(make):
    orders = {"Date": [MONDAY], "Customer ID": ["a"], "Amount": [9.0], "Product": ["Beans"]}
    context = book(
        make,
        Product=cycle("Beans", "Pods"),
        Status=cycle("open", "bought"),
        tables={"Orders": orders},
    )
    to_do = [row[0] for row in below(portrait_sheet(context), "What to do")]
    assert to_do[0] == (
        "Take up, or say what could replace it: asked for, but in no order so far: Pods (20)."
    )
    assert to_do[1] == (
        "Find out why: asked for, but bought by none of those who asked: Beans (20)."
    )


def test_what_is_new_and_what_only_new_people_ask_for(make):
    old = [date(2024, 3, 4) + timedelta(days=n) for n in range(12)]
    context = make(
        {
            "Inquiries": {
                "Date": [*old, *days(36)],
                "Product": ["Beans"] * 12 + cycle("Beans", "Beans", "Pods", count=36),
                "Customer ID": [None] * 12 + cycle("c", "c", None, count=36),
            },
            "Customers": {"Customer ID": ["c"], "Customer since": [date(2023, 1, 1)]},
        }
    )
    to_do = [row[0] for row in below(portrait_sheet(context), "What to do")]
    assert "Get ready for more: Beans was asked for 24 times, 12 times in as many days before." in (
        to_do
    )
    assert "Look into what is new: nobody asked before for Pods (12)." in to_do
    assert "Tell your customers: only new people asked for Pods (12)." in to_do
    assert line(portrait_sheet(context), "Of these by new people")[8] == 12


def test_a_busy_weekday_is_told_unless_it_may_be_chance(make):
    even = portrait_sheet(book(make, Need=["tea"] * 40))
    assert "Have people at hand" not in said(even)
    mondays = [MONDAY + timedelta(days=7 * n) for n in range(12)]
    context = make({"Inquiries": {"Date": [*mondays, *days(20)], "Need": ["tea"] * 32}})
    # Sixteen of 32 on Mondays: 50%, from 33.6% up, and a fifth would be even.
    assert "Have people at hand on Monday: 50.0% of inquiries come then." in (
        said(portrait_sheet(context))
    )


def test_competitors_are_named_and_the_greatest_is_looked_into(make):
    context = book(
        make,
        Status=["lost"] * 40,
        Closed_on=days(40),
        Lost_to=cycle("Rival", "Rival", "Other", None),
    )
    sheet = portrait_sheet(context)
    assert "Find out what Rival does better: 20 inquiries were lost to them." in said(sheet)
    assert line(sheet, "Rival")[3] == 20


def test_long_tables_are_cut_and_say_so(make):
    sheet = portrait_sheet(book(make, 60, Product=[f"P-{n % 30:02}" for n in range(60)]))
    assert 'The first 12 of 30 are listed; =DEMAND_TABLE("Product") gives all.' in said(sheet)
    assert line(sheet, "P-11")[3] == 2
    assert "P-12" not in said(sheet)


def test_requests_in_the_same_words_are_grouped_and_free_ones_are_not(make):
    same = portrait_sheet(book(make, Request=cycle("Prices?", "prices? ", "Samples")))
    assert line(same, "Prices?")[3] == 27
    free = portrait_sheet(book(make, Request=[f"Question {n}" for n in range(40)]))
    assert (
        "Not enough data: the 40 requests are written in 40 different ways, so they cannot be "
        "grouped. Use the same few words, or fill in Need."
    ) in said(free)


def test_seasons_show_with_two_years_and_not_with_less(make):
    monthly = [datetime(2023 + n // 12, n % 12 + 1, 2, 9, 30) for n in range(6, 30)]
    asked = [*monthly, *monthly[12:], datetime(2024, 1, 3)]
    context = make({"Inquiries": {"Date": asked, "Need": ["tea"] * len(asked)}})
    sheet = portrait_sheet(context)
    rows = below(sheet, "When they ask, and at what price")
    assert rows[0][:3] == ["Month", "Inquiries", "A year before"]
    # July 2024 had two, July 2023 one; January 2025 had two, and January 2024 two.
    assert rows[1][:3] == [date(2024, 7, 1), 2, 1]
    assert rows[7][:3] == [date(2025, 1, 1), 2, 2]
    assert "Inquiries by month, and a year before" in [chart.title for chart in sheet.charts]
    young = portrait_sheet(book(make, Need=["tea"] * 40))
    assert "Seasons show when there are two years of inquiries." in said(young)
    assert "A year before" not in said(young)


def test_pictures_that_would_show_nothing_are_words(make):
    sheet = portrait_sheet(make({"Inquiries": {"Date": [date(2025, 6, 30)], "Need": ["tea"]}}))
    assert not sheet.charts
    assert "Not enough data: a picture of what is asked for needs two needs or products." in (
        said(sheet)
    )
    assert "Not enough data: a picture by month needs 3 complete months." in said(sheet)


def test_a_table_draws_what_is_known_only(make):
    sheet = portrait_sheet(book(make, Need=cycle("tea", "coffee", None, "tea")))
    chart = next(chart for chart in sheet.charts if chart.title == "What is asked for: Need")
    (series,) = chart.series
    along = [
        sheet.cells[Address(row, series.categories.first.column)].value
        for row in range(series.categories.first.row, series.categories.last.row + 1)
    ]
    assert along == ["tea", "coffee"]
