"""The Journey sheet: where it breaks, what weighs more, and who answers a complaint by when."""

from datetime import date, timedelta

import pytest

from xlcrm.report.journey import journey_sheet
from xlcrm.report.journey_actions import complaints

DAY = date(2025, 6, 30)


def answer(sheet):
    return next(cell.value for at, cell in sorted(sheet.cells.items()) if at.row == 4)


def points(rows):
    names = ("Date", "Lead or customer ID", "Stage", "Kind", "Moment", "Due on", "Resolved on")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


@pytest.fixture
def walked(make):
    """Forty leads reach the first stage, twenty the second; some are lost."""

    def book(lost):
        ids = [f"L-{n:02}" for n in range(40)]
        first = [(date(2025, 1, 5), key, "Ask", "contact", "good", None, None) for key in ids]
        then = [(date(2025, 2, 5), key, "Offer", "contact", None, None, None) for key in ids[:20]]
        return make(
            {
                "Stages": {"Stage": ["Ask", "Offer"], "Position": [1, 2], "Obstacle": ["Slow", ""]},
                "Touchpoints": points([*first, *then]),
                "Leads": {
                    "Lead ID": ids,
                    "First inquiry": [date(2025, 1, 5)] * 40,
                    "Status": ["lost" if key in lost else "working" for key in ids],
                    "Closed on": [date(2025, 3, 1) if key in lost else None for key in ids],
                },
            }
        )

    return book


def test_the_stage_with_the_largest_share_is_named(walked, texts):
    sheet = journey_sheet(walked({f"L-{n:02}" for n in range(18)}))
    said = answer(sheet)
    assert said.startswith("Most leave at Offer: 18 of the 20 who came there (90.0%")
    assert "That is not clearly more" not in said
    assert "40 good, 0 bad" in said


def test_shares_that_cannot_be_told_apart_are_said_to_be_alike(walked):
    lost = {f"L-{n:02}" for n in (0, 1, 2, 3, 30, 31, 32, 33, 34, 35)}
    said = answer(journey_sheet(walked(lost)))
    assert "That is not clearly more than at Ask (15.0%)." in said


def test_nobody_left(walked):
    assert answer(journey_sheet(walked(set()))).startswith("Nobody left at any stage")


def test_few_are_not_compared(lively):
    assert answer(journey_sheet(lively)).startswith("Not enough data to say where the journey")


@pytest.mark.parametrize(
    ("due", "resolved", "waits", "late"),
    [
        (DAY, None, True, False),
        (DAY - timedelta(1), None, True, True),
        (None, None, True, False),
        (DAY - timedelta(9), DAY, False, False),
        (DAY - timedelta(9), DAY + timedelta(1), True, True),
    ],
)
def test_open_complaints(make, due, resolved, waits, late):
    row = (date(2025, 6, 1), "C-1", "Ask", "complaint", "bad", due, resolved)
    found = complaints(make({"Touchpoints": points([row])}))
    assert [one.late for one in found] == ([late] if waits else [])


def test_a_complaint_after_the_day_is_not_known_yet(make):
    row = (DAY + timedelta(1), "C-1", "Ask", "complaint", "bad", None, None)
    assert complaints(make({"Touchpoints": points([row])})) == []


def test_complaints_name_who_answers_by_when(lively, texts):
    said = texts(journey_sheet(lively))
    assert "Ann was to answer by 2025-06-20: 10 days late." in said
    assert "Nobody is in charge, and no day is set" in said
    assert "2 bad moments, 1 good." in said


def test_without_stages_the_moments_still_count(make, texts):
    row = (date(2025, 6, 1), "C-1", None, "praise", "good", None, None)
    sheet = journey_sheet(make({"Touchpoints": points([row])}))
    assert "No stages yet" in texts(sheet)
    assert sheet.charts == ()


def test_no_touchpoint_no_sheet(small):
    assert journey_sheet(small) is None
