"""Which next step stands, and when it is done."""

from datetime import date

import pytest

from xlcrm.standing.status import Said
from xlcrm.standing.steps import NO_STEP, Note, Step, left_to_do, standing_step

JAN, FEB, MAR, APR = (date(2024, month, 5) for month in (1, 2, 3, 4))
CALL, VISIT = Step("call", APR), Step("visit", MAR)


def stands(own, on, *notes, status="working"):
    now = Said(status, on)
    return standing_step(own, now, now, notes)


def test_without_a_note_the_row_speaks():
    assert stands(CALL, JAN) == Note(JAN, CALL)


def test_the_newest_note_stands_where_the_row_is_blank_or_repeats_the_log():
    notes = (Note(JAN, CALL), Note(FEB, VISIT, acted=True))
    assert stands(NO_STEP, MAR, *notes) == notes[1]
    assert stands(CALL, MAR, *notes) == notes[1]


def test_a_step_of_the_rows_own_stays_while_it_is_ahead():
    assert stands(VISIT, JAN, Note(FEB, CALL)) == Note(JAN, VISIT)
    assert stands(VISIT, JAN, Note(MAR, CALL)) == Note(MAR, CALL)
    assert stands(VISIT, APR, Note(MAR, CALL)) == Note(APR, VISIT)


def test_a_closed_lead_takes_no_step_from_the_log():
    assert stands(NO_STEP, JAN, Note(FEB, CALL), status="lost").step == NO_STEP


@pytest.mark.parametrize(
    ("note", "worked_on", "left"),
    [
        (Note(JAN, VISIT), None, True),
        (Note(JAN, VISIT), FEB, True),
        (Note(JAN, VISIT), MAR, False),
        (Note(JAN, VISIT), APR, False),
        (Note(MAR, VISIT), MAR, False),
        (Note(MAR, VISIT, acted=True), MAR, True),
        (Note(APR, VISIT), MAR, True),
        (Note(JAN, Step("call", None)), FEB, False),
        (Note(None, VISIT), MAR, False),
        (Note(None, Step("call", None)), MAR, True),
    ],
)
def test_an_activity_that_reaches_the_day_does_the_step(note, worked_on, left):
    assert left_to_do(note, worked_on) == (note.step if left else NO_STEP)
