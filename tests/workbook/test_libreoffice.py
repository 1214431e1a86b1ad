"""A real LibreOffice opens what we write, and we find our own again in what it saves."""

import shutil
import subprocess
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlcrm.cells import Address, Extent
from xlcrm.patches import AppendRows, Cell, ChartSpec, EditCells, Series, Style, WriteSheet
from xlcrm.workbook.closed import ClosedWorkbook

pytestmark = pytest.mark.office


@pytest.fixture
def resaved(tmp_path: Path):
    """Has LibreOffice open a book and save it under another name."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def convert(path: Path) -> Path:
        out = tmp_path / "resaved"
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                out,
                path,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return out / path.name

    return convert


def test_what_we_write_survives_libreoffice(plain_book: Path, resaved) -> None:
    cells = {Address(n, 1): Cell(f"n{n}") for n in range(1, 5)}
    cells |= {Address(n, 2): Cell(n * 1.5, style=Style("0.00")) for n in range(1, 5)}
    values = Extent.parse("A1:A4"), Extent.parse("B1:B4")
    charts = [
        ChartSpec(kind, kind, (Series("n", *values),), Address(1, 4)) for kind in ("line", "bar")
    ]
    report = WriteSheet("report", "Dashboard", cells, charts=charts)
    ClosedWorkbook.open(plain_book).apply(
        [
            EditCells("T", "note", {4: " kept "}),
            AppendRows("T", {"id": ["006"], "when": [date(2024, 2, 29)], "more": [1.5]}),
            report,
        ]
    )
    again = resaved(plain_book)
    book = ClosedWorkbook.open(again)
    assert book.sheet_titles() == ["Data", "Dashboard", "Dashboard (CRM)"]
    assert book.sheet_title("report") == "Dashboard (CRM)"
    grid = book.read("T")
    assert grid.place.headers == ("id", "when", "amount", "note", "more")
    assert list(grid.column("id")) == ["000", "001", "002", "003", "004", "006"]
    assert list(grid.column("when"))[-1] == date(2024, 2, 29)
    assert next(iter(grid.column("note"))) == " kept "
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        charts_there = openpyxl.load_workbook(again)["Dashboard (CRM)"]._charts
    assert len(charts_there) == 2
    book.apply([report])
    assert book.sheet_titles() == ["Data", "Dashboard", "Dashboard (CRM)"]
