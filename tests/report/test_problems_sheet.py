"""The Problems sheet."""

from xlcrm.cells import Address
from xlcrm.problems import Level, Problem
from xlcrm.report.problems import message, problems_sheet


def problem(level, cell="C7", suggestion=""):
    parameters = {"value": "abc"}
    return Problem(level, "My orders", cell, "cell.not_a_number", parameters, suggestion)


def column(sheet, number):
    cells = sorted((at, c) for at, c in sheet.cells.items() if at.column == number and at.row > 6)
    return [cell.value for _, cell in cells]


def test_errors_come_first_and_are_counted(make):
    found = [problem(Level.HINT), problem(Level.ERROR), problem(Level.WARNING)]
    sheet = problems_sheet(found, make({}))
    assert column(sheet, 2) == ["Error", "Warning", "Hint"]
    assert sheet.cells[Address(4, 2)].value.startswith("3 problems: 1 error keeps")


def test_a_click_leads_to_the_cell(make):
    sheet = problems_sheet([problem(Level.ERROR), problem(Level.ERROR, "")], make({}))
    links = [cell.link for cell in sheet.cells.values() if cell.link]
    assert links == ["'My orders'!C7"]


def test_no_problem_is_said(make):
    sheet = problems_sheet([], make({}))
    assert sheet.cells[Address(4, 2)].value.startswith("No problems")


def test_a_long_message_makes_its_row_higher(make):
    short, long = problem(Level.ERROR), problem(Level.ERROR, suggestion="word " * 30)
    sheet = problems_sheet([short, long], make({}))
    assert sheet.heights.get(8, 15.0) > sheet.heights.get(7, 15.0)


def test_a_key_is_named_in_the_readers_words():
    named = {"candidates": "C1, C2", "by": "email"}
    found = Problem(Level.WARNING, "Leads", "A4", "convert.ambiguous", named)
    assert "(same e-mail)" in message(found, "en")
    assert "(совпадает: эл. почта)" in message(found, "ru")
