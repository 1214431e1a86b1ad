from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.standing.status import RANK, Log, Said, decide, told_by

JAN, FEB, MAR, APR = (date(2024, month, 5) for month in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("log", "status", "on", "closed_on"),
    [
        (Log("open", JAN), "new", JAN, None),
        (Log(None, JAN), "new", JAN, None),
        (Log("open", FEB, answered=True), "working", FEB, None),
        (Log("open", JAN, worked_on=FEB), "working", FEB, None),
        (Log("offer", JAN, answered=True, worked_on=FEB), "offer", JAN, None),
        (Log("lost", FEB, FEB, answered=True), "lost", FEB, FEB),
        (Log("lost", FEB, FEB, answered=True, worked_on=MAR), "lost", FEB, FEB),
        (Log("lost", FEB, FEB, answered=True, worked_on=MAR, resumed_on=MAR), "working", MAR, None),
        (Log("open", FEB, answered=True, worked_on=MAR, offered_on=MAR), "offer", MAR, None),
        (Log("postponed", JAN, answered=True), "postponed", JAN, None),
        (Log("open", MAR, answered=True, bought=True, bought_on=FEB), "bought", FEB, FEB),
    ],
)
def test_what_the_log_tells(log, status, on, closed_on):
    assert told_by(log) == Said(status, on, closed_on)


def test_a_newer_inquiry_goes_before_the_row():
    log = Log("open", MAR, answered=True)
    assert decide(Said("lost", FEB, FEB), log, APR) == Said("working", MAR, None)


def test_a_newer_row_goes_before_the_log():
    log = Log("open", FEB, answered=True)
    assert decide(Said("lost", MAR, MAR), log, APR) == Said("lost", MAR, MAR)


def test_a_status_set_by_hand_beside_the_old_date_is_dated_today():
    log = Log("open", FEB, answered=True)
    assert decide(Said("lost", FEB), log, APR) == Said("lost", APR, APR)


def test_a_status_set_in_the_log_without_a_date_reaches_the_row():
    log = Log("offer", FEB, answered=True, worked_on=MAR)
    assert decide(Said("working", MAR), log, APR) == Said("offer", MAR, None)


def test_a_call_does_not_take_an_offer_back():
    log = Log("open", FEB, answered=True, worked_on=APR)
    assert decide(Said("offer", MAR), log, APR).status == "offer"


def test_an_offer_asked_for_later_takes_up_what_the_row_calls_lost():
    asked = Log("open", JAN, answered=True, worked_on=MAR, resumed_on=MAR)
    assert decide(Said("lost", FEB, FEB), asked, APR) == Said("working", MAR, None)
    before = Log("open", JAN, answered=True, worked_on=MAR, resumed_on=JAN)
    assert decide(Said("lost", FEB, FEB), before, APR) == Said("lost", FEB, FEB)
    nothing_else = Log(worked_on=MAR, resumed_on=MAR)
    assert decide(Said("postponed", FEB), nothing_else, APR) == Said("working", MAR, None)


def test_bought_stays_until_it_is_converted():
    log = Log("open", APR, answered=True)
    assert decide(Said("bought", FEB, FEB), log, APR).status == "bought"


def test_a_label_outside_the_list_is_left_alone():
    assert decide(Said("hot", FEB), Log("lost", MAR, MAR), APR) == Said("hot", FEB, None)


def test_a_lead_without_a_log_is_new():
    assert decide(Said(None), None, APR) == Said("new", None, None)
    assert decide(Said("lost", FEB), None, APR) == Said("lost", FEB, FEB)


days = st.none() | st.sampled_from([JAN, FEB, MAR])
statuses = st.sampled_from(["open", "offer", "bought", "postponed", "lost", None])
logs = st.none() | st.builds(
    Log,
    status=statuses,
    asked_on=days,
    closed_on=days,
    answered=st.booleans(),
    bought=st.booleans(),
    bought_on=days,
    worked_on=days,
    offered_on=days,
    resumed_on=days,
)
own = st.builds(Said, st.none() | st.sampled_from([*list(RANK)[:-1], "hot"]), days, days)


@given(own, logs, st.sampled_from([MAR, APR]))
def test_deciding_again_changes_nothing(said, log, as_of):
    once = decide(said, log, as_of)
    assert decide(once, log, as_of) == once
