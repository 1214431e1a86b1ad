"""What refresh says: the setting that it filled, rows that count nowhere, and a day that is odd."""

from datetime import datetime

import openpyxl
import pytest

from xlcrm.language import LANGUAGES

LINES = """date,customer,total
2024-01-01,a,10
2024-01-31,a,20
2024-03-01,a,5
2024-03-01,b,1
"""
MAP = ("--map", "date=date", "customer_id=customer", "amount=total")


@pytest.fixture
def book(xlcrm, tmp_path):
    """Four order lines; their customer came back twice, after 30 days each time."""
    (tmp_path / "lines.csv").write_text(LINES, encoding="utf-8")
    assert xlcrm("new", "b.xlsx")[0] == 0
    assert xlcrm("import", "b.xlsx", "Orders", "lines.csv", *MAP)[0] == 0
    return tmp_path / "b.xlsx"


def put(path, sheet, row, header, value):
    """What a manager types."""
    book = openpyxl.load_workbook(path)
    headers = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, headers.index(header) + 1).value = value
    book.save(path)


def setting(path, key):
    rows = openpyxl.load_workbook(path)["Settings"].iter_rows()
    return next(row[1] for row in rows if row[0].value == key)


def test_the_first_refresh_says_what_it_wrote_where_and_how_to_have_it_anew(xlcrm, book):
    status, output, _ = xlcrm("refresh", book, "--as-of", "2024-03-31")
    cell = setting(book, "lapse_prior_days")
    assert (status, cell.value) == (0, 30)
    (line,) = (one for one in output.splitlines() if "lapse_prior_days" in one)
    assert "30.0 days" in line
    assert "2024-03-31" in line
    assert f"Settings!{cell.coordinate}" in line
    assert "empty that cell" in line
    assert "lapse_prior_days" not in xlcrm("refresh", book, "--as-of", "2024-03-31")[1]


def test_an_emptied_setting_is_estimated_anew(xlcrm, book):
    assert xlcrm("refresh", book, "--as-of", "2024-01-31")[0] == 0
    put(book, "Orders", 4, "Date", datetime(2024, 3, 31))
    assert xlcrm("refresh", book, "--as-of", "2024-03-31")[0] == 0
    assert setting(book, "lapse_prior_days").value == 30
    put(book, "Settings", setting(book, "lapse_prior_days").row, "Value", None)
    assert "45.0 days" in xlcrm("refresh", book, "--as-of", "2024-03-31")[1]
    assert setting(book, "lapse_prior_days").value == 45


@pytest.mark.parametrize("day", ["2013-06-30", "2023-12-31"])
def test_a_day_before_all_rows_is_doubted_and_leaves_the_setting_alone(xlcrm, book, day):
    status, output, _ = xlcrm("refresh", book, "--as-of", day)
    assert status == 0
    assert f"dated after {day}, the first row 2024-01-01" in output
    assert "no inquiries and no orders" not in output
    assert setting(book, "lapse_prior_days").value is None


def test_a_day_far_ahead_is_doubted(xlcrm, book):
    _, output, _ = xlcrm("refresh", book, "--as-of", "2109-03-31")
    assert "2109-03-31 lies" in output
    assert "The newest order is of 2024-03-01, 31,075 days before 2109-03-31" in output


def test_a_day_like_any_other_is_not_doubted(xlcrm, book):
    lines = xlcrm("refresh", book, "--as-of", "2024-03-31")[1].splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["Refreshed", "lapse_prior_days:"]


def test_rows_that_count_nowhere_are_told(xlcrm, book):
    put(book, "Orders", 2, "Date", "in January")
    put(book, "Orders", 3, "Amount", "ten")
    put(book, "Orders", 3, "Date", None)
    said = "Orders: 2 rows count in no figure: blank or wrong there is Date, Amount."
    assert said in xlcrm("refresh", book, "--as-of", "2024-03-31")[1]
    assert said in xlcrm("calc", book, "=REVENUE_TOTAL()", "--as-of", "2024-03-31")[1]
    assert said in xlcrm("calc", book, "=CHURN_BY_MONTH()", "--as-of", "2024-03-31")[1]
    assert "Orders" not in xlcrm("calc", book, "=LEADS_OPEN()", "--as-of", "2024-03-31")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_with_values_is_blank_where_there_is_no_figure(xlcrm, tmp_path, language):
    assert xlcrm("new", "b.xlsx", "--lang", language)[0] == 0
    (tmp_path / "lines.csv").write_text("date,customer,total\n2024-03-01,b,1\n", encoding="utf-8")
    assert xlcrm("import", "b.xlsx", "Orders", "lines.csv", *MAP)[0] == 0
    assert xlcrm("refresh", "b.xlsx", "--as-of", "2024-03-31", "--values")[0] == 0
    cells = [
        cell.value
        for sheet in openpyxl.load_workbook("b.xlsx")
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert 1 in cells
    assert not [one for one in cells if isinstance(one, str) and one and not one.strip()]
    assert not [one for one in cells if isinstance(one, str) and "CHURN_RATE(" in one[:12]]


def test_a_sheet_that_is_no_longer_known_as_ours_is_named(xlcrm, book):
    assert xlcrm("refresh", book, "--as-of", "2024-03-31")[0] == 0
    changed = openpyxl.load_workbook(book)
    title = changed.sheetnames[-1]
    key = next(
        name
        for name, one in changed.defined_names.items()
        if name.startswith("_xlcrm.") and title in one.attr_text
    )
    del changed.defined_names[key]
    changed.save(book)
    status, output, _ = xlcrm("refresh", book, "--as-of", "2024-03-31")
    line = next(one for one in output.splitlines() if "not known as generated" in one)
    assert status == 0
    assert f"named {title} is there" in line
    assert f"{title} (CRM)" in line
    assert "not known as generated" not in xlcrm("refresh", book, "--as-of", "2024-03-31")[1]
