"""Adopt where a list lacks what commands need: refused whole, told, or added and filled."""

import json
from datetime import datetime

import openpyxl
import pytest

from xlcrm.cli import main
from xlcrm.errors import BookWriteError, TableMissingError
from xlcrm.macros import adopt_books
from xlcrm.macros.reading import read_frames
from xlcrm.workbook.closed import ClosedWorkbook

SALES = [
    ["№", "Дата продажи", "Покупатель", "Товар", "Сумма сделки", "Менеджер"],
    *(
        [n, datetime(2025, 1, n), ("Иванов", "Лютик", "Завод")[n % 3], "Стол", 100 * n, "Аня"]
        for n in range(1, 29)
    ),
]
CLIENTS = [
    ["Клиент", "Телефон", "E-mail", "Город"],
    ["Иванов", "+7 495 123-00-00", "a@ya.ru", "Тула"],
    ["Лютик", "+7 495 123-00-01", "b@ya.ru", "Москва"],
    ["Завод", "+7 495 123-00-02", "c@ya.ru", "Тула"],
]
ENGLISH = [
    ["Invoice no", "Invoice date", "Client", "Item", "Figure", "Region"],
    *(
        [f"INV-{n:04d}", datetime(2025, 3, n), ("Acme", "Kite")[n % 2], "Door", 10.5 * n, "North"]
        for n in range(1, 29)
    ),
]
DAY = ("--as-of", "2025-01-28")


@pytest.fixture
def kept(tmp_path):
    """Saves lists by sheet, each from a cell on, and gives the path."""

    def save(**lists):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, placed in lists.items():
            sheet = book.create_sheet(title)
            for (top, left), rows in placed.items():
                for at, row in enumerate(rows, top):
                    for column, value in enumerate(row, left):
                        sheet.cell(at, column, value)
        path = tmp_path / "kept.xlsx"
        book.save(path)
        return path

    return save


@pytest.fixture
def beside(kept):
    """Sales, and beside them on the same sheet clients that have no ids."""
    return kept(Продажи={(4, 1): SALES, (4, 9): CLIENTS})


@pytest.fixture
def netted(kept):
    """Sales whose amounts stand under a word that is not known for them."""
    return kept(Sales={(6, 3): ENGLISH})


def frames(path):
    return read_frames(ClosedWorkbook.open(path), lambda *_, **__: None, lenient=True)


def folder(path):
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


def test_a_client_list_without_ids_gets_them_with_the_columns(xlcrm, beside):
    assert xlcrm("adopt", beside, "--apply", "--columns")[0] == 0
    assert frames(beside)["Customers"]["customer_id"].to_list() == ["Иванов", "Лютик", "Завод"]
    status, _, errors = xlcrm("refresh", beside, *DAY)
    assert (status, errors) == (0, "")


def test_without_the_columns_it_is_told_what_waits_for_them(xlcrm, beside):
    look = xlcrm("adopt", beside, "--lang", "en")[1]
    assert "Customers cannot do without Customer ID" in look
    assert "lacks" not in look
    status, said, _ = xlcrm("adopt", beside, "--lang", "en", "--apply")
    assert status == 0
    assert "Customers cannot do without Customer ID: --columns adds and fills it" in said
    assert "cannot do without" not in xlcrm("adopt", beside, "--apply", "--columns")[1]
    assert xlcrm("refresh", beside, *DAY)[0] == 0


def test_whatever_needs_the_columns_says_how_they_are_added(xlcrm, beside):
    assert xlcrm("adopt", beside, "--lang", "en", "--apply")[0] == 0
    for command in ("refresh", "leads", "convert"):
        status, _, errors = xlcrm(command, beside, *DAY)
        assert status == 2
        assert 'no column "Customer ID"' in errors
        assert "xlcrm adopt --apply --columns" in errors
    told = json.loads(xlcrm("validate", beside, *DAY, "--json")[1])["problems"]
    codes = {one["code"]: one["message"] for one in told}
    assert "xlcrm adopt --apply --columns" in codes["column.declined"]
    assert "id.none_known" not in codes


def test_a_client_list_that_is_left_out_is_replaced_by_a_sheet(xlcrm, beside):
    status, _, _ = xlcrm("adopt", beside, "--lang", "en", "--map", "Customers=-", "--apply")
    assert status == 0
    assert frames(beside).place("Customers").sheet == "Customers"
    assert xlcrm("refresh", beside, *DAY)[0] == 0


def test_only_rows_that_are_read_are_counted(xlcrm, beside):
    said = xlcrm("adopt", beside, "--lang", "en")[1]
    assert "Orders, 28 rows" in said
    assert "Customers, 3 rows" in said


def test_a_table_without_what_only_the_manager_can_fill_is_refused(xlcrm, netted):
    before = folder(netted)
    look = xlcrm("adopt", netted)[1]
    assert "lacks what Orders cannot do without: Amount" in look
    assert "--map Orders.amount=HEADER" in look
    assert "not needed: Amount" not in look
    for options in (["--apply"], ["--apply", "--columns"]):
        status, _, errors = xlcrm("adopt", netted, *options)
        assert status == 2
        assert "Nothing was written" in errors
        assert "Orders (Sales): Amount" in errors
        assert "--map Orders.amount=HEADER" in errors
        assert folder(netted) == before
    assert xlcrm("adopt", netted, "--apply", "--map", "Orders.amount=Figure")[0] == 0
    assert frames(netted)["Orders"]["amount"].sum() == 10.5 * 28 * 29 / 2


def test_a_step_that_fails_leaves_the_file_as_it_was(xlcrm, beside, monkeypatch):
    before = folder(beside)
    read = ClosedWorkbook.read

    def lost(book, table):
        if table == "Columns":
            raise TableMissingError("table.missing_here", table=table, book=book.name, tables="-")
        return read(book, table)

    monkeypatch.setattr(ClosedWorkbook, "read", lost)
    status, _, errors = xlcrm("adopt", beside, "--apply", "--columns")
    assert status == 2
    assert "kept.xlsx" in errors
    assert folder(beside) == before


def test_a_step_that_fails_once_sheets_are_made_leaves_the_file_too(xlcrm, beside, monkeypatch):
    before = folder(beside)
    applied = ClosedWorkbook.apply
    taken = []

    def second(book, patches, forget=()):
        taken.append(len(ClosedWorkbook.open(book.path).sheet_titles()))
        if len(taken) == 2:
            raise BookWriteError("book.unwritable", path=str(book.path), why="No such device")
        applied(book, patches, forget)

    monkeypatch.setattr(ClosedWorkbook, "apply", second)
    status, _, errors = xlcrm("adopt", beside, "--apply", "--columns")
    assert status == 2
    assert min(taken) > 1
    assert str(beside) in errors
    assert folder(beside) == before


def test_all_steps_are_one_version(xlcrm, beside):
    before = beside.read_bytes()
    assert xlcrm("adopt", beside, "--apply", "--columns")[0] == 0
    assert sorted(folder(beside)) == ["kept.previous.xlsx", "kept.xlsx"]
    assert folder(beside)["kept.previous.xlsx"] == before
    kept = folder(beside)
    assert xlcrm("adopt", beside, "--apply", "--columns")[0] == 0
    assert folder(beside) == kept


def test_an_open_book_takes_the_steps_itself():
    class Open:
        def at_once(self, steps):
            return [self, steps(self)]

    book = Open()
    assert adopt_books.at_once(book, lambda one: (one, "done")) == [book, (book, "done")]


def test_columns_that_were_taken_away_are_added_again(xlcrm, beside):
    """The mapping lists them still, and says nothing of whether they are there."""
    assert xlcrm("adopt", beside, "--apply", "--columns")[0] == 0
    sheet = (book := openpyxl.load_workbook(beside))["Продажи"]
    last = sheet.max_column
    header = sheet.cell(4, last).value
    for row in range(4, 9):
        sheet.cell(row, last).value = None
    book.save(beside)
    assert xlcrm("adopt", beside, "--apply", "--columns")[0] == 0
    assert openpyxl.load_workbook(beside)["Продажи"].cell(4, last).value == header
    kept = folder(beside)
    assert xlcrm("adopt", beside, "--apply", "--columns")[0] == 0
    assert folder(beside) == kept, "there is nothing to do"


def test_long_lists_of_what_is_not_needed_are_cut(xlcrm, beside):
    said = xlcrm("adopt", beside, "--lang", "en")[1]
    assert "not needed: Company, Sex, Birth year, Size and 7 more." in said


@pytest.mark.parametrize(
    ("options", "sheet", "told"),
    [
        (["--lang", "ru"], "Столбцы", ""),
        ([], "Столбцы", "Ваши заголовки на русском"),
        (["--lang", "ro"], "Coloane", ""),
        (["--lang", "en"], "Columns", ""),
    ],
)
def test_what_is_added_is_in_the_readers_language_else_in_that_of_the_headers(
    xlcrm, beside, options, sheet, told
):
    status, said, _ = xlcrm("adopt", beside, *options, "--apply", "--columns")
    assert status == 0
    assert sheet in openpyxl.load_workbook(beside).sheetnames
    assert told in said
    assert ("Ваши заголовки" in said) == bool(told)
    spoken = {"Столбцы": "ru", "Coloane": "ro", "Columns": "en"}[sheet]
    assert frames(beside).settings.language == spoken


def test_romanian_headers_choose_romanian_and_english_ones_english(xlcrm, kept, netted):
    assert "Your headers" not in xlcrm("adopt", netted)[1]
    rows = [[row[1], row[2], row[3], row[4]] for row in SALES[1:]]
    path = kept(Vânzări={(1, 1): [["Data vânzării", "Cumpărător", "Produs", "Suma"], *rows]})
    assert "Antetele dumneavoastră sunt în română" in xlcrm("adopt", path)[1]


def test_a_renamed_column_is_named_as_it_was_agreed(xlcrm, beside):
    assert xlcrm("adopt", beside, "--lang", "en", "--apply", "--columns")[0] == 0
    book = openpyxl.load_workbook(beside)
    book["Продажи"]["E4"] = "Итого к оплате"
    book.save(beside)
    _, said, _ = xlcrm("validate", beside)
    told = " ".join(said.split())
    assert "Сумма сделки" in told
    assert "run xlcrm adopt again" in told
    _, _, errors = xlcrm("calc", beside, "=REVENUE_TOTAL()", *DAY)
    assert 'under "Сумма сделки", and that header is gone. Give it back' in errors
    assert xlcrm("adopt", beside, "--apply", "--map", "Orders.amount=Итого к оплате")[0] == 0
    assert xlcrm("calc", beside, "=REVENUE_TOTAL()", *DAY)[0] == 0


def test_add_reads_the_columns_of_an_adopted_table_as_agreed(xlcrm, netted):
    assert xlcrm("adopt", netted, "--apply", "--map", "Orders.amount=Figure")[0] == 0
    status, said, _ = xlcrm("add", netted)
    assert status == 0
    assert "lacks" not in said


@pytest.mark.parametrize("said", [("--lang", "en"), ()])
def test_a_language_that_was_asked_for_anywhere_decides(beside, monkeypatch, capsys, said):
    if not said:
        monkeypatch.setenv("XLCRM_LANG", "en")
    with pytest.raises(SystemExit) as ended:
        main([*said, "adopt", str(beside), "--apply"])
    assert ended.value.code == 0
    assert "Ваши заголовки" not in capsys.readouterr().out
    assert "Columns" in openpyxl.load_workbook(beside).sheetnames
    assert frames(beside).settings.language == "en"


@pytest.mark.parametrize(
    "unit", ["\u0440", "\u0440\u0443\u0431\u043b\u0435\u0439", "lei", "de lei"]
)
def test_amounts_with_their_currency_are_numbers(xlcrm, kept, unit):
    rows = [["Date", "Client", "Amount"]]
    rows += [[datetime(2025, 3, n), "Acme", f"{n} {unit}"] for n in range(20, 29)]
    path = kept(Sales={(1, 1): rows})
    assert xlcrm("adopt", path, "--apply")[0] == 0
    assert frames(path)["Orders"]["amount"].sum() == sum(range(20, 29))


RETAIL = [
    ["Invoice no", "Invoice date", "Client", "Item", "Quantity", "Unit price"],
    *([f"INV-{n:04d}", datetime(2025, 3, n), "Acme", "Door", n, 2.5] for n in range(1, 29)),
]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((), 'has "Quantity" and "Unit price", but no amount of a line'),
        (("--map", "Orders.amount=Unit price"), "revenue would be too low"),
    ],
)
def test_the_price_of_one_piece_is_no_amount_in_silence(xlcrm, kept, said, told):
    path = kept(Sales={(1, 1): RETAIL})
    assert told in " ".join(xlcrm("adopt", path, "--lang", "en", *said)[1].split())


def test_a_discount_beside_the_price_of_one_piece_is_told(xlcrm, kept):
    rows = [[*row, "Discount, %" if at == 0 else 15] for at, row in enumerate(RETAIL)]
    told = " ".join(xlcrm("adopt", kept(Sales={(1, 1): rows}), "--lang", "en")[1].split())
    assert 'has "Quantity", "Unit price" and "Discount, %", but no amount of a line' in told
    assert "after the discount" in told
