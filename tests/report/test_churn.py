"""The Churn sheet."""

import re
from datetime import date

import pytest

from xlcrm.cells import Address
from xlcrm.patches import ColorScale
from xlcrm.report.benchmarks import HALF_IN_THREE_YEARS, monthly
from xlcrm.report.churn import MOST_AT_RISK, churn_sheet
from xlcrm.udfs.evaluate import evaluate


def once(count, day, **extra):
    ids = [f"C-{n:03}" for n in range(count)]
    return {"Date": [day] * count, "Customer ID": ids, "Amount": [50.0] * count, **extra}


def heat(sheet):
    return next(rule for rule in sheet.formats if isinstance(rule, ColorScale))


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


def test_the_heat_map_leaves_out_the_first_month_and_what_lies_ahead(small):
    sheet = churn_sheet(small)
    extent = heat(sheet).extent
    assert sheet.cells[Address(extent.first.row - 1, extent.first.column)].value == 1
    last = sheet.cells[extent.last]
    assert last.value is None
    assert not last.formula


def test_the_heat_map_asks_for_what_it_shows(make):
    days = [date(2019 + n // 12, n % 12 + 1, 10) for n in range(78)]
    lines = {"Date": days, "Customer ID": [f"C-{n}" for n in range(78)], "Amount": [9.0] * 78}
    context = make({"Orders": lines})
    sheet = churn_sheet(context)
    formulas = {cell.formula for cell in sheet.cells.values() if "COHORT" in cell.formula}
    asked = {re.search(r'"(COHORT_TABLE\(.*?\))"', formula)[1] for formula in formulas}
    assert len(asked) == 1
    table = evaluate(asked.pop(), context)
    extent = heat(sheet).extent
    assert len(table.rows) == extent.height < 78
    assert len(table.headers) == extent.width + 3
    first = table.rows[0][0]
    assert first > date(2019, 1, 1)
    shown = "\n".join(str(cell.value) for cell in sheet.cells.values())
    assert f"Shown from {first:%Y-%m} on" in shown


@pytest.mark.parametrize(
    ("count", "told"), [(MOST_AT_RISK, "customers are silent"), (90, "dearest 30 of 90")]
)
def test_customers_at_risk_are_counted_and_listed(make, texts, count, told):
    context = make(
        {"Orders": once(count, date(2025, 3, 1))}, date(2025, 7, 25), lapse_prior_days=90
    )
    sheet = churn_sheet(context)
    said = texts(sheet)
    assert told in said
    assert said.count("ordered once; 146 days ago") == MOST_AT_RISK
    assert f"{count} customers have gone quiet: {count * 50:,} a year." in said


def test_few_customers_are_not_compared(make, texts):
    context = make({"Orders": once(3, date(2024, 5, 1))})
    said = texts(churn_sheet(context))
    assert "They are too few to say how that compares." in said
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
    assert "Not enough data for a yearly churn rate: Nobody was active" in said
    assert "the first month with an order is not complete yet" in said
    assert "a picture of churn by month needs" in said
    assert "a picture of how long customers stay needs" in said
    assert "Nobody has gone quiet." in said


def test_large_numbers_get_wider_columns(make):
    few, many = (
        churn_sheet(make({"Orders": once(count, date(2025, 1, 5))})) for count in (3, 20_000)
    )
    assert many.widths[6] > few.widths[6]
    assert len(many.widths) < len(few.widths)
