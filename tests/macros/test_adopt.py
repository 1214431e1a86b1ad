"""Adopt on files: what is found, what is written, what stays, what comes back."""

import zipfile
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.table import Table

from xlcrm.macros.reading import read_frames
from xlcrm.workbook.closed import ClosedWorkbook


def quiet(_key, **_named):
    return True


@pytest.fixture
def xlcrm(xlcrm):
    """The command; adopt speaks English, whatever the headers are."""

    def run(command, *arguments):
        language = ("--lang", "en") if command == "adopt" else ()
        return xlcrm(command, *arguments, *language)

    return run


@pytest.fixture
def foreign(tmp_path):
    """A workbook as a manager keeps it: a plain range under a title, an Excel table, a log."""
    book = openpyxl.Workbook()
    sales = book.active
    sales.title = "Продажи"
    sales["A1"] = "Журнал продаж"
    sales.merge_cells("A1:E1")
    sales.append([])
    sales.append(["№ п/п", "Дата", "Клиент", "Товар", "Сумма, руб."])
    for n in range(1, 21):
        day = datetime(2024, 3, n) if n % 2 else f"{n:02d}.03.2024"
        sales.append([n, day, f"ООО {n % 3}", "Стол", "1 200,50 руб." if n == 4 else 100 * n])
        if n == 10:
            sales.append(["Итого", None, None, None, 5000])
    clients = book.create_sheet("Клиенты")
    clients.append(["ФИО", "Телефон", "Любимый цвет"])
    for n in range(3):
        clients.append([f"ООО {n}", f"8 (495) 123-45-0{n}", "синий"])
    clients.add_table(Table(displayName="Таблица1", ref="A1:C4"))
    log = book.create_sheet("Заявки")
    for at, row in enumerate(
        [["Дата", "Имя", "Телефон", "Запрос", "Откуда узнали"]]
        + [
            [datetime(2024, 2, n), f"Пётр {n}", f"+7 916 123-45-{n:02d}", "шкаф", "вывеска"]
            for n in range(1, 12)
        ],
        4,
    ):
        for column, value in enumerate(row, 2):
            log.cell(at, column, value)
    path = tmp_path / "sales.xlsx"
    book.save(path)
    return path


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def frames(path):
    return read_frames(ClosedWorkbook.open(path), quiet, lenient=True)


OWN = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml")


def test_a_look_writes_nothing(xlcrm, foreign):
    before = foreign.read_bytes()
    status, said, _ = xlcrm("adopt", foreign)
    assert status == 0
    assert 'Sheet "Продажи", A3:E24: Orders' in said
    assert 'Sheet "Заявки", B4:F15: Inquiries' in said
    assert xlcrm("adopt", foreign, "--apply", "--columns", "--dry-run")[0] == 0
    assert foreign.read_bytes() == before


def test_the_mapping_alone_changes_no_byte_of_the_managers_sheets(xlcrm, foreign):
    before, whole = parts(foreign), foreign.read_bytes()
    assert xlcrm("adopt", foreign, "--apply")[0] == 0
    after = parts(foreign)
    listed = {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "[Content_Types].xml",
    }
    assert {name for name in before if after[name] != before[name]} <= listed
    assert set(OWN) <= before.keys() - listed
    assert foreign.with_name("sales.previous.xlsx").read_bytes() == whole


def test_rows_are_read_under_the_managers_headers(xlcrm, foreign):
    xlcrm("adopt", foreign, "--apply")
    orders = frames(foreign)["Orders"]
    assert orders.height == 20  # the total is no order
    assert orders["date"].to_list() == [date(2024, 3, n) for n in range(1, 21)]
    assert orders["amount"].to_list()[3] == 1200.5
    assert frames(foreign).own("Customers") == {"любимый_цвет": "Любимый цвет"}
    assert frames(foreign).header("Orders", "amount") == "Сумма, руб."


def test_commands_work_and_say_what_they_need(xlcrm, foreign):
    xlcrm("adopt", foreign, "--apply")
    status, _, errors = xlcrm("leads", foreign)
    assert status == 2
    assert "Customer ID" in errors
    assert "xlcrm adopt --apply --columns" in " ".join(errors.split())
    assert xlcrm("adopt", foreign, "--apply", "--columns")[0] == 0
    assert xlcrm("leads", foreign)[0] == 0
    assert frames(foreign)["Inquiries"]["lead_id"].null_count() == 0
    assert xlcrm("refresh", foreign, "--as-of", "2024-04-30")[0] == 0
    status, said, _ = xlcrm("calc", foreign, "=REVENUE_TOTAL(DATE(2024,3,1),DATE(2024,3,31))")
    assert status == 0
    assert "21,800.5" in said  # 100 x (1 + ... + 20), the fourth being 1,200.50


def test_without_the_managers_word_no_column_is_added(xlcrm, tmp_path):
    path = tmp_path / "log.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Inquiries log"
    book.active.append(["Date", "Name", "Phone", "Request", "Status"])
    for n in range(1, 9):
        status = "bought" if n < 3 else "open"
        book.active.append([datetime(2024, 2, n), f"Ann {n}", f"+37322123{n:03d}", "door", status])
    book.save(path)
    assert xlcrm("adopt", path, "--apply")[0] == 0
    before = path.read_bytes()
    for command in (["leads"], ["leads", "--dry-run"], ["convert", "--apply"]):
        status, said, errors = xlcrm(command[0], path, *command[1:])
        if command[0] == "leads":
            assert status == 2, said
            told = " ".join(errors.split())
            assert "Lead ID" in told
            assert "xlcrm adopt --apply --columns" in told
        assert path.read_bytes() == before
    assert xlcrm("adopt", path, "--apply", "--columns")[0] == 0
    assert xlcrm("leads", path)[0] == 0
    assert xlcrm("convert", path, "--apply")[0] == 0
    assert frames(path)["Customers"].height == 2


def test_orders_find_their_customers_by_the_names_that_they_use(xlcrm, foreign):
    xlcrm("adopt", foreign, "--apply", "--columns")
    found = frames(foreign)
    assert set(found["Customers"]["customer_id"]) == set(found["Orders"]["customer_id"])


def test_a_second_run_does_nothing(xlcrm, foreign):
    xlcrm("adopt", foreign, "--apply", "--columns")
    before = foreign.read_bytes()
    status, said, _ = xlcrm("adopt", foreign, "--apply", "--columns")
    assert status == 0
    assert "Nothing to do" in said
    assert foreign.read_bytes() == before


def test_undo_takes_mapping_and_columns_back(xlcrm, foreign):
    before = openpyxl.load_workbook(foreign)
    xlcrm("adopt", foreign, "--apply", "--columns")
    status, said, _ = xlcrm("undo", foreign)
    assert status == 0, said
    assert "Sheets that adopting added stay" in " ".join(said.split())
    after = openpyxl.load_workbook(foreign)
    for sheet in before.sheetnames:
        rows = [tuple(row) for row in before[sheet].iter_rows(values_only=True)]
        width = len(rows[0])
        left = [row[:width] for row in after[sheet].iter_rows(values_only=True)]
        rest = [row[width:] for row in after[sheet].iter_rows(values_only=True)]
        assert left == rows
        assert all(cell is None for row in rest for cell in row)
    assert not frames(foreign)["Orders"].height


def test_rows_inserted_above_and_a_new_title_change_nothing(xlcrm, foreign):
    xlcrm("adopt", foreign, "--apply")
    book = openpyxl.load_workbook(foreign)
    book["Заявки"].insert_rows(2, 3)
    book["Заявки"].insert_cols(1)
    book["Заявки"].title = "Заявки 2024"
    book.save(foreign)
    found = frames(foreign)
    assert found.place("Inquiries").sheet == "Заявки 2024"
    assert found["Inquiries"].height == 11


def test_a_renamed_column_is_proposed_again(xlcrm, foreign):
    xlcrm("adopt", foreign, "--apply")
    book = openpyxl.load_workbook(foreign)
    book["Продажи"]["E3"] = "Стоимость"
    book.save(foreign)
    assert frames(foreign).header("Orders", "amount") == ""
    assert xlcrm("adopt", foreign, "--apply")[0] == 0
    assert frames(foreign).header("Orders", "amount") == "Стоимость"
    assert frames(foreign)["Orders"]["amount"].sum() == pytest.approx(21_800.5)


def test_what_the_manager_says_goes_first(xlcrm, foreign):
    said = ("--map", "Orders.category=Товар", "--map", "Customers=-")
    assert xlcrm("adopt", foreign, *said, "--apply")[0] == 0
    found = frames(foreign)
    assert found.header("Orders", "category") == "Товар"
    assert found.place("Customers").sheet == "Customers"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Things=Продажи", "no table Things"),
        ("Orders.colour=Товар", "no field colour"),
        ("Orders.amount=Сума", "No column Сума"),
    ],
)
def test_options_that_name_nothing(xlcrm, foreign, said, named):
    status, _, errors = xlcrm("adopt", foreign, "--map", said)
    assert status == 2
    assert named in errors


def test_a_book_without_any_list(xlcrm, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Hello"
    book.save(tmp_path / "empty.xlsx")
    status, _, errors = xlcrm("adopt", tmp_path / "empty.xlsx")
    assert status == 2
    assert "Nothing in empty.xlsx" in errors


def test_no_error_in_what_adopt_writes(xlcrm, foreign, sdk_errors):
    before = sdk_errors(foreign)  # openpyxl's own
    xlcrm("adopt", foreign, "--apply", "--columns")
    assert sdk_errors(foreign) == before


def test_one_log_gives_the_same_customers_imported_and_adopted(xlcrm, tmp_path):
    words = ("нет", "nu", "fără", "-", "без клиента", "None", "x", "Nu", " Н/Д ", "no customer")
    rows = [
        (f"{n % 28 + 1:02d}.03.2024", words[n // 4 % 10] if n % 4 == 0 else f"ООО {n % 7}", 100 + n)
        for n in range(60)
    ]
    log = tmp_path / "log.csv"
    lines = [f"{day};{who};{amount}\n" for day, who, amount in rows]
    log.write_text("Дата;Клиент;Сумма\n" + "".join(lines), encoding="utf-8")
    imported, adopted = tmp_path / "imported.xlsx", tmp_path / "adopted.xlsx"
    assert xlcrm("new", imported)[0] == 0
    assert xlcrm("import", imported, "Orders", log)[0] == 0
    book = openpyxl.Workbook()
    book.active.title = "Продажи"
    for row in [("Дата", "Клиент", "Сумма"), *rows]:
        book.active.append(row)
    book.save(adopted)
    status, said, _ = xlcrm("adopt", adopted, "--apply")
    assert status == 0
    ways = [frames(path)["Orders"] for path in (imported, adopted)]
    sums = [
        one.group_by("customer_id").agg(pl.len(), pl.col("amount").sum()).sort("customer_id")
        for one in ways
    ]
    assert sums[0].equals(sums[1])
    assert set(sums[1]["customer_id"]) == {None, "x", "Nu", *(f"ООО {n}" for n in range(7))}
    blank = sum(row[1] not in {"x", "Nu"} and not row[1].startswith("ООО") for row in rows)
    assert sums[1].filter(pl.col("customer_id").is_null())["len"].to_list() == [blank]
    assert f'{blank} cells in "Клиент" say that there is nothing' in " ".join(said.split())


def test_a_workbook_of_the_crms_own_has_nothing_to_adopt(xlcrm, tmp_path):
    path = tmp_path / "own.xlsx"
    xlcrm("new", path)
    before = path.read_bytes()
    for arguments in ((), ("--apply",)):
        told = xlcrm("adopt", path, *arguments)
        assert "Nothing to adopt: the tables of own.xlsx are the CRM's own already." in str(told)
        assert path.read_bytes() == before
