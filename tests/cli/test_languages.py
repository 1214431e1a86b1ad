"""The same firm in three languages: the same problems and figures, told in the book's language."""

import json
from datetime import date

import openpyxl
import pytest

from xlcrm.language import LANGUAGES, text
from xlcrm.sheets.vocabularies import word

AS_OF = "2026-06-30"
FIGURES = (
    *("CHURN_RATE()", "REVENUE_TOTAL()", "CONVERSION_RATE()", "WIN_RATE()", "LEADS_OPEN()"),
    *("RESPONSE_HOURS()", "NPS_SCORE()", "MOMENTS_BALANCE()", "LEADS_OVERDUE()"),
    *('CONVERSION_RATE(,,"source=cold call")', 'INQUIRIES_TOTAL(,,"unhappy=yes")'),
    *('CUSTOMERS_ACTIVE(,"size=large")', 'INQUIRIES_TOTAL(,,"Статус=потеряно;Canal=telefon")'),
)


@pytest.fixture(scope="module", params=LANGUAGES)
def firm(request, run_command, tmp_path_factory):
    """A language, and the sample firm's workbook in it."""
    book = tmp_path_factory.mktemp("firm") / f"{request.param}.xlsx"
    done = run_command("new", book, "--lang", request.param, "--sample", "--as-of", AS_OF)
    start = text("start.sheet", request.param)
    assert done[1].startswith(text("command.new.done", request.param, book=str(book), start=start))
    return request.param, book


@pytest.fixture(scope="module")
def known():
    """What the first language said, for the others to agree with."""
    return {}


def test_the_same_problems(firm, known, run_command):
    language, book = firm
    _, output, _ = run_command("validate", book, "--json")
    problems = json.loads(output)["problems"]
    found = sorted((one["code"], one["cell"]) for one in problems)
    assert found == known.setdefault("problems", found)
    level = {one["code"]: one for one in problems}["cell.not_a_date"]
    value = level["message"].split(" ")[0].strip('"«»„”')
    assert level["message"] == text("problem.cell.not_a_date", language, value=value)


def test_the_same_figures(firm, known, run_command):
    language, book = firm
    for formula in FIGURES:
        status, output, errors = run_command("calc", book, formula, "--json")
        assert status == 0, errors
        value = json.loads(output)["value"]
        assert value == known.setdefault(formula, value), (language, formula)
    assert known[FIGURES[-1]] > 0


def test_a_table_names_labels_as_the_workbook_does(firm, run_command):
    language, book = firm
    _, output, _ = run_command("calc", book, 'FUNNEL_TABLE("source")', "--json")
    assert f'"{word("source", "recommendation", language)}"' in output
    assert ('"recommendation"' in output) == (language == "en")


def test_errors_are_told_in_the_books_language(firm, run_command):
    language, book = firm
    status, _, errors = run_command("card", book, "nobody at all")
    assert status == 2
    assert errors.strip() == text("error.card.nobody", language, who="nobody at all")


def test_statuses_in_other_languages_are_understood_and_ours_are_written(firm, xlcrm, tmp_path):
    language, source = firm
    book = tmp_path / "book.xlsx"
    book.write_bytes(source.read_bytes())
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "Data;Nume;Stare;Motivul pierderii\n31.05.2026;Ion;pierdut;preț\n30.05.2026;Ana;lost;price\n",
        encoding="utf-8",
    )
    assert xlcrm("import", book, "Inquiries", rows)[0] in {0, 1}
    sheet = openpyxl.load_workbook(book)[text("table.Inquiries.title", language)]
    headers = [cell.value for cell in sheet[1]]
    at = {name: headers.index(text(f"header.{name}", language)) for name in ("date", "status")}
    added = [row for row in sheet.iter_rows(min_row=380, values_only=True) if row[at["date"]]]
    days = {date(2026, 5, 31), date(2026, 5, 30)}
    told = {
        row[at["status"]]
        for row in added
        if hasattr(row[at["date"]], "date") and row[at["date"]].date() in days
    }
    assert word("inquiry_status", "lost", language) in told
    assert told & ({"lost", "pierdut"} - {word("inquiry_status", "lost", language)}) == set()


def test_a_foreign_book_keeps_the_language_that_it_was_given(xlcrm, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Mine"
    book.save(tmp_path / "mine.xlsx")
    assert xlcrm("add", "mine.xlsx", "--lang", "ro")[0] == 0
    titles = openpyxl.load_workbook(tmp_path / "mine.xlsx").sheetnames
    assert titles[:3] == ["Mine", "Start", "Solicitări"]
    status, output, _ = xlcrm("add", "mine.xlsx")
    assert status == 0
    assert output.strip() == text("command.add.nothing", "ro", book="mine.xlsx")


def test_help_is_in_the_readers_language(monkeypatch, capsys):
    from xlcrm.cli import main

    monkeypatch.setenv("XLCRM_LANG", "ru")
    with pytest.raises(SystemExit):
        main(["validate", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert text("command.validate.help", "ru") in said
