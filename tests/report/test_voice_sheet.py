"""The Voice sheet: the score with its interval, no trend from few answers, and who is unhappy."""

from datetime import date

from xlcrm.report.voice import voice_sheet
from xlcrm.report.voice_detractors import detractors

HEADERS = ("Date", "Customer ID", "Score", "Satisfaction", "Due on", "Closed on")


def answer(sheet):
    return next(cell.value for at, cell in sorted(sheet.cells.items()) if at.row == 4)


def book(make, rows):
    columns = dict(zip(HEADERS, map(list, zip(*rows, strict=True)), strict=True))
    return make({"Surveys": columns})


def year(day, promoters, detractors, start=0):
    scores = [10] * promoters + [0] * detractors
    return [(day, f"C-{start + n}", score, None, None, None) for n, score in enumerate(scores)]


def test_the_score_and_what_can_be_said_of_it(make):
    said = answer(voice_sheet(book(make, year(date(2025, 5, 1), 30, 10))))
    assert said.startswith("The Net Promoter Score is 50 points (between 21 and 72")
    assert "More would recommend us than not." in said
    assert "10 unhappy customers wait for an answer." in said
    fewer = answer(voice_sheet(book(make, year(date(2025, 5, 1), 10, 30))))
    assert "More would not recommend us than would." in fewer
    alike = answer(voice_sheet(book(make, year(date(2025, 5, 1), 6, 4))))
    assert "cannot be told yet" in alike


def test_a_change_needs_thirty_answers_in_both_years(make):
    now = year(date(2025, 5, 1), 38, 2, 100)
    changed = answer(voice_sheet(book(make, [*year(date(2024, 5, 1), 10, 30), *now])))
    assert "It changed from -50 in 2024 to 90 in 2025." in changed
    alike = answer(voice_sheet(book(make, [*year(date(2024, 5, 1), 37, 3), *now])))
    assert "it has not clearly changed" in alike
    few = answer(voice_sheet(book(make, [*year(date(2024, 5, 1), 10, 19), *now])))
    assert "2024" not in few


def test_who_is_unhappy(make):
    rows = [
        (date(2025, 5, 1), "C-1", 7, 1, None, None),
        (date(2025, 5, 2), "C-2", 6, 5, date(2025, 5, 9), None),
        (date(2025, 5, 3), "C-3", None, 2, None, date(2025, 5, 4)),
        (date(2025, 7, 1), "C-4", 0, 1, None, None),
    ]
    found = detractors(book(make, rows))
    told = [(one.row["customer_id"], one.open, one.late) for one in found]
    assert told == [("C-3", False, False), ("C-2", True, True)]


def test_what_they_said_and_who_answers(lively, texts):
    said = texts(voice_sheet(lively))
    assert "\u201cNobody called\u201d Gave 6 of 10 (2025-05-15). Bob answers by 2025-07-04." in said
    assert "\u201cToo dear\u201d Gave 0 of 10 (2025-06-15). Nobody is in charge" in said
    assert "By Region" in said
    # The surveys' own owner is who answers, no trait of the customer.
    assert "By Owner" not in said


def test_the_score_of_few_is_not_said(make):
    few = answer(voice_sheet(book(make, year(date(2025, 5, 1), 3, 2))))
    assert few.startswith("5 have said whether they would recommend us: for a score 10 are needed.")


def test_satisfaction_alone(make):
    rows = [(date(2025, 5, 1), f"C-{n}", None, 4, None, None) for n in range(12)]
    said = answer(voice_sheet(book(make, rows)))
    assert said.startswith("Nobody has said yet whether they would recommend us. 100.0% are")


def test_no_answer_no_sheet(small, make):
    assert voice_sheet(small) is None
    assert voice_sheet(book(make, [(date(2026, 1, 1), "C-1", 9, 5, None, None)])) is None
