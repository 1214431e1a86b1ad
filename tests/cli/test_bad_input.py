"""Bad input: a clear message, exit status 2, and an untouched file."""

import zipfile
from hashlib import sha256

import openpyxl
import pytest


@pytest.fixture
def book(xlcrm, tmp_path):
    assert xlcrm("new", "book.xlsx")[0] == 0
    return tmp_path / "book.xlsx"


def orders(tmp_path, text="date,customer,total\n2024-01-31,7,10.50\n2024-02-28,8,3\n"):
    file = tmp_path / "orders.csv"
    file.write_text(text, encoding="utf-8")
    return file


MAP = ("--map", "date=date", "customer_id=customer", "amount=total")
COMMANDS = [
    ("validate",),
    ("leads",),
    ("convert", "--apply"),
    ("refresh", "--as-of", "2024-12-31"),
    ("calc", "=CHURN_RATE()"),
]


def refused(result):
    status, output, errors = result
    assert status == 2
    assert output == ""
    assert errors.strip()
    assert "Traceback" not in errors
    return errors


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("content", [None, b"", b"no zip at all", b"PK\x03\x04 cut short"])
def test_what_is_no_workbook(xlcrm, tmp_path, command, content):
    path = tmp_path / "bad.xlsx"
    if content is not None:
        path.write_bytes(content)
    name, *options = command
    assert "bad.xlsx" in refused(xlcrm(name, path, *options))
    assert content is None or path.read_bytes() == content


def test_an_encrypted_book(xlcrm, tmp_path):
    path = tmp_path / "secret.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048))
    assert "password" in refused(xlcrm("validate", path))


def test_a_zip_that_is_no_workbook(xlcrm, tmp_path):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    refused(xlcrm("validate", path))


def test_a_workbook_without_our_tables(xlcrm, tmp_path):
    path = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(path)
    assert "xlcrm new" in refused(xlcrm("validate", path))


@pytest.mark.parametrize("lock", ["~$book.xlsx", ".~lock.book.xlsx#"])
@pytest.mark.parametrize(
    "command", [("validate",), ("import", "Orders", "orders.csv", *MAP)], ids=lambda c: c[0]
)
def test_a_book_that_is_open_elsewhere(xlcrm, tmp_path, book, lock, command):
    orders(tmp_path)
    before = sha256(book.read_bytes()).digest()
    (tmp_path / lock).write_bytes(b"somebody")
    name, *options = command
    assert "open" in refused(xlcrm(name, book, *options))
    assert sha256(book.read_bytes()).digest() == before


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=CHURN()", "CHURN_RATE"),
        ("=SUM(A1:A3)", "SUM"),
        ("=CHURN_RATE(A1)", "cannot be read"),
        ('=CHURN_RATE("soon")', "should be a date"),
        ("=REPEAT_PROBABILITY()", "needs days"),
        ('=CHURN_RATE(,,"color=red")', "color"),
        ('=SEGMENT_PIVOT("region",,"profit")', "revenue"),
        ("=CHURN_RATE(DATE(2024,2,1),DATE(2024,1,1))", "after its end"),
        ("=CHURN_RATE(,DATE(2099,1,1))", "2099-01-01"),
    ],
)
def test_wrong_formulas(xlcrm, book, formula, said):
    assert said in refused(xlcrm("calc", book, formula, "--as-of", "2024-12-31"))


def test_a_table_that_was_renamed(xlcrm, tmp_path, book):
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    renamed = tmp_path / "renamed.xlsx"
    with zipfile.ZipFile(renamed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b'ame="Orders"', b'ame="Sales"'))
    assert "Orders" in refused(xlcrm("import", renamed, "Orders", orders(tmp_path), *MAP))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--map", "date=when", "customer_id=customer", "amount=total"), "when"),
        (("--map", "date"), "NAME=VALUE"),
        ((*MAP, "amount=customer"), "--map says two things of amount"),
        (("--alias", "status=lost", *MAP), "field:Label"),
        (("--where", "colour=red", *MAP), "colour"),
    ],
)
def test_mappings_that_do_not_fit(xlcrm, tmp_path, book, options, said):
    before = sha256(book.read_bytes()).digest()
    file = orders(tmp_path)
    assert said in refused(xlcrm("import", book, "Orders", file, *options))
    assert sha256(book.read_bytes()).digest() == before


def test_a_required_column_that_nobody_can_guess(xlcrm, tmp_path, book):
    file = orders(tmp_path, "date,customer,zz\n2024-01-31,7,10.50\n")
    before = sha256(book.read_bytes()).digest()
    some = ("--map", "date=date", "customer_id=customer")
    assert "amount" in refused(xlcrm("import", book, "Orders", file, *some))
    assert sha256(book.read_bytes()).digest() == before


def test_ambiguous_dates_wait_for_an_order(xlcrm, tmp_path, book):
    file = orders(tmp_path, "date,customer,total\n01/02/2024,7,10\n03/04/2024,8,3\n")
    assert "--date-order" in refused(xlcrm("import", book, "Orders", file, *MAP))
    assert xlcrm("import", book, "Orders", file, *MAP, "--date-order", "dmy")[0] == 0
    sheet = openpyxl.load_workbook(book)["Orders"]
    assert (sheet["B2"].value.day, sheet["B2"].value.month) == (1, 2)


def test_a_missing_file_of_rows(xlcrm, book):
    assert "nowhere.csv" in refused(xlcrm("import", book, "Orders", "nowhere.csv", *MAP))


def test_an_unknown_table(xlcrm, tmp_path, book):
    assert "Sales" in refused(xlcrm("import", book, "Sales", orders(tmp_path), *MAP))


def test_a_new_book_never_overwrites(xlcrm, tmp_path, book):
    before = book.read_bytes()
    assert "exists" in refused(xlcrm("new", book))
    assert book.read_bytes() == before
    assert ".xlsx" in refused(xlcrm("new", "book.xls"))
    assert "nowhere" in refused(xlcrm("new", tmp_path / "nowhere" / "book.xlsx"))


def test_old_orders_without_a_day(xlcrm, tmp_path, book):
    text = "date,customer,total\n1998-05-01,7,10\n1998-06-30,7,10\n1998-06-30,8,3\n"
    assert xlcrm("import", book, "Orders", orders(tmp_path, text), *MAP)[0] == 0
    before = sha256(book.read_bytes()).digest()
    assert "--as-of 1998-06-30" in refused(xlcrm("refresh", book))
    assert sha256(book.read_bytes()).digest() == before
    assert xlcrm("refresh", book, "--as-of", "1998-06-30")[0] == 0
