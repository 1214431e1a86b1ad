"""The Concentration sheet."""

from datetime import date, timedelta

import pytest

from xlcrm.cells import Address
from xlcrm.report.concentration import concentration_sheet
from xlcrm.report.concentration_leaders import leaders
from xlcrm.udfs.evaluate import evaluate


def book(amounts, day=date(2025, 5, 5), **customers):
    """One order each: amounts by customer, in the order in which they are given."""
    lines = {"Date": [day] * len(amounts), "Customer ID": [*amounts], "Amount": [*amounts.values()]}
    tables = {"Orders": lines}
    if customers:
        tables["Customers"] = {"Customer ID": [*amounts], **customers}
    return tables


def answer(sheet):
    return sheet.cells[Address(4, 2)].value


def chart(sheet, title):
    return next(chart for chart in sheet.charts if title in chart.title)


def values(sheet, extent):
    return [
        sheet.cells[Address(row, extent.first.column)].value
        for row in range(extent.first.row, extent.last.row + 1)
    ]


def test_nobody_no_sheet(make):
    assert (
        concentration_sheet(make({"Orders": {"Date": [], "Customer ID": [], "Amount": []}})) is None
    )
    assert concentration_sheet(make(book({"a": 5.0}, date(2025, 7, 1)))) is None
    assert concentration_sheet(make(book({None: 5.0}))) is None


def test_the_answer_with_five_equal_parts_and_a_large_one(make):
    context = make(book({"big": 50.0, **{f"c{n}": 10.0 for n in range(5)}}))
    sheet = concentration_sheet(context)
    assert answer(sheet) == (
        "big brings 50.0% of all revenue, the five largest of 6 customers 90.0%: it is spread as "
        "over 3.3 customers of one size. If the largest of the last 12 complete months left, 50 a "
        "year would go too, 50.0%."
    )


def test_one_customer_is_said_and_not_drawn(make, texts):
    sheet = concentration_sheet(make(book({"only": 12.0})))
    assert answer(sheet) == "All revenue comes from one customer, only."
    assert "Not enough data for a curve (n = 1; 3 customers needed)." in texts(sheet)
    assert not any(chart.kind == "line" for chart in sheet.charts)


def test_customers_who_returned_everything_are_said(make, texts):
    lines = {
        "Date": [date(2025, 5, 5), date(2025, 5, 6)],
        "Customer ID": ["a", "a"],
        "Amount": [10.0, -10.0],
    }
    sheet = concentration_sheet(make({"Orders": lines}))
    assert answer(sheet) == "There is no revenue in the period."
    assert "there is no revenue to divide" in texts(sheet)
    assert not sheet.charts


@pytest.mark.parametrize(("customers", "points"), [(3, 4), (12, 13), (20, 21), (21, 11), (145, 11)])
def test_the_curve_goes_from_nothing_to_everything(make, customers, points):
    amounts = {f"c{n:03}": 5.0 + n for n in range(customers)}
    sheet = concentration_sheet(make(book(amounts)))
    drawn, alike = chart(sheet, "How much").series
    curve, even = values(sheet, drawn.values), values(sheet, alike.values)
    assert len(curve) == points
    assert (curve[0], curve[-1]) == (0, pytest.approx(1))
    assert curve == sorted(curve)
    assert all(share >= line for share, line in zip(curve, even, strict=True))
    assert alike.dashed
    assert even[-1] == 1


def test_the_bars_are_the_largest_by_name(make):
    names = [f"Firm {n}" for n in range(12)]
    amounts = {f"c{n:02}": 100.0 - n for n in range(12)}
    sheet = concentration_sheet(make(book(amounts, Company=names)))
    (bars,) = chart(sheet, "The 10 largest").series
    assert values(sheet, bars.categories) == names[:10]
    assert values(sheet, bars.values) == [
        amount / sum(amounts.values()) for amount in [*amounts.values()][:10]
    ]


def test_bars_of_customers_without_names_show_ids(make):
    amounts = {"c1": 30.0, "c2": 20.0, "c3": 10.0}
    sheet = concentration_sheet(make(book(amounts, Company=["One", None, "Three"])))
    (bars,) = chart(sheet, "largest customers").series
    assert values(sheet, bars.categories) == ["c1", "c2", "c3"]


def test_a_group_counts_as_one(make, texts):
    amounts = {"c1": 30.0, "c2": 20.0, "c3": 40.0, "c4": 10.0}
    context = make(book(amounts, Group=["Hotels", "Hotels", None, None]))
    sheet = concentration_sheet(context)
    assert leaders(context)[0].who == "Hotels"
    assert answer(sheet).startswith("Hotels brings 50.0% of the revenue of 3 customers")
    assert "One group of customers is one row" in texts(sheet)


def test_what_to_do_names_the_quiet_the_unhappy_and_the_unasked(make, texts):
    first = date(2024, 1, 5)
    days = [first + timedelta(days=30 * n) for n in range(18)]
    gone = [first + timedelta(days=30 * n) for n in range(13)]
    lines = {"Date": [], "Customer ID": [], "Amount": []}
    for who, when, amount in (("c1", days, 80.0), ("c2", gone, 30.0), ("c3", days, 1.0)):
        lines["Date"] += when
        lines["Customer ID"] += [who] * len(when)
        lines["Amount"] += [amount] * len(when)
    tables = {
        "Orders": lines,
        "Customers": {"Customer ID": ["c1", "c2", "c3"], "Company": ["One", "Two", "Three"]},
        "Surveys": {
            "Date": [date(2025, 1, 1), date(2025, 2, 1)],
            "Customer ID": ["c1", "c1"],
            "Score": [9, 4],
        },
    }
    sheet = concentration_sheet(make(tables))
    said = texts(sheet)
    status = evaluate('CUSTOMER_STATUS("c2")', make(tables)).value
    assert status != "active"
    assert f"Call: {status}, last order {gone[-1]}" in said
    assert "they gave 4 of 10 in their last survey" in said
    assert "Win others beside them: 7" in said
    assert said.count("Win others") == 1
    assert "2 of the ten largest never answered a survey: Two, Three." in said
    links = {cell.value: cell.link for cell in sheet.cells.values() if cell.link}
    assert links == {"Customers, row 3": "'Customers'!A3", "Customers, row 2": "'Customers'!A2"}


def test_nothing_to_do_is_said(make, texts):
    amounts = {f"c{n:02}": 10.0 for n in range(11)}
    said = texts(concentration_sheet(make(book(amounts), lapse_prior_days=90)))
    assert "None of the ten largest that bring revenue has gone quiet" in said


@pytest.mark.parametrize(("years", "told"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_trend_is_told_from_two_whole_years_on(make, texts, years, told):
    lines = {"Date": [], "Customer ID": [], "Amount": []}
    for year in range(years + 1):
        for who in range(4):
            lines["Date"].append(date(2025 - year, 6, 1))
            lines["Customer ID"].append(f"c{who}")
            lines["Amount"].append(10.0 * (who + 1))
    sheet = concentration_sheet(make({"Orders": lines}))
    assert ("in the year before" in answer(sheet)) is told
    assert any("year by year" in chart.title for chart in sheet.charts) is told
    assert ("Not enough data" in texts(sheet)) is not told


def test_years_long_past_are_not_the_last_two(make):
    lines = {
        "Date": [date(2015 + n, 6, 1) for n in range(4)],
        "Customer ID": ["a"] * 4,
        "Amount": [5.0] * 4,
    }
    sheet = concentration_sheet(make({"Orders": lines}))
    assert "in the year before" not in answer(sheet)
