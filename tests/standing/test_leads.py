"""Open leads: what is dated last decides, and nothing that is dated after the day."""

from datetime import date

import pytest


def day(month, number=1):
    return date(2024, month, number)


MAY_1, MAY_10 = day(5), day(5, 10)


def lead(status="working", on=MAY_10, **cells):
    return {"lead_id": "A", "status": status, "status_on": on, **cells}


def inquiry(status="open", on=MAY_1, **cells):
    return {"lead_id": "A", "date": on, "status": status, **cells}


def activity(on, **cells):
    return {"party_id": "A", "date": on, "kind": "call", **cells}


def test_an_inquiry_that_was_lost_after_the_row_was_written_closes_the_lead(open_in):
    tables = {"Leads": [lead()], "Inquiries": [inquiry("lost", closed_on=day(6))]}
    assert open_in(**tables) == []
    assert open_in(day(5, 31), **tables) == [("A", "working", None)]


def test_on_the_same_day_the_farther_status_is_the_later_one(open_in):
    lost = inquiry("lost", closed_on=day(5, 10))
    assert open_in(Leads=[lead("working")], Inquiries=[lost]) == []
    assert open_in(Leads=[lead("offer", day(5))], Inquiries=[inquiry()]) == [("A", "offer", None)]


def test_a_later_offer_of_ours_makes_an_offer(open_in):
    offered = activity(day(5, 20), kind="offer")
    assert open_in(Leads=[lead()], Inquiries=[inquiry()], Activities=[offered]) == [
        ("A", "offer", None)
    ]


def test_an_offer_asked_for_later_reopens_a_lost_lead(open_in):
    tables = {
        "Leads": [lead(None, None)],
        "Inquiries": [inquiry("lost", closed_on=day(5, 10))],
    }
    called = activity(day(6), result="refused")
    assert open_in(**tables, Activities=[called]) == []
    asked = called | {"result": "offer requested"}
    assert open_in(**tables, Activities=[asked]) == [("A", "working", None)]


@pytest.mark.parametrize("status", ["lost", "bought"])
def test_what_closed_later_was_open_on_the_day(open_in, status):
    by_row = [lead(status, day(5), closed_on=day(7))]
    assert open_in(Leads=by_row) == [("A", None, None)]
    by_log = [inquiry(status, closed_on=day(7))]
    assert open_in(Leads=[lead(on=day(4))], Inquiries=by_log) == [("A", "new", None)]
    assert open_in(day(7), Leads=by_row) == []
    assert open_in(day(7), Leads=[lead(on=day(4))], Inquiries=by_log) == []


def test_a_lead_that_converted_later_was_open_on_the_day(open_in):
    tables = {
        "Leads": [lead("converted", None, converted_on=day(7))],
        "Inquiries": [inquiry("offer")],
    }
    assert open_in(**tables) == [("A", "offer", None)]
    assert open_in(day(7), **tables) == []
    assert open_in(Leads=[lead("converted", None)]) == []


def test_a_row_that_is_written_later_says_nothing_yet(open_in):
    later = lead("offer", day(7), first_inquiry=day(5), next_step="send")
    assert open_in(Leads=[later], Inquiries=[inquiry(next_step="call")]) == [("A", "new", "call")]
    lost = inquiry("lost", closed_on=day(5))
    assert open_in(Leads=[later], Inquiries=[lost]) == []


def test_a_lead_that_asked_later_is_not_known_yet(open_in):
    assert open_in(Leads=[lead(first_inquiry=day(7))]) == []
    assert open_in(Leads=[lead(on=None, first_inquiry=day(7))], Inquiries=[inquiry()]) == [
        ("A", "working", None)
    ]


def test_rows_without_an_id_or_with_the_same_one_stand_each_for_themselves(open_in):
    rows = [{"status": None, "name": "Ann"}, lead("offer"), lead("lost")]
    assert open_in(Leads=rows) == [(None, "new", None), ("A", "offer", None)]
