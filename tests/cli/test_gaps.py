"""What a newcomer broke: gaps in a book stop a command, and nothing is counted twice or stale."""

import json
import zipfile

import openpyxl
import pytest

AS_OF = "2026-11-20"
LINES = "order,date,customer,total\n1,2024-01-31,7,10.50\n2,2024-02-28,L-9,3\n"
MAP = ("--map", "order_id=order", "date=date", "customer_id=customer", "amount=total")


@pytest.fixture
def book(xlcrm, tmp_path):
    assert xlcrm("new", "book.xlsx", "--sample", "--as-of", AS_OF)[0] == 0
    return tmp_path / "book.xlsx"


def rewrite(path, old, new):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new) if "tables/" in name else content)


COMMANDS = [
    ("leads",),
    ("convert", "--apply"),
    ("refresh",),
    ("calc", "=REVENUE_TOTAL()"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(b'ame="Orders"', b'ame="Sales"', "Orders"), (b'name="Amount"', b'name="Betrag"', "Amount")],
    ids=["table renamed", "column renamed"],
)
def test_a_gap_stops_what_needs_it(xlcrm, book, command, old, new, said):
    rewrite(book, old, new)
    before = book.read_bytes()
    name, *options = command
    status, output, errors = xlcrm(name, book, *options, "--as-of", AS_OF)
    assert (status, output) == (2, "")
    assert said in errors
    assert book.read_bytes() == before


def test_what_was_imported_before_is_not_added_again(xlcrm, tmp_path):
    (tmp_path / "lines.csv").write_text(LINES, encoding="utf-8")
    (tmp_path / "log.csv").write_text(
        "date,lead,name,status\n2024-01-02,L-9,Ann,bought\n", encoding="utf-8"
    )
    assert xlcrm("new", "b.xlsx")[0] == 0
    mapped = ("--map", "date=date", "lead_id=lead", "name=name", "status=status")
    assert xlcrm("import", "b.xlsx", "Inquiries", "log.csv", *mapped)[0] == 0
    assert xlcrm("import", "b.xlsx", "Orders", "lines.csv", *MAP)[0] == 0
    assert xlcrm("leads", "b.xlsx")[0] == 0
    assert xlcrm("convert", "b.xlsx", "--apply")[0] == 0
    before = (tmp_path / "b.xlsx").read_bytes()
    status, output, _ = xlcrm("import", "b.xlsx", "Orders", "lines.csv", *MAP)
    assert (status, "--again" in output) == (0, True)
    assert (tmp_path / "b.xlsx").read_bytes() == before
    assert xlcrm("import", "b.xlsx", "Orders", "lines.csv", *MAP, "--again")[0] == 0


def test_a_very_long_cell_is_quoted_in_short(xlcrm, tmp_path):
    long = "x" * 32_767
    (tmp_path / "lines.csv").write_text(LINES.replace("L-9", long), encoding="utf-8")
    assert xlcrm("new", "b.xlsx")[0] == 0
    assert xlcrm("import", "b.xlsx", "Orders", "lines.csv", *MAP)[0] == 0
    status, output, _ = xlcrm("validate", "b.xlsx", "--json")
    assert status == 1
    assert max(len(one["message"]) for one in json.loads(output)["problems"]) < 500


def test_no_older_sheet_stays_beside_a_newer_one(xlcrm, book):
    assert xlcrm("refresh", book, "--as-of", AS_OF)[0] == 0
    assert xlcrm("refresh", book, "--as-of", "2020-01-01")[0] == 0
    sheets = openpyxl.load_workbook(book)
    for title in ("Today", "Dashboard", "Churn", "Segments"):
        shown = [str(cell.value) for row in sheets[title] for cell in row if cell.value is not None]
        assert any("2020-01-01" in text for text in shown)
        assert not any(AS_OF in text for text in shown)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_that_no_workbook_has(xlcrm, book, day):
    for command in (("refresh", book), ("calc", book, "=CHURN_RATE()")):
        status, output, errors = xlcrm(*command, "--as-of", day)
        assert (status, output) == (2, "")
        assert day in errors
