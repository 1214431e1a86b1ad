"""Workbooks found in the wild: each part that is not ours keeps its raw bytes."""

import json
import os
import shutil
import subprocess
import warnings
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from soaking import trial
from soaking.fidelity import raw, touched

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookDamagedError, BookEncryptedError, XlcrmError
from xlcrm.patches import (
    ArrayFormula,
    Cell,
    ChartSpec,
    DataBars,
    FormulaFormat,
    Series,
    Style,
    TableSpec,
    WriteSheet,
)
from xlcrm.workbook.closed import ClosedWorkbook

pytestmark = pytest.mark.data

REFUSED = {
    "poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5542865479270400.xlsx": BookDamagedError,
    "poi__duplicate-filename-case-insensitive.xlsx": BookDamagedError,
    "poi__protected_sha512.xlsx": BookEncryptedError,
    "xlsxpop__7ec282_out.xlsx": BookEncryptedError,
}
# A run of the validator takes seconds: by default one book of each kind.
VALIDATED = {
    "calamine__table_with_insertrow_attribute.xlsx",  # a table
    "closedxml__tdf104310.xlsx",  # no default content types
    "openxmlsdk__Hyperlinks_on_OArt_Objects-O12-XL-Hyperlinks.xlsx",  # strict
    "phpss__namespacenonstd.xlsx",  # prefixed
    "xlsxwriter__embed_image07.xlsx",  # metadata
    "xlwings__engines.xlsm",  # macros
}
LARGE = 40_000
EDITED = {
    "[content_types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/metadata.xml",
}


def report(count: int) -> WriteSheet:
    """A sheet with all that a generated sheet may hold."""
    cells = {
        Address(1, 1): Cell("Report", style=Style(size=16, bold=True)),
        Address(1, 2): Cell("note", note="a remark", link="Report!A1"),
        Address(2, 1): Cell(0.25, "CHURN_RATE()", Style("0.0%")),
        Address(3, 1): Cell("block"),
        Address(3, 2): Cell(1),
        Address(10, 1): Cell("id"),
        Address(10, 2): Cell("n"),
    }
    for row in range(11, 11 + count):
        cells[Address(row, 1)] = Cell(f"id {row}", style=Style(fill="#EEEEEE"))
        cells[Address(row, 2)] = Cell(row / 4, style=Style("#,##0.00"))
    rows = Extent.of(11, 1, count, 1), Extent.of(11, 2, count, 1)
    return WriteSheet(
        "report",
        "Report",
        cells,
        arrays=[ArrayFormula(Extent.parse("A3:B3"), 'SEGMENT_PIVOT("region")')],
        charts=[ChartSpec("column", "n by id", (Series("n", *rows),), Address(2, 5))],
        formats=[
            FormulaFormat(rows[1], "$B11>3", Style(bold=True, fill="#FFCCCC")),
            DataBars(rows[1], "#00AA00"),
        ],
        tables=[TableSpec("ReportRows", Extent.of(10, 1, count + 1, 2), ("id", "n"))],
    )


def sheets(path: Path) -> list[str] | None:
    """The sheets that openpyxl sees; None where it cannot load the book."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(path).sheetnames
        except Exception:  # noqa: BLE001 - whatever another library raises
            return None


def copied(source: Path, folder: Path) -> Path:
    """A copy that may be written, whatever the source may."""
    return Path(shutil.copyfile(source, folder / source.name))


def openable(corpus: list[Path]) -> list[Path]:
    return [path for path in corpus if path.name not in REFUSED]


def test_what_cannot_be_opened_is_refused_untouched(corpus: list[Path], tmp_path: Path) -> None:
    for source in corpus:
        if source.name not in REFUSED:
            continue
        path = copied(source, tmp_path)
        with pytest.raises(XlcrmError) as caught:
            ClosedWorkbook.open(path)
        assert type(caught.value) is REFUSED[source.name], source.name
        assert path.read_bytes() == source.read_bytes()


def test_parts_that_are_not_ours_keep_their_raw_bytes(corpus: list[Path], tmp_path: Path) -> None:
    for source in openable(corpus):
        path = copied(source, tmp_path)
        before = raw(path)
        book = ClosedWorkbook.open(path)
        titles = book.sheet_titles()
        book.apply([report(5)])
        first = path.read_bytes()
        book.apply([report(3)])
        book.apply([report(5)])
        assert path.read_bytes() == first, source.name
        assert book.sheet_titles() == [*titles, book.sheet_title("report")], source.name
        after = raw(path)
        assert touched(before, after) <= EDITED, source.name
        assert set(before) <= set(after), source.name


def test_tables_are_edited_and_every_other_cell_and_part_stays(
    corpus: list[Path], tmp_path: Path
) -> None:
    ends = Counter(trial.run(copied(source, tmp_path)) for source in openable(corpus))
    assert set(ends) == {"saved", "saved with an edit"}
    assert ends["saved with an edit"] >= 8


def test_openpyxl_loads_what_it_loaded_before(corpus: list[Path], tmp_path: Path) -> None:
    compared = 0
    for source in openable(corpus):
        path = copied(source, tmp_path)
        if source.stat().st_size > LARGE and not os.environ.get("XLCRM_SOAK"):
            continue
        before = sheets(path)
        if not before:  # a strict book loads without sheets
            continue
        book = ClosedWorkbook.open(path)
        book.apply([report(5)])
        assert sheets(path) == [*before, book.sheet_title("report")], source.name
        compared += 1
    assert compared > 40


def test_the_validator_finds_nothing_new(
    corpus: list[Path], tmp_path: Path, validator: Path
) -> None:
    for source in openable(corpus):
        if source.name not in VALIDATED and not os.environ.get("XLCRM_SOAK"):
            continue
        path = copied(source, tmp_path)
        before = _errors(validator, path)
        book = ClosedWorkbook.open(path)
        book.apply([report(5)])
        book.apply([report(4)])
        assert [e for e in _errors(validator, path) if e not in before] == [], source.name


def _errors(validator: Path, path: Path) -> list[tuple[str, str]]:
    done = subprocess.run(
        ["node", validator, path], capture_output=True, text=True, check=False, timeout=120
    )
    return [
        (str(error.get("description")), str(error.get("path")))
        for error in json.loads(done.stdout)["errors"]
    ]


def test_a_strict_book_stays_strict(corpus: list[Path], tmp_path: Path) -> None:
    source = next(path for path in corpus if "Hyperlinks_on_OArt" in path.name)
    path = copied(source, tmp_path)
    ClosedWorkbook.open(path).apply([report(5)])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path) as new:
        for name in set(new.namelist()) - set(old.namelist()):
            assert b"schemas.openxmlformats.org/spreadsheetml" not in new.read(name), name
            assert b"schemas.openxmlformats.org/drawingml" not in new.read(name), name
