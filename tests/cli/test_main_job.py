"""The main job as a user does it: every command once, on the sample firm."""

import json
import re
from datetime import date
from hashlib import sha256

import openpyxl
import pytest

from xlcrm.sample import sample_firm

AS_OF = "2026-11-20"
FIRST_ROW = 2


@pytest.fixture(scope="module")
def made(run_command, tmp_path_factory):
    """The sample firm, and the same refreshed; each as the bytes of a file."""
    path = tmp_path_factory.mktemp("made") / "book.xlsx"
    status, output, _ = run_command("new", path, "--sample", "--as-of", AS_OF)
    assert status == 0, output
    sample = path.read_bytes()
    assert run_command("refresh", path, "--as-of", AS_OF)[0] == 0
    return sample, path.read_bytes()


def written(path, content):
    path.write_bytes(content)
    return path


@pytest.fixture
def sample(made, xlcrm, tmp_path):
    return written(tmp_path / "book.xlsx", made[0])


@pytest.fixture
def refreshed(made, tmp_path):
    return written(tmp_path / "refreshed.xlsx", made[1])


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def all_rows(path):
    """The filled rows of each table of the firm's; each is alone on its sheet."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = {name: held(book[name]) for name in sample_firm(date.fromisoformat(AS_OF)).tables}
    book.close()
    return found


def held(sheet):
    headers, *cells = sheet.iter_rows(values_only=True)
    return [dict(zip(headers, row, strict=True)) for row in cells if any(row)]


def titles(path):
    book = openpyxl.load_workbook(path, read_only=True)
    book.close()
    return book.sheetnames


def rows(path, table):
    return all_rows(path)[table]


def test_from_log_to_figures(xlcrm, sample):
    status, output, _ = xlcrm("validate", sample, "--as-of", AS_OF)
    assert status == 1
    assert "problems in" in output
    asked = len(rows(sample, "Leads"))

    status, output, _ = xlcrm("leads", sample, "--as-of", AS_OF)
    assert status == 0
    assert len(rows(sample, "Leads")) > asked
    sorted_once = digest(sample)
    status, output, _ = xlcrm("leads", sample, "--as-of", AS_OF)
    assert "Nothing to do" in output
    assert digest(sample) == sorted_once

    tables = sample_firm(date.fromisoformat(AS_OF)).tables
    before = {table: found for table, found in all_rows(sample).items() if table in tables}
    status, output, _ = xlcrm("convert", sample, "--as-of", AS_OF)
    assert status == 0
    assert "--apply" in output
    after = all_rows(sample)
    assert {table: after[table] for table in before} == before
    bought = len(before["Customers"])
    status, output, _ = xlcrm("convert", sample, "--apply", "--as-of", AS_OF)
    assert status == 0
    assert len(rows(sample, "Customers")) > bought
    converted = digest(sample)
    status, output, _ = xlcrm("convert", sample, "--apply", "--as-of", AS_OF)
    assert "Nothing to do" in output
    assert digest(sample) == converted

    status, output, _ = xlcrm("refresh", sample, "--as-of", AS_OF)
    assert status == 0
    sheets = titles(sample)
    for title in ("Today", "Dashboard", "Churn", "Segments"):
        assert title in output
        assert title in sheets


def dashboard(path, *, values):
    """The cells of the Dashboard by address."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=values)
    found = {
        cell.coordinate: cell.value
        for row in book["Dashboard"]
        for cell in row
        if cell.value is not None
    }
    book.close()
    return found


def test_a_cell_of_the_dashboard_says_what_calc_says(xlcrm, sample, refreshed):
    cached = dashboard(refreshed, values=True)
    found = {
        text: cached[at]
        for at, text in dashboard(refreshed, values=False).items()
        if isinstance(text, str) and text.startswith(("=CHURN", "=REVENUE", "=CUST"))
    }
    assert {"=CHURN_RATE()", "=REVENUE_TOTAL()", "=CUSTOMERS_ACTIVE()"} <= found.keys()
    for formula in ("=CHURN_RATE()", "=REVENUE_TOTAL()"):
        status, output, _ = xlcrm("calc", sample, formula, "--as-of", AS_OF, "--json")
        assert status == 0
        assert json.loads(output)["value"] == pytest.approx(found[formula])


def test_the_second_refresh_changes_no_byte(xlcrm, refreshed):
    once = digest(refreshed)
    assert xlcrm("refresh", refreshed, "--as-of", AS_OF)[0] == 0
    assert digest(refreshed) == once


def test_values_leave_no_function_behind(xlcrm, sample):
    assert xlcrm("refresh", sample, "--as-of", AS_OF, "--values")[0] == 0
    book = openpyxl.load_workbook(sample, read_only=True)
    for title in ("Today", "Dashboard", "Churn", "Segments"):
        assert not [c for row in book[title] for c in row if c.data_type == "f"]
    book.close()


def test_problems_lead_to_their_cells(xlcrm, sample):
    status, output, _ = xlcrm("validate", sample, "--as-of", AS_OF, "--json")
    assert status == 1
    problems = json.loads(output)["problems"]
    assert {"level", "sheet", "cell", "code", "message", "suggestion"} <= problems[0].keys()
    sheet = openpyxl.load_workbook(sample)["Problems"]
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    wanted = {f"'{p['sheet']}'!{p['cell']}" for p in problems if p["cell"]}
    assert {link.replace("'", "") for link in links} == {link.replace("'", "") for link in wanted}


def test_every_planted_slip_is_found(xlcrm, sample):
    _, output, _ = xlcrm("validate", sample, "--as-of", AS_OF, "--json")
    problems = json.loads(output)["problems"]
    found = {(p["table"], int(re.sub(r"\D", "", p["cell"] or "0")), p["code"]) for p in problems}
    planted = [slip for slip in sample_firm(as_of=date.fromisoformat(AS_OF)).dirt if slip.code]
    assert len(planted) > 10
    assert [s for s in planted if (s.table, FIRST_ROW + s.row, s.code) not in found] == []


def test_an_empty_book_has_nothing_to_say(xlcrm, tmp_path):
    assert xlcrm("new", "empty.xlsx")[0] == 0
    status, output, _ = xlcrm("validate", "empty.xlsx")
    assert (status, "No problems" in output) == (0, True)
    assert xlcrm("leads", "empty.xlsx")[0] == 0
    assert xlcrm("convert", "empty.xlsx", "--apply")[0] == 0
    status, output, _ = xlcrm("refresh", "empty.xlsx")
    assert (status, "nothing to show yet" in output) == (0, True)
    status, output, _ = xlcrm("calc", "empty.xlsx", "=CHURN_RATE()", "--json")
    figure = json.loads(output)
    assert (status, figure["value"]) == (0, None)
    assert figure["note"]


def test_validate_lists_the_worst_first(xlcrm, sample):
    output = xlcrm("validate", sample, "--as-of", AS_OF)[1]
    levels = re.findall(r"(?m)^\W*[\d,]+\W+(Error|Warning|Hint)\b", output)
    order = ["Error", "Warning", "Hint"]
    assert [*dict.fromkeys(levels)] == [level for level in order if level in levels]
    assert len(set(levels)) > 1
