"""The FollowUps sheet."""

from datetime import date, datetime, timedelta

import pytest

from xlcrm.cells import Address
from xlcrm.report.follow_ups import follow_ups_sheet
from xlcrm.report.follow_ups_queue import MOST, steps
from xlcrm.udfs.queue import Group, queue

DAY = date(2025, 6, 30)


def leads(*due, **columns):
    """Open leads with a next step due on those days; None is no step."""
    count = len(due)
    return {
        "Leads": {
            "Lead ID": [f"L-{n}" for n in range(count)],
            "Company": [f"Firm {n}" for n in range(count)],
            "First inquiry": [date(2025, 5, 1)] * count,
            "Status": ["working"] * count,
            "Status on": [date(2025, 5, 2)] * count,
            "Next step": [None if day is None else "Call" for day in due],
            "Next step date": [*due],
            **columns,
        }
    }


def answer(sheet):
    return sheet.cells[Address(4, 2)].value


def column(sheet, header):
    at = next(at for at, cell in sheet.cells.items() if cell.value == header)
    found = []
    for row in range(at.row + 1, at.row + 2 + MOST):
        cell = sheet.cells.get(Address(row, at.column))
        if cell is None:
            break
        found.append(cell.value)
    return found


def test_nobody_no_sheet(make):
    assert follow_ups_sheet(make({"Orders": {"Date": [DAY], "Customer ID": ["a"]}})) is None


def test_the_order_is_overdue_today_tomorrow_no_step_later(make):
    days = [None, DAY + timedelta(9), DAY + timedelta(1), DAY, DAY - timedelta(3)]
    sheet = follow_ups_sheet(make(leads(*days)))
    assert column(sheet, "When")[:5] == ["overdue", "today", "tomorrow", "no next step", "later"]
    assert column(sheet, "Do")[:5] == [
        "Do it now",
        "Do it today",
        "Prepare it",
        "Plan a next step",
        "Wait for its day",
    ]
    assert answer(sheet).startswith("5 are open, 1 of them overdue. First: Firm 4, Call (overdue).")


def test_each_group_of_the_queue_has_its_action(small):
    assert {step.group for step in steps(small)} <= {str(group) for group in Group}
    shown = [(step.table, step.row) for step in steps(small)]
    assert shown == [(item.table, item.row) for item in queue(small, small.as_of)]
    assert len(shown) == len(set(shown))


def test_the_action_leads_to_the_row(small):
    sheet = follow_ups_sheet(small)
    links = [cell.link for at, cell in sorted(sheet.cells.items()) if cell.link]
    assert links == [f"'{step.table}'!A{step.row}" for step in steps(small)]


@pytest.mark.parametrize(
    ("capacity", "first", "said"),
    [
        (None, "Early", "No capacity_per_day in Settings: first come, first served."),
        (9.0, "Early", "All can be served: first come, first served."),
        (0.1, "Dear", "leads are ranked by the price quoted."),
    ],
)
def test_only_above_capacity_the_dearest_comes_first(make, capacity, first, said):
    tables = {
        "Inquiries": {
            "Date": [datetime(2025, 6, 20), datetime(2025, 6, 25)],
            "Company": ["Early", "Dear"],
            "Status": ["open", "open"],
            "Quoted": [10.0, 900.0],
        }
    }
    settings = {} if capacity is None else {"capacity_per_day": capacity}
    sheet = follow_ups_sheet(make(tables, **settings))
    assert said in answer(sheet)
    assert ("The team is busy to" in answer(sheet)) is (capacity is not None)
    assert column(sheet, "Who")[0] == first


def test_a_long_queue_is_cut_and_counted(make, texts):
    sheet = follow_ups_sheet(make(leads(*[DAY] * (MOST + 7))))
    assert f"The first {MOST} of {MOST + 7} are listed" in texts(sheet)
    assert sum(bool(cell.link) for cell in sheet.cells.values()) == MOST
    assert answer(sheet).startswith(f"{MOST + 7} are open, none of them overdue.")


def asked(**columns):
    """Five lost inquiries without a reply, one with; the first two of the unhappy."""
    rows = {
        "Date": [datetime(2025, 1, n + 1) for n in range(6)],
        "Company": [f"Firm {n}" for n in range(6)],
        "Status": ["lost"] * 6,
        "Closed on": [date(2025, 2, 1)] * 6,
        "Lost reason": ["no answer from us"] * 4 + ["price"] * 2,
        "Quoted": [100.0, 200.0, None, None, None, 50.0],
        "Replied at": [*[None] * 5, datetime(2025, 1, 7)],
        "Unhappy": ["yes", "yes", *[None] * 4],
    }
    return {"Inquiries": rows | columns}


def test_what_was_lost_without_a_reply_is_counted_and_valued(make, texts):
    sheet = follow_ups_sheet(make(asked()))
    assert answer(sheet).endswith(
        "5 inquiries were lost without a reply in the last 12 complete months; 300 had been quoted."
    )
    said = texts(sheet)
    assert "Without a reply noted: 5 inquiries were lost, 300 quoted in all." in said
    assert "(Unhappy): 2 were lost all the same, 300 quoted in all." in said
    assert "would have brought" not in said.replace("what they would have brought had", "")
    assert answer(sheet).startswith("Nobody waits.")


def test_what_they_would_have_brought_takes_the_firms_own_figures(make, texts):
    won = {name: [*values, *values[-1:] * 4] for name, values in asked()["Inquiries"].items()}
    won["Status"][-4:] = ["bought"] * 4
    orders = {"Date": [date(2025, 3, 1)], "Customer ID": ["a"], "Amount": [70.0]}
    said = texts(follow_ups_sheet(make({"Inquiries": won, "Orders": orders})))
    assert "At the usual 40.0% won and 70 an order, so many would have brought about 140." in said


def test_losses_without_prices_are_not_valued(make):
    sheet = follow_ups_sheet(make(asked(Quoted=[None] * 6)))
    assert answer(sheet).endswith(
        "5 inquiries were lost without a reply in the last 12 complete months."
    )


def test_few_months_are_no_picture(make, small, texts):
    assert "Not enough data for a picture by month (n = 2; 3 months" in texts(
        follow_ups_sheet(small)
    )
    months = [datetime(2025, month, 5) for month in range(1, 7)]
    tables = {
        "Inquiries": {"Date": months, "Company": ["a"] * 6, "Replied at": [*months[:5], None]}
    }
    sheet = follow_ups_sheet(make(tables))
    drawn = next(chart for chart in sheet.charts if chart.kind == "column")
    assert [series.values.height for series in drawn.series] == [6, 6]


def test_a_missing_capacity_is_no_want_of_data(make, texts):
    said = texts(follow_ups_sheet(make(leads(DAY))))
    assert "Not enough data: No capacity_per_day" not in said


def test_no_losses_are_said(small, texts):
    assert "Without a reply noted: no inquiry was lost." in texts(follow_ups_sheet(small))
