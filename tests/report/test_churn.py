"""The Churn sheet."""

import re
from datetime import date, timedelta

import pytest

from xlcrm.cells import Address
from xlcrm.metrics.figure import MONEY, Figure
from xlcrm.patches import ColorScale
from xlcrm.report import theme
from xlcrm.report.benchmarks import HALF_IN_THREE_YEARS, monthly
from xlcrm.report.churn import MOST_AT_RISK, churn_sheet
from xlcrm.report.churn_grid import Grid
from xlcrm.report.churn_tables import newest_run
from xlcrm.report.page import Page
from xlcrm.udfs.evaluate import evaluate


def once(count, day, **extra):
    ids = [f"C-{n:03}" for n in range(count)]
    return {"Date": [day] * count, "Customer ID": ids, "Amount": [50.0] * count, **extra}


def heat(sheet):
    return next(rule for rule in sheet.formats if isinstance(rule, ColorScale))


@pytest.fixture
def tenfold(make):
    """From (first day, days between, how many) lines of ten customers each."""

    def book(*kinds, **settings):
        rows = [
            (f"C-{kind}-{n}", first + timedelta(days=step * k))
            for kind, (first, step, count) in enumerate(kinds)
            for n in range(10)
            for k in range(count)
        ]
        days, ids = [day for _, day in rows], [key for key, _ in rows]
        amounts = [9.0] * len(rows)
        return make({"Orders": {"Date": days, "Customer ID": ids, "Amount": amounts}}, **settings)

    return book


def test_nobody_no_sheet(make):
    assert churn_sheet(make({"Orders": once(0, date(2025, 1, 1))})) is None
    assert churn_sheet(make({"Orders": once(2, date(2025, 7, 1))})) is None


def test_the_reference_line_is_the_benchmark_per_month(small):
    sheet = churn_sheet(small)
    chart = next(chart for chart in sheet.charts if chart.title == "Churn per month")
    line = next(series for series in chart.series if "half lost in 3 years" in series.name)
    values = {
        sheet.cells[Address(row, line.values.first.column)].value
        for row in range(line.values.first.row, line.values.last.row + 1)
    }
    assert values == {monthly(HALF_IN_THREE_YEARS)}
    assert "comparison" in line.name
    assert line.dashed


def test_the_heat_map_leaves_out_the_first_month_and_what_lies_ahead(tenfold):
    sheet = churn_sheet(tenfold(*[(date(2025, month, 5), 30, 3) for month in (1, 2, 3)]))
    extent = heat(sheet).extent
    assert sheet.cells[Address(extent.first.row - 1, extent.first.column)].value == 1
    last = sheet.cells[extent.last]
    assert last.value is None
    assert not last.formula


def test_the_heat_map_asks_for_what_it_shows(tenfold):
    days = [date(2019 + n // 12, n % 12 + 1, 10) for n in range(78)]
    context = tenfold(*[(day, 60, 2) for day in days])
    sheet = churn_sheet(context)
    formulas = {cell.formula for cell in sheet.cells.values() if "COHORT" in cell.formula}
    asked = {re.search(r'"(COHORT_TABLE\(.*?\))"', formula)[1] for formula in formulas}
    assert len(asked) == 1
    table = evaluate(asked.pop(), context)
    extent = heat(sheet).extent
    assert len(table.rows) == extent.height < 78
    assert len(table.headers) > extent.width + 3
    first = table.rows[0][0]
    assert first > date(2019, 1, 1)
    shown = "\n".join(str(cell.value) for cell in sheet.cells.values())
    assert f"Shown from {first:%Y-%m} on" in shown
    assert f"Shown up to {extent.width} months" in shown


def test_small_cohorts_are_grey_and_have_no_colour(make):
    """Cohorts of 12, 3 and 11, a month apart: two scales with the same ends, none over the 3."""
    lines = [
        (f"C-{month}-{n}", date(2025, month + k, 1 + n))
        for month, count in ((1, 12), (2, 3), (3, 11))
        for n in range(count)
        for k in range(1 + n % 3)
    ]
    columns = {"Date": [day for _, day in lines], "Customer ID": [key for key, _ in lines]}
    sheet = churn_sheet(make({"Orders": {**columns, "Amount": [5.0] * len(lines)}}))
    scales = [rule for rule in sheet.formats if isinstance(rule, ColorScale)]
    sizes = [sheet.cells[Address(rule.extent.first.row, 3)].value for rule in scales]
    assert sizes == [12, 11]
    assert [rule.extent.height for rule in scales] == [1, 1]
    assert len({rule.ends for rule in scales}) == 1
    grey = [rule for rule in sheet.formats if rule.extent.first.row == scales[0].extent.first.row]
    assert any(getattr(rule, "formula", "").endswith("<10)") for rule in grey)


def test_months_that_few_began_are_grey_and_not_drawn(make):
    """Nine customers from January on, five more in March: from April on ten or more began."""
    lines = [
        (f"C-{n:02}", date(2025, month, 2 + n))
        for n in range(14)
        for month in range(1 if n < 9 else 3, 7)
    ]
    columns = {"Date": [day for _, day in lines], "Customer ID": [key for key, _ in lines]}
    sheet = churn_sheet(make({"Orders": {**columns, "Amount": [5.0] * len(lines)}}))
    chart = next(chart for chart in sheet.charts if chart.title == "Churn per month")
    months = chart.series[0].categories
    first = sheet.cells[months.first].value
    assert (first, months.height) == (date(2025, 4, 1), 3)
    header = months.first.row - 3
    assert sheet.cells[Address(header, 3)].value == "Start"
    assert sheet.cells[Address(header + 1, 3)].value == 9
    (grey,) = [rule for rule in sheet.formats if rule.extent.first == Address(header + 1, 2)]
    assert grey.style.color == theme.REFERENCE_LIGHT


@pytest.mark.parametrize(("count", "drawn"), [(9, False), (10, True)])
def test_a_curve_of_few_customers_is_not_drawn(make, texts, count, drawn):
    lines = [(f"C-{n}", date(2025, month, 2 + n)) for n in range(count) for month in (1, 2, 3)]
    columns = {"Date": [day for _, day in lines], "Customer ID": [key for key, _ in lines]}
    sheet = churn_sheet(make({"Orders": {**columns, "Amount": [5.0] * len(lines)}}))
    assert any(chart.title == "How long customers stay" for chart in sheet.charts) == drawn
    assert ("two months of watching and 10 customers" in texts(sheet)) != drawn


def test_a_month_that_few_began_parts_the_picture():
    assert newest_run([True] * 4 + [False] + [True] * 3 + [False]) == range(5, 8)
    assert newest_run([True] * 4 + [False] + [True] * 2) == range(4)
    assert not newest_run([True, True, False, True])


@pytest.mark.parametrize(
    ("count", "told"),
    [(MOST_AT_RISK, "customers are silent"), (90, "The 30 with most revenue of the 90")],
)
def test_customers_at_risk_are_counted_and_listed(make, texts, count, told):
    context = make(
        {"Orders": once(count, date(2025, 3, 1))}, date(2025, 7, 25), lapse_prior_days=90
    )
    sheet = churn_sheet(context)
    said = texts(sheet)
    assert told in said
    assert said.count("Ordered once; 146 days ago") == MOST_AT_RISK
    assert f"{count} customers have gone quiet: {count * 50:,} a year." in said


def test_few_customers_are_not_compared(make, texts):
    context = make({"Orders": once(3, date(2024, 5, 1))})
    said = texts(churn_sheet(context))
    assert "Not enough data for a yearly churn rate: n = 3; 10 needed." in said
    assert "half lost in three years (20.6% a year)" not in said


def test_a_rate_is_compared_only_beyond_its_interval(make, texts):
    lost = {"Orders": once(50, date(2024, 5, 1))}
    assert "That is more than half lost in three years" in texts(churn_sheet(make(lost)))
    lines = once(50, date(2024, 5, 1))
    kept = {name: values * 2 for name, values in lines.items()}
    kept["Date"] = [date(2024, 5, 1)] * 50 + [date(2025, 6, 1)] * 50
    assert "That is less than half lost" in texts(churn_sheet(make({"Orders": kept})))


def test_not_enough_data_is_said_in_words(make, texts):
    said = texts(churn_sheet(make({"Orders": once(1, date(2025, 6, 10))}, date(2025, 6, 20))))
    assert "Not enough data for a yearly churn rate: nobody was active" in said
    assert "the first month with an order is not complete yet" in said
    assert "a picture of churn by month needs" in said
    assert "a picture of how long customers stay needs" in said
    assert "Nobody has gone quiet." in said


def test_large_numbers_get_wider_columns(small, monkeypatch):
    page = Page("churn", small)
    few = Grid.of(page)
    figure = Figure(1e9, MONEY, n=2_000_000)
    monkeypatch.setattr("xlcrm.report.churn_grid.figure_of", lambda _formula, _context: figure)
    many = Grid.of(page)
    assert many.narrow > few.narrow
    assert many.number > few.number
    assert many.columns < few.columns


def labels(sheet, column=2):
    return {cell.value: at.row for at, cell in sheet.cells.items() if at.column == column}


def test_what_is_needed_stands_with_what_it_rests_on(small):
    sheet = churn_sheet(small)
    rows = labels(sheet)
    for name, formula in {
        "Revenue churn": "REVENUE_CHURN()",
        "Left in a year": "LEFT_IN_A_YEAR()",
        "New customers needed": "NEW_CUSTOMERS_NEEDED()",
        "Leads needed": "LEADS_NEEDED()",
        "How right the rule was": "RULE_ACCURACY()",
    }.items():
        row = rows[name]
        figure = evaluate(formula, small)
        few = figure.n < 10
        assert sheet.cells[Address(row, 3)].formula == ("" if few else formula)
        assert sheet.cells[Address(row, 4)].value == figure.n
        assert sheet.cells[Address(row, 5)].value == (None if few else figure.low)


def test_revenue_that_left_with_few_is_a_warning(make, texts):
    lines = once(40, date(2024, 5, 1))
    kept = {name: values + values[10:] for name, values in lines.items()}
    kept["Date"] = [date(2024, 5, 1)] * 40 + [date(2025, 6, 1)] * 30
    assert "They had brought 25.0% of the revenue." in texts(
        churn_sheet(make({"Orders": kept}, lapse_prior_days=90))
    )
    kept["Amount"] = [900.0 if who < "C-010" else 50.0 for who in kept["Customer ID"]]
    said = texts(churn_sheet(make({"Orders": kept}, lapse_prior_days=90)))
    assert "They had brought 85.7% of the revenue: the large ones leave." in said


def test_few_customers_get_no_projection(small, texts):
    sheet = churn_sheet(small)
    said = texts(sheet)
    assert "No projection. Not enough data: 30 customers (there are 12) and 10 lapses" in said
    assert "10 lapses (there are 3) are needed." in said
    assert not any("PROJECTION_TABLE" in cell.formula for cell in sheet.cells.values())
    assert not any("still be there" in chart.title for chart in sheet.charts)


def fading(make):
    """A hundred who order monthly, of whom so many are left after each of their first months."""
    left = [100, 63, 47, 38, 33, 29, 26, 24]
    lines = {"Date": [], "Customer ID": [], "Amount": []}
    for who in range(100):
        months = sum(who < still for still in left)
        for month in range(18 if months == len(left) else months):
            lines["Date"].append(date(2024 + month // 12, month % 12 + 1, 1 + who % 28))
            lines["Customer ID"].append(f"C-{who:02}")
            lines["Amount"].append(20.0)
    return make({"Orders": lines})


def test_the_projection_is_drawn_with_the_constant_rate_for_comparison(make):
    sheet = churn_sheet(fading(make))
    chart = next(chart for chart in sheet.charts if "still be there" in chart.title)
    named = {series.name: series for series in chart.series}
    constant = named["For comparison: one constant rate"]
    assert constant.dashed
    expected = named["Expected"].values
    assert expected.height == constant.values.height == 37
    observed = named["Observed so far"].values
    assert 3 < observed.height < 37
    last = sheet.cells[Address(observed.last.row, observed.last.column)]
    assert isinstance(last.value, float)
    assert Address(observed.last.row + 1, observed.last.column) in sheet.cells
    assert sheet.cells[Address(observed.last.row + 1, observed.last.column)].value is None


def test_the_rhythms_parts_sum_to_the_active(small):
    sheet = churn_sheet(small)
    parts = [
        cell.value
        for cell in sheet.cells.values()
        if re.fullmatch(r'TABLE_CELL\("RHYTHM_TABLE\(\)",\d+,2\)', cell.formula)
    ]
    assert sum(parts) == evaluate("CUSTOMERS_ACTIVE()", small).value == 9


def test_a_rule_that_informs_says_so(small, texts):
    assert "the rule was right for 100.0%" in texts(churn_sheet(small))


def test_a_rule_that_does_not_inform_says_so(make, texts):
    days = [date(2023, 6, 1), date(2024, 6, 1), date(2024, 6, 25)]
    lines = {"Date": [], "Customer ID": [], "Amount": []}
    for who in range(40):
        later = [date(2025, 3, 1)] if who % 2 else []
        for day in [*days, *later]:
            lines["Date"].append(day)
            lines["Customer ID"].append(f"C-{who:02}")
            lines["Amount"].append(20.0)
    said = texts(churn_sheet(make({"Orders": lines})))
    assert "no rule tells who has left" in said
    assert "On these orders the rule tells hardly more than chance." in said


def test_without_a_back_test_nothing_is_claimed(make, texts):
    said = texts(churn_sheet(make({"Orders": once(3, date(2025, 6, 10))}, date(2025, 6, 20))))
    assert "Not enough data for a back-test" in said
    assert "RULE_TABLE" not in said
