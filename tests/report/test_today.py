"""The Today sheet."""

from datetime import date, datetime

from xlcrm.cells import Address
from xlcrm.report.today import MOST, MOST_CALLS, today_sheet

DAY = date(2025, 6, 30)


def test_the_sentence_counts_what_stands_below(small):
    sheet = today_sheet(small)
    answer = sheet.cells[Address(4, 2)].value
    assert answer.startswith("5 wait today: 1 overdue, 1 due today, 2 without a reply, 1 without")
    assert "1 due tomorrow." in answer


def test_links_lead_to_the_row(small):
    links = {c.value: c.link for c in today_sheet(small).cells.values() if c.link}
    assert links["Leads, row 2"] == "'Leads'!A2"
    assert links["Inquiries, row 3"] == "'Inquiries'!A3"


def test_nothing_waits_is_said(make):
    tables = {"Inquiries": {"Date": [datetime(2025, 1, 1)], "Status": ["lost"]}}
    assert today_sheet(make(tables)).cells[Address(4, 2)].value == "Nothing waits today."


def test_a_long_list_says_how_many_more(make, texts):
    dates = [datetime(2025, 6, 1)] * (MOST + 7)
    said = texts(today_sheet(make({"Inquiries": {"Date": dates}})))
    assert f"{MOST + 7} wait today" in said
    assert f"{MOST} are listed; 7 more wait like these" in said
    assert said.count("Waits 29 days") == MOST


def test_hours_of_today_are_told(make, texts):
    said = texts(today_sheet(make({"Inquiries": {"Date": [datetime(2025, 6, 30, 14, 5)]}})))
    assert "Today, 14:05" in said


def test_the_dearest_quiet_customers_are_called_but_not_who_withdrew(make, texts):
    names = [f"C-{n:02}" for n in range(15)]
    tables = {
        "Orders": {
            "Date": [date(2025, 4, 1 + n % 2) for n in range(15)],
            "Customer ID": names,
            "Amount": [100.0 - n for n in range(15)],
        },
        "Customers": {
            "Customer ID": names,
            "Company": [f"Firm {n:02}" for n in range(15)],
            "Consent": ["withdrawn", *["given"] * 14],
        },
    }
    context = make(tables, date(2025, 8, 20), lapse_prior_days=90)
    said = texts(today_sheet(context))
    assert "Firm 00" not in said
    assert all(f"Firm {n:02}" in said for n in range(1, MOST_CALLS + 1))
    assert f"Firm {MOST_CALLS + 1:02}" not in said
    assert "15 customers have gone quiet" in said
    assert "Call. Ordered once; 140 days ago" in said
