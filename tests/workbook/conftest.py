"""Books for the tests of this room: made by hand, by XlsxWriter, and found in the wild."""

import contextlib
import os
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."

RawBook = Callable[..., Path]


def pytest_collection_modifyitems(items):
    """Marks what needs an office."""
    for item in items:
        if _HERE in item.path.parents and "office" in item.fixturenames:
            item.add_marker(pytest.mark.office)


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """Feature-rich workbooks that nobody on this project made."""
    data = Path(os.environ.get("XLCRM_DATA", _ROOT.parent / "shared" / "data"))
    found = sorted((data / "corpus").glob("*.xls*"))
    if not found:
        pytest.skip("the shared data folder with the corpus is not here")
    return found


@pytest.fixture
def raw_book(tmp_path: Path) -> RawBook:
    """Makes a book from the very bytes of a sheet: `raw_book(sheet_data, ref, headers, ...)`."""

    def make(
        sheet_data: str,
        ref: str,
        headers: Sequence[str],
        *,
        before: str = "",
        after: str = "",
        shared: Sequence[str] = (),
        formats: Sequence[int] = (0, 14, 22, 46, 20),
        table: str = "",
        columns: Sequence[str] | None = None,
        prefix: str = "",
        epoch_1904: bool = False,
    ) -> Path:
        path = tmp_path / "raw.xlsx"
        own = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
        sheet = (
            f'<{prefix}worksheet {own}="{_MAIN}" xmlns:r="{_OFFICE}">{before}{sheet_data}{after}'
            f'<{prefix}tableParts count="1"><{prefix}tablePart r:id="rId1"/></{prefix}tableParts>'
            f"</{prefix}worksheet>"
        )
        named = columns or [f'<tableColumn id="{i}" name="{h}"/>' for i, h in enumerate(headers, 1)]
        xfs = "".join(
            f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for n in formats
        )
        parts = {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types">'
                '<Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                + "".join(
                    f'<Override PartName="/xl/{name}" ContentType="{_SHEET_TYPES}{kind}+xml"/>'
                    for name, kind in (
                        ("workbook.xml", "sheet.main"),
                        ("worksheets/sheet1.xml", "worksheet"),
                        ("tables/table1.xml", "table"),
                        ("styles.xml", "styles"),
                        ("sharedStrings.xml", "sharedStrings"),
                    )
                )
                + "</Types>"
            ),
            "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
                f'<workbookPr date1904="{int(epoch_1904)}"/>'
                '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": _relationships(
                [
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("styles", "styles.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                ]
            ),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/worksheets/_rels/sheet1.xml.rels": _relationships(
                [("table", "../tables/table1.xml")]
            ),
            "xl/tables/table1.xml": (
                f'<table xmlns="{_MAIN}" id="1" name="T" displayName="T" ref="{ref}" {table}>'
                f'<autoFilter ref="{ref}"/><tableColumns count="{len(headers)}">'
                + "".join(named)
                + "</tableColumns></table>"
            ),
            "xl/styles.xml": (
                f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
                '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
                '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
                f'<cellXfs count="{len(formats)}">{xfs}</cellXfs><cellStyles count="1">'
                '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
            ),
            "xl/sharedStrings.xml": (
                f'<sst xmlns="{_MAIN}">' + "".join(f"<si>{i}</si>" for i in shared) + "</sst>"
            ),
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                head = "" if name.endswith("sheet1.xml") else '<?xml version="1.0"?>'
                archive.writestr(name, head + text)
        return path

    return make


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


@pytest.fixture
def plain_book(tmp_path: Path) -> Path:
    """A book with a table T of five rows at B3, and a sheet named Dashboard of the user's own."""
    path = tmp_path / "plain.xlsx"
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Data")
    headers = ["id", "when", "amount", "note"]
    sheet.write_row(2, 1, headers)
    for row in range(5):
        sheet.write_string(3 + row, 1, f"00{row}")
        sheet.write_number(3 + row, 2, 45000 + row, day)
        sheet.write_number(3 + row, 3, row + 0.5)
    sheet.add_table(
        2, 1, 7, 4, {"name": "T", "columns": [{"header": header} for header in headers]}
    )
    sheet.data_validation(3, 3, 7, 3, {"validate": "decimal", "criteria": ">", "value": -1})
    sheet.conditional_format(3, 1, 7, 4, {"type": "blanks", "format": day})
    own = book.add_worksheet("Dashboard")
    own.write_string(0, 0, "mine")
    book.close()
    return path


@pytest.fixture(scope="session")
def validator() -> Path:
    """Microsoft's Open XML SDK validator."""
    package = _ROOT / "node_modules" / "@xarsh" / "ooxml-validator"
    found = Path(os.environ.get("XLCRM_VALIDATOR", package)) / "dist" / "src" / "cli.js"
    if not found.exists():
        pytest.skip("the Open XML SDK validator is not installed")
    return found


@pytest.fixture(scope="session")
def office():
    """One headless LibreOffice, through xlwings."""
    import xlwings as xw

    from xlcrm.hosts.libreoffice import engine

    try:
        app = xw.App(impl=engine.register().impl.apps.add(visible=False, add_book=False))
    except engine.OfficeMissingError as error:
        pytest.skip(f"LibreOffice is not here: {error}")
    yield app
    app.quit()


@pytest.fixture
def opened(request, office):
    """Opens a file in LibreOffice; it is closed without saving when the test is over."""
    assert request.node.get_closest_marker("office"), "a test that asks for it late marks itself"
    books = []

    def load(path: Path):
        books.append(office.books.open(path))
        return books[-1]

    yield load
    left = [book.api.RuntimeUID for book in office.books]
    for book in books:
        with contextlib.suppress(Exception):  # a test may have closed it
            if book.api.RuntimeUID in left:
                book.close()


@pytest.fixture
def saved(tmp_path):
    """Saves an open book from its program, and gives it as openpyxl reads the file."""

    def reopened(book):
        path = tmp_path / "saved.xlsx"
        book.book.save(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl does not know LibreOffice's extensions
            return openpyxl.load_workbook(path)

    return reopened
