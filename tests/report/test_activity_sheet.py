"""The Activity sheet: what was done, offers that wait, and offers that were only asked for."""

from datetime import date

import pytest

from xlcrm.report.activity import activity_sheet
from xlcrm.report.activity_todo import asked_for, open_offers


def rows_of(found):
    return [one.row["row"] for one in found]


def test_the_answer_counts(lively):
    sheet = activity_sheet(lively)
    said = next(cell.value for at, cell in sorted(sheet.cells.items()) if at.row == 4)
    assert said == (
        "8 activities were noted within the last 12 complete months (call 3, visit 1, offer 3). "
        "3 reached who decides. 4 were in the last 7 days. 2 offers wait for a decision, worth "
        "1,731 EUR together. One asked for an offer and got none yet."
    )


def test_offers_asked_for_and_not_sent(lively):
    # L-1 asked and was sent one; L-3 asked and got only a sample.
    assert rows_of(asked_for(lively)) == [4]


def test_offers_that_wait(lively):
    # The largest first; the one to C-09 was refused.
    assert rows_of(open_offers(lively)) == [5, 3]


@pytest.mark.parametrize(("ordered", "waits"), [(date(2025, 6, 9), 1), (date(2025, 6, 10), 0)])
def test_an_order_since_decides_an_offer(make, ordered, waits):
    context = make(
        {
            "Customers": {"Customer ID": ["C-1"]},
            "Orders": {"Date": [ordered], "Customer ID": ["C-1"], "Amount": [5.0]},
            "Activities": {
                "Date": [date(2025, 6, 10)],
                "Kind": ["offer"],
                "Lead or customer ID": ["C-1"],
                "Amount": [70.0],
            },
        }
    )
    assert len(open_offers(context)) == waits


def test_kinds_of_the_managers_own_fit_on_the_sheet(make):
    kinds = [f"kind number {n}" for n in range(8)]
    activities = {"Date": [date(2025, 6, 3)] * 8, "Kind": kinds, "Owner": ["Ann"] * 8}
    lists = {"List": ["Activity kind"] * 8, "Value": kinds}
    sheet = activity_sheet(make({"Activities": activities, "Lists": lists}))
    last = max(at.column for at in sheet.cells)
    pixels = sum(int(sheet.widths.get(column, 8.43) * 7 + 5) for column in range(1, last + 1))
    assert pixels <= 1306


def test_nothing_lately_is_said(make, texts):
    said = texts(
        activity_sheet(make({"Activities": {"Date": [date(2020, 1, 1)], "Kind": ["call"]}}))
    )
    assert (
        "Nothing was noted within the last 12 complete months. 0 were in the last 7 days." in said
    )
    assert "Not enough data for a picture." in said


def test_no_activity_no_sheet(small):
    assert activity_sheet(small) is None
