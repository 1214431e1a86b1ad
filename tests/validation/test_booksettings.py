"""Settings: wrong values, misspelled names, and the country of phone numbers."""

import pytest

from xlcrm.validation.booksettings import country_of


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lapse_k", "two"),
        ("lapse_k", 0.0),
        ("date_order", "dym"),
        ("country", "Moldova"),
        ("country", "XX"),
    ],
)
def test_a_value_that_a_setting_cannot_take(problems, key, value):
    found = problems(Settings=(("Setting", "Value"), [("currency", "EUR"), (key, value)]))
    assert [(p.code, p.cell, p.parameters["setting"]) for p in found] == [
        ("setting.wrong", "C5", key)
    ]


def test_a_country_that_there_is_not_is_one_problem_at_its_cell(problems):
    leads = (("Lead ID", "Phone"), [("L1", "069123456"), ("L2", "022 11 22 33")])
    for written, meant in (("XX", ""), ("uk", "GB")):
        found = problems(Leads=leads, Settings=(("Setting", "Value"), [("country", written)]))
        assert [(p.code, p.cell, p.suggestion) for p in found] == [("setting.wrong", "C4", meant)]


def test_every_wrong_setting_is_found(check):
    rows = [("lapse_k", -1.0), ("capacity_per_day", "many"), ("my own note", "x")]
    assert check(Settings=(("Setting", "Value"), rows)) == [
        ("Settings", "C4", "setting.wrong"),
        ("Settings", "C5", "setting.wrong"),
    ]


def test_a_misspelled_setting(problems):
    (problem,) = problems(Settings=(("Setting", "Value"), [("lapsek", 3.0)]))
    assert (problem.code, problem.cell, problem.suggestion) == ("setting.unknown", "B4", "lapse_k")


def test_a_setting_given_twice(check):
    rows = [("currency", "EUR"), ("currency", "USD")]
    assert check(Settings=(("Setting", "Value"), rows)) == [("Settings", "B5", "id.doubled")]


@pytest.mark.parametrize(
    ("value", "expected"), [("MD", "MD"), (None, ""), ("Moldova", ""), ("XX", "")]
)
def test_country(book, value, expected):
    frames = book(Settings=(("Setting", "Value"), [("country", value)]))
    assert country_of(frames) == expected


def test_phones_without_a_country_are_one_finding(problems):
    people = [(f"L{i}", phone) for i, phone in enumerate(["069123456", "+37369123457", "022 11"])]
    leads = (("Lead ID", "Phone"), [*people, ("L9", "no phone"), ("L10", None)])
    found = problems(Leads=leads, Settings=(("Setting", "Value"), [("country", None)]))
    assert [(p.code, p.cell) for p in found] == [
        ("cell.bad_phone", "C7"),
        ("setting.country_missing", "C4"),
    ]
    assert found[1].parameters == {"n": 3}
