"""The Funnel sheet: what becomes of leads, counted by hand."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.cells import Address
from xlcrm.report import theme
from xlcrm.report.funnel import funnel_sheet
from xlcrm.report.page import BLANK
from xlcrm.report.portrait import portrait_sheet
from xlcrm.udfs.evaluate import evaluate

FIRST = date(2025, 1, 6)


def cycle(*labels, count=40):
    return [labels[n % len(labels)] for n in range(count)]


def leads(converted, count=40, **columns):
    """Leads, one a day, so many of them converted after ten days; the others are open."""
    first = [FIRST + timedelta(days=n) for n in range(count)]
    done = [day + timedelta(days=10) if n < converted else None for n, day in enumerate(first)]
    status = ["converted" if day else "working" for day in done]
    rows = {
        "Lead ID": [f"L-{n}" for n in range(count)],
        "First inquiry": first,
        "Status": status,
        "Converted on": done,
    }
    return rows | {name.replace("_", " "): values for name, values in columns.items()}


def losses(*reasons, quoted=10.0):
    days = [FIRST + timedelta(days=n) for n in range(len(reasons))]
    return {
        "Date": days,
        "Status": ["lost"] * len(reasons),
        "Closed on": days,
        "Lost reason": list(reasons),
        "Quoted": [quoted] * len(reasons),
    }


def answered(*hours_and_bought):
    """Inquiries by how many hours they waited for an answer, and whether they were bought."""
    asked = [datetime(2025, 3, 3, 9) + timedelta(minutes=n) for n in range(len(hours_and_bought))]
    replies = [
        None if hours is None else day + timedelta(hours=hours)
        for day, (hours, _) in zip(asked, hours_and_bought, strict=True)
    ]
    status = ["bought" if bought else "open" for _, bought in hours_and_bought]
    closed = [d.date() if s == "bought" else None for d, s in zip(asked, status, strict=True)]
    return {"Date": asked, "Replied at": replies, "Status": status, "Closed on": closed}


def said(sheet):
    return "\n".join(
        str(cell.value) for _, cell in sorted(sheet.cells.items()) if isinstance(cell.value, str)
    )


def line(sheet, name, after=""):
    """The values of the row that begins with a text, below another one."""
    start = next((at.row for at, cell in sheet.cells.items() if cell.value == after), 0)
    row = next(
        at.row for at, c in sorted(sheet.cells.items()) if c.value == name and at.row > start
    )
    found = [(at.column, c.value) for at, c in sheet.cells.items() if at.row == row]
    return {column: value for column, value in sorted(found) if value is not None}


def to_do(sheet):
    row = next(at.row for at, cell in sheet.cells.items() if cell.value == "What to do") + 1
    lines = []
    while Address(row, 2) in sheet.cells:
        lines.append(sheet.cells[Address(row, 2)].value)
        row += 1
    return lines


def test_no_lead_and_no_inquiry_no_sheet(make):
    assert funnel_sheet(make({"Leads": {"Lead ID": ["L-1"], "First inquiry": [None]}})) is None


def test_the_answer_gives_the_rate_with_its_interval(make):
    answer = funnel_sheet(make({"Leads": leads(20)})).cells[Address(4, 2)].value
    # 20 of 40, with Wilson's interval as it stands in tables: 35.2% to 64.8%.
    assert answer == (
        "Of 40 leads first heard of from 2024-07-01 to 2025-06-30, 50.0% have become customers so "
        "far (between 35.2% and 64.8% with 95% certainty); 20 of them are open. Half of "
        "those who converted did so within 10 days."
    )


def test_open_leads_of_other_days_are_told_apart(make):
    table = leads(20)
    table["First inquiry"][30:] = [FIRST - timedelta(days=400)] * 10
    answer = funnel_sheet(make({"Leads": table})).cells[Address(4, 2)].value
    assert "10 of them are open, 20 with those of all other days." in answer


def test_figures_rest_on_their_cases(make):
    sheet = funnel_sheet(make({"Leads": leads(20)}))
    assert line(sheet, "Days to convert")[3] == 10
    assert line(sheet, "Open leads")[3] == 20
    found = line(sheet, "Conversion")
    assert [found[3], found[5], found[6]] == pytest.approx([0.5, 0.3520, 0.6480], abs=1e-4)
    assert found[4] == 40


def test_few_leads_have_no_rate(make):
    sheet = funnel_sheet(make({"Leads": leads(3, count=7)}))
    answer = sheet.cells[Address(4, 2)].value
    assert answer.startswith("7 leads were first heard of from 2024-07-01 to 2025-06-30: too few")
    assert "%" not in answer
    assert set(line(sheet, "Conversion")) == {2, 4, 7}
    assert line(sheet, "Conversion")[7] == "Not enough data: n = 7; 10 needed."


def test_conversion_by_day_is_a_curve_with_its_interval(make):
    sheet = funnel_sheet(make({"Leads": leads(20)}))
    chart = next(c for c in sheet.charts if c.title == "Converted by days since the first inquiry")
    assert [series.name for series in chart.series][-1] == "Converted"
    assert len(chart.series) == 3
    values = chart.series[-1].values
    curve = [
        sheet.cells[Address(row, values.first.column)].value
        for row in range(values.first.row, values.last.row + 1)
    ]
    # Half of them from day 10 on; the oldest open lead was watched for 155 days. Day 0, when nobody
    # had, has no interval to draw.
    assert curve == pytest.approx([0.5] * 10)
    assert sheet.cells[Address(values.first.row - 1, values.first.column)].value == 0


def test_months_are_stacked_to_all_their_leads(make):
    sheet = funnel_sheet(make({"Leads": leads(20, count=100)}))
    chart = next(c for c in sheet.charts if c.title == "What became of each month's leads")
    assert chart.stacked
    height = chart.series[0].values.height
    cells = [s.values.first for s in chart.series]
    sums = [
        sum(sheet.cells[Address(at.row + down, at.column)].value for at in cells)
        for down in range(height)
    ]
    assert sums == [26, 28, 31, 15]


def test_inquiries_alone_say_that_leads_are_to_be_made(make):
    sheet = funnel_sheet(make({"Inquiries": losses(*["price"] * 8, *["bad timing"] * 4)}))
    assert sheet.cells[Address(4, 2)].value == (
        "12 inquiries came from 2024-07-01 to 2025-06-30; there are no leads yet. Of 12 lost "
        "inquiries the most frequent reason is: price (66.7%)."
    )
    assert to_do(sheet)[0].startswith("Press Sort leads")
    assert (
        to_do(sheet)[1] == "Answer everybody: 12 of 12 inquiries of these days have no reply noted."
    )
    assert to_do(sheet)[2] == "Work on the heaviest reason, price: 8 of 12 losses, 80 quoted."


def test_losses_are_drawn_as_a_pareto(make):
    reasons = ["price"] * 8 + ["no answer from us"] * 3 + ["bad timing"]
    sheet = funnel_sheet(make({"Inquiries": losses(*reasons)}))
    chart = next(c for c in sheet.charts if c.title == "Why inquiries were lost")
    columns = [
        [
            sheet.cells[Address(row, series.values.first.column)].value
            for row in range(series.values.first.row, series.values.last.row + 1)
        ]
        for series in chart.series
    ]
    assert columns[0] == pytest.approx([8 / 12, 3 / 12, 1 / 12])
    assert columns[1] == pytest.approx([8 / 12, 11 / 12, 1])
    assert "3 inquiries were lost because we did not answer; 30 quoted." in to_do(sheet)


def test_open_leads_are_offered_what_customers_with_their_need_bought(make):
    """Ten of the office bought pods, five of them beans, too; six of home are too few."""
    people = [f"c{n:02}" for n in range(16)]
    bought = [*[(c, "Pods") for c in people[:10]], *[(c, "Beans") for c in people[2:7]]]
    bought += [(c, "Filter") for c in people[10:]]
    tables = {
        "Leads": leads(2, Need=cycle("office", "office", "home")),
        "Customers": {"Customer ID": people, "Need": ["office"] * 10 + ["home"] * 6},
        "Orders": {
            "Date": [FIRST] * len(bought),
            "Customer ID": [c for c, _ in bought],
            "Product": [p for _, p in bought],
            "Amount": [5.0] * len(bought),
        },
    }
    sheet = funnel_sheet(make(tables))
    assert line(sheet, "office", "What to offer the open leads") == {
        2: "office",
        3: 25,
        4: "Pods",
        6: 10,
        7: "Beans",
        9: 5,
        13: 10,
    }
    home = line(sheet, "home", "What to offer the open leads")
    assert home[4] == "Not enough data (n = 6; 10 needed)"
    assert (
        "Offer Pods to the 25 open leads with the need office: 10 of 10 customers with this need "
        "bought it."
    ) in to_do(sheet)
    assert "Filter" not in "\n".join(to_do(sheet))


def test_the_need_of_a_customer_is_that_of_the_lead_they_were_where_it_is_not_noted(make):
    """Ten customers without a need in Customers were leads that needed the office."""
    ids = [f"c{n}" for n in range(10)]
    tables = {
        "Leads": {
            "Lead ID": ["L-open", *(f"L{n}" for n in range(10))],
            "First inquiry": [date(2025, 5, 1), *[FIRST] * 10],
            "Need": ["office"] * 11,
            "Status": ["working", *["converted"] * 10],
            "Converted on": [None, *[FIRST] * 10],
            "Customer ID": [None, *ids],
        },
        "Customers": {"Customer ID": ids, "Name": ids},
        "Orders": {
            "Date": [FIRST] * 10,
            "Customer ID": ids,
            "Product": ["Pods"] * 10,
            "Amount": [5.0] * 10,
        },
    }
    found = line(funnel_sheet(make(tables)), "office", "What to offer the open leads")
    assert found == {2: "office", 3: 1, 4: "Pods", 6: 10, 13: 10}


def test_sources_that_differ_by_more_than_chance_are_named(make):
    sources = ["fair"] * 20 + cycle("search", "advertising", count=60)
    sheet = funnel_sheet(make({"Leads": leads(16, count=80, Source=sources)}))
    lines = to_do(sheet)
    assert "Look for more of fair: 16 of 20 leads converted (80.0%), of all leads 20.0%." in lines
    assert "Look into search: 0 of 30 leads converted (0.0%), of all leads 20.0%." in lines
    alike = funnel_sheet(make({"Leads": leads(40, count=80, Source=cycle("a", "b", count=80))}))
    assert not [one for one in to_do(alike) if one.startswith(("Look for", "Look into"))]


def test_quick_answers_are_praised_only_where_the_intervals_are_apart(make):
    quick = [(0.5, n < 18) for n in range(20)]
    slow = [(30, n < 2) for n in range(20)]
    apart = funnel_sheet(make({"Inquiries": answered(*quick, *slow, (None, False))}))
    assert (
        'Quick answers are bought from more often: after "Up to 1 hour" 90.0% were bought, after '
        '"Up to 3 days" 10.0%.'
    ) in said(apart)
    assert "Answer everybody: one of 41 inquiries of these days has no reply noted." in to_do(apart)
    alike = funnel_sheet(make({"Inquiries": answered(*quick, *[(30, True)] * 20)}))
    assert "cannot be told yet" in said(alike)


def test_churn_by_source_needs_ten_customers(make):
    people = [f"c{n:02}" for n in range(24)]
    orders = {
        "Date": [date(2024, 6, 20)] * 24 + [date(2025, 6, 20)] * 12,
        "Customer ID": [*people, *people[:12]],
        "Amount": [10.0] * 36,
    }
    tables = {
        "Leads": leads(2),
        "Orders": orders,
        "Customers": {"Customer ID": people, "Source": ["fair"] * 16 + ["search"] * 8},
    }
    sheet = funnel_sheet(make(tables, lapse_prior_days=90))
    title = "What became of the customers, by the source that they came from"
    fair = line(sheet, "fair", title)
    # Sixteen were active a year ago; twelve of them ordered lately, and four have lapsed.
    assert (fair[3], fair[4], fair[6]) == (12, 120.0, 16)
    assert fair[5] == pytest.approx(0.25)
    assert line(sheet, "search", title) == {2: "search", 3: 0, 4: 0, 6: 8, 7: "Fewer than 10"}


def test_cold_calls_from_the_call_to_the_order(make):
    calls = ["no answer"] * 5 + ["decision maker"] * 3 + ["offer requested"] * 2
    tables = {
        "Leads": leads(3, Source=["cold call"] * 12 + ["search"] * 28),
        "Activities": {
            "Date": [FIRST] * 11,
            "Kind": ["call"] * 10 + ["visit"],
            "Result": [*calls, "done"],
        },
        "Prospects": {"Company": ["A", "B"]},
    }
    sheet = funnel_sheet(make(tables))
    title = "What cold calls yield"
    steps = {
        name: line(sheet, name, title)[3]
        for name in (
            "Calls",
            "Reached a decision maker",
            "Were asked for an offer",
            "Leads from cold calls",
            "Became customers",
        )
    }
    assert list(steps.values()) == [10, 5, 2, 12, 3]
    assert line(sheet, "Conversion", title)[3] == pytest.approx(0.25)
    assert "The cold-call list has 2 lines." in said(sheet)


def test_repeat_requests_count_apart(make):
    tables = {
        "Leads": leads(2),
        "Inquiries": {
            "Date": [FIRST] * 9,
            "Customer ID": ["c"] * 4 + [None] * 5,
            "Company": ["Firm"] * 9,
        },
        "Customers": {"Customer ID": ["c"], "Customer since": [date(2024, 1, 1)]},
    }
    found = line(funnel_sheet(make(tables)), "By new people")
    assert (found[3], found[4]) == (5, 9)
    assert "The other 4 are repeat requests by customers" in found[7]


days = st.integers(0, 500).map(lambda n: datetime(2024, 4, 1, 9) + timedelta(days=n))
asked = st.lists(
    st.tuples(
        st.none() | days,
        st.sampled_from(["open", "lost", "bought", None]),
        st.none() | days,
        st.sampled_from(["tea", "Tea ", 'say "yes"; a=b, c', "(blank)", "Total", None]),
        st.none() | st.floats(0, 1e7, allow_nan=False),
        st.sampled_from(["price", "no answer from us", None]),
        st.none() | days,
        st.sampled_from(["L-1", "L-2", None]),
    ),
    max_size=45,
)
_HEADERS = (
    "Date",
    "Status",
    "Closed on",
    "Need",
    "Quoted",
    "Lost reason",
    "Replied at",
    "Lead ID",
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked, st.sampled_from([date(2024, 6, 30), date(2025, 6, 17)]))
def test_whatever_is_asked_each_formula_gives_what_is_kept(make, rows, as_of):
    inquiries = dict(zip(_HEADERS, zip(*rows, strict=True), strict=False))
    needs = inquiries.get("Need", ())
    box = {
        "Lead ID": ["L-1", "L-2"],
        "First inquiry": [date(2024, 6, 1), date(2025, 1, 1)],
        "Status": ["offer", "working"],
        "Need": (*needs, None, None)[:2],
    }
    tables = {"Leads": box, **({"Inquiries": inquiries} if rows else {})}
    context = make(tables, as_of)
    for made in (portrait_sheet(context), funnel_sheet(context)):
        for cell in made.cells.values() if made else ():
            if cell.formula:
                value = evaluate(cell.formula, context).value
                assert cell.value == (BLANK if value is None else value), cell.formula


def test_what_to_do_stands_last_on_both_sheets(small, lively):
    """The order of a page: sentence, figures, picture, tables, what to do."""
    for made in (portrait_sheet(lively), funnel_sheet(lively), funnel_sheet(small)):
        headings = [(at.row, c.value) for at, c in made.cells.items() if c.style == theme.HEADING]
        row = max(row for row, title in headings if title == "What to do")
        assert row == max(row for row, _ in headings if row)
        assert max(at.row for at in made.cells) > row
        assert all(chart.anchor.row < row for chart in made.charts)
