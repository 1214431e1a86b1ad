"""Undo on files: one save with the change, the tables exactly as before, History for any book."""

import json
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from xlcrm.crm.history import MANY
from xlcrm.crm.history_values import canonical
from xlcrm.patches import AppendRows, EditCells
from xlcrm.sheets import MODELS, columns, label
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.versions import previous_paths

DAY = "2026-11-20"


@pytest.fixture
def sample(xlcrm, tmp_path):
    path = tmp_path / "book.xlsx"
    assert xlcrm("new", path, "--sample", "--as-of", DAY)[0] == 0
    return path


def tables(path):
    """Range, headers and cells of each table of the manager's."""
    book = ClosedWorkbook.open(path)
    grids = {
        name: book.read(name) for name in book.tables() if name in MODELS and name != "History"
    }
    return {
        name: (grid.place.extent.a1, grid.place.headers, [list(cells) for cells in grid.columns])
        for name, grid in grids.items()
    }


def filled(path):
    """Every filled cell by table, row and header; what programs write alike counts as alike."""
    book = ClosedWorkbook.open(path)
    return {
        (name, row, header): canonical(value)
        for name in book.tables()
        if name in MODELS and name != "History"
        for grid in (book.read(name),)
        for header in grid.place.headers
        for row, value in enumerate(grid.column(header))
        if canonical(value)
    }


def test_the_sample_firm_goes_there_and_back(xlcrm, sample, tmp_path):
    file = tmp_path / "more.csv"
    file.write_text("date,customer_id,amount,Colour\n2026-11-02,C-0001,7.5,red\n", "utf-8")
    fields = ("date=date", "customer_id=customer_id", "amount=amount", "Colour=Colour")
    steps = (
        ("leads", sample, "--as-of", DAY),
        ("convert", sample, "--apply", "--as-of", DAY),
        ("import", sample, "Orders", file, "--map", *fields),
        ("refresh", sample, "--as-of", DAY),
    )
    states = []
    for step in steps:
        states.append(tables(sample))
        assert xlcrm(*step)[0] == 0
    done = tables(sample)
    for state in reversed(states):
        status, output, errors = xlcrm("undo", sample)
        assert (status, errors) == (0, ""), output
        assert tables(sample) == state
    assert "Nothing to undo" in xlcrm("undo", sample)[1]
    for batch in ("8", "7", "6", "5"):
        assert xlcrm("undo", sample, batch)[0] == 0
    assert tables(sample) == done


def test_a_refusal_leaves_the_file_alone(xlcrm, sample):
    xlcrm("leads", sample, "--as-of", DAY)
    book = ClosedWorkbook.open(sample)
    grid = book.read("History")
    cells = {header: list(grid.column(header)) for header in grid.place.headers}
    at = cells["Field"].index("lead_id")
    inquiries = book.read("Inquiries")
    row = list(inquiries.column("Inquiry ID")).index(cells["Row ID"][at])
    where = inquiries.address("Lead ID", row)
    book.apply([EditCells("Inquiries", "Lead ID", {where.row: "L-0001"})])
    before = sample.read_bytes()
    status, output, _ = xlcrm("undo", sample, "--json")
    told = json.loads(output)
    assert (status, told["undone"]) == (1, None)
    (reason,) = [one for one in told["refusals"] if one["code"] == "undo.cell_changed"]
    assert (reason["sheet"], reason["cell"]) == ("Inquiries", where.a1)
    assert "L-0001" in reason["reason"]
    status, output, _ = xlcrm("undo", sample)
    assert (status, "cannot be undone" in output) == (1, True)
    assert sample.read_bytes() == before


@pytest.mark.office
def test_what_was_saved_in_between_can_be_undone(xlcrm, sample, saved_by_libreoffice):
    start = filled(sample)
    xlcrm("leads", sample, "--as-of", DAY)
    xlcrm("convert", sample, "--apply", "--as-of", DAY)
    path = saved_by_libreoffice(sample)
    for _ in range(2):
        status, output, errors = xlcrm("undo", path)
        assert (status, errors) == (0, ""), output
    assert filled(path) == start


@pytest.fixture
def foreign(tmp_path):
    """A book of somebody's own, with tables that xlcrm knows but without History."""
    path = tmp_path / "foreign.xlsx"
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name in ("Inquiries", "Leads", "Customers", "Orders"):
        sheet = book.add_worksheet(name)
        headers = [label(field) for field in columns(MODELS[name])]
        sheet.add_table(
            0, 0, 2, len(headers) - 1, {"name": name, "columns": [{"header": h} for h in headers]}
        )
        if name == "Inquiries":
            for row, who in enumerate(("Ann", "Bob"), 1):
                sheet.write_datetime(row, headers.index("Date"), date(2026, 10, row), day)
                sheet.write_string(row, headers.index("Name"), who)
                sheet.write_string(row, headers.index("E-mail"), f"{who}@acme.md")
    book.add_worksheet("History").write_string(0, 0, "the firm was founded in 1990")
    book.close()
    return path


def test_a_book_of_somebodys_own_gets_a_history(xlcrm, foreign, sdk_errors):
    start = tables(foreign)
    assert xlcrm("leads", foreign, "--as-of", DAY)[0] == 0
    book = openpyxl.load_workbook(foreign)
    assert book["History"]["A1"].value == "the firm was founded in 1990"
    assert sum("History" in sheet.tables for sheet in book) == 1
    assert sdk_errors(foreign) == []
    assert xlcrm("undo", foreign)[0] == 0
    assert tables(foreign) == start
    assert sdk_errors(foreign) == []


def test_many_rows_make_few_lines(xlcrm, tmp_path):
    path, file, n = tmp_path / "book.xlsx", tmp_path / "orders.csv", MANY + 500
    assert xlcrm("new", path)[0] == 0
    start = tables(path)
    rows = "".join(f"2026-01-0{1 + n % 9},C-{n % 50:04d},{n}.25\n" for n in range(n))
    file.write_text(f"date,customer_id,amount\n{rows}", encoding="utf-8")
    assert xlcrm("import", path, "Orders", file)[0] == 0
    lines = ClosedWorkbook.open(path).read("History").height
    # One of them for the columns that are remembered.
    assert lines <= 4
    done = tables(path)
    assert xlcrm("undo", path)[0] == 0
    assert tables(path) == start
    assert xlcrm("undo", path, "2")[0] == 0
    assert tables(path) == done
    assert xlcrm("undo", path)[0] == 0
    assert tables(path) == start


def calculated(path):
    """What Excel does on opening: formulas that have no value get one."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"</f></c>", b"</f><v>15</v></c>"))


def test_rows_with_the_managers_formulas_are_taken_out_again(xlcrm, tmp_path):
    path, file = tmp_path / "book.xlsx", tmp_path / "orders.csv"
    assert xlcrm("new", path)[0] == 0
    with xlsxwriter.Workbook(path) as book:
        columns = ("Date", "Customer ID", "Amount", "Double")
        made = [{"header": header} for header in columns]
        made[-1]["formula"] = "=[@Amount]*2"
        options = {"name": "Orders", "columns": made, "data": [[45000, "C-1", 5.0, 0.0]]}
        book.add_worksheet("Orders").add_table("A1:D2", options)
    assert xlcrm("add", path)[0] == 0
    start = tables(path)["Orders"]
    file.write_text("date,customer_id,amount\n2026-11-02,C-2,7.5\n2026-11-03,C-3,7.5\n", "utf-8")
    assert xlcrm("import", path, "Orders", file)[0] == 0
    calculated(path)
    assert tables(path)["Orders"][2][3] == [0.0, 15.0, 15.0]
    assert xlcrm("undo", path)[0] == 0
    assert tables(path)["Orders"] == start


def test_history_is_sound(xlcrm, sample):
    xlcrm("leads", sample, "--as-of", DAY)
    xlcrm("convert", sample, "--apply", "--as-of", DAY)
    xlcrm("undo", sample)
    _, output, _ = xlcrm("validate", sample, "--as-of", DAY, "--json")
    assert [one for one in json.loads(output)["problems"] if one["table"] == "History"] == []


@pytest.fixture
def keeper(xlcrm, tmp_path):
    """A small book that keeps three versions."""
    path = tmp_path / "book.xlsx"
    assert xlcrm("new", path)[0] == 0
    settings = ClosedWorkbook.open(path).read("Settings")
    at = list(settings.column("Setting")).index("versions_kept")
    inquiries = {
        "Date": [date(2026, 10, 1), date(2026, 10, 2)],
        "Name": ["Ann Lee", "Bob Ray"],
        "E-mail": ["ann@acme.md", "bob@acme.md"],
        "Status": ["bought", "Open "],
    }
    patches = [
        EditCells("Settings", "Value", {settings.place.first_row + at: 3}),
        AppendRows("Inquiries", inquiries),
        AppendRows("Prospects", {"Company": ["Acme", "Acme"], "Phone": ["069111222"] * 2}),
    ]
    ClosedWorkbook.open(path, keep=0).apply(patches)
    return path


def test_as_many_former_versions_are_kept_as_the_setting_says(xlcrm, keeper, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("date,customer_id,amount\n2026-11-02,C-0001,7.5\n", "utf-8")
    versions = [keeper.read_bytes()]
    for command in (
        ("leads", keeper, "--as-of", DAY),
        ("convert", keeper, "--as-of", DAY),
        ("convert", keeper, "--apply", "--as-of", DAY),
        ("refresh", keeper, "--as-of", DAY),
        ("today", keeper, "--as-of", "2026-11-21"),
        ("card", keeper, "C-0001", "--as-of", DAY),
        ("validate", keeper, "--as-of", DAY),
        ("clean", keeper, "--as-of", DAY),
        ("import", keeper, "Orders", file),
        ("undo", keeper),
        ("erase", keeper, "C-0001", "--yes"),
        ("checkup", keeper, "--as-of", DAY),
    ):
        status, _, errors = xlcrm(*command)
        assert status in {0, 1}, errors
        assert keeper.read_bytes() != versions[-1], command[0]
        versions.append(keeper.read_bytes())
        kept = [found.read_bytes() for found in previous_paths(keeper)]
        assert kept == versions[-2::-1][:3], command[0]


def test_sheets_that_are_added_leave_as_many_versions_too(xlcrm, keeper):
    versions = []
    for title in ("Surveys", "Touchpoints"):
        workbook = openpyxl.load_workbook(keeper)
        del workbook[title]
        workbook.save(keeper)
        versions.append(keeper.read_bytes())
        status, output, errors = xlcrm("add", keeper)
        assert (status, errors) == (0, "")
        assert title in output
    kept = [found.read_bytes() for found in previous_paths(keeper)]
    assert kept == versions[::-1]


def test_a_wrong_setting_stops_nothing_that_makes_no_figure(xlcrm, sample):
    assert xlcrm("leads", sample, "--as-of", DAY)[0] == 0
    keys = list(ClosedWorkbook.open(sample).read("Settings").column("Setting"))
    row = ClosedWorkbook.open(sample).tables()["Settings"].first_row + keys.index("as_of")
    ClosedWorkbook.open(sample).apply([EditCells("Settings", "Value", {row: "soon"})])
    assert xlcrm("refresh", sample)[0] == 2
    assert "leads" in xlcrm("undo", sample, "--list")[1]
    assert xlcrm("checkup", sample, "--as-of", DAY)[0] in {0, 1}
    assert xlcrm("undo", sample)[0] == 0
