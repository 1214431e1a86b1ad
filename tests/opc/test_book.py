"""The workbook part: sheets, names and refusals."""

import zipfile

import pytest

from xlcrm.errors import BookDamagedError
from xlcrm.opc.book import Book, title_of


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("'My sheet'!$A$1", "My sheet"),
        ("'Bob''s'!$A$1", "Bob's"),
        ("Data!$A$1", "Data"),
        ("=Data!A1:B2", "Data"),
        ("#REF!", ""),
        ("#REF!$A$1", ""),
        ("", ""),
        ("12", ""),
    ],
)
def test_titles_in_references(reference: str, title: str) -> None:
    assert title_of(reference) == title


def test_sheets_in_order(book_file, draft_of) -> None:
    with draft_of(book_file()) as draft:
        entries = Book(draft).sheets()
        assert [(e.title, e.identifier, e.kind) for e in entries] == [
            ("First", 1, "worksheet"),
            ("Second", 2, "worksheet"),
        ]


def test_names_are_defined_once_and_in_place(book_file, draft_of, saved) -> None:
    with draft_of(book_file()) as draft:
        book = Book(draft)
        book.define("_xlcrm.a", "'First'!$A$1", hidden=True)
        book.define("_XLCRM.A", "'Second'!$A$1")
        assert book.names() == ["_xlcrm.a"]
        order = [item.tag.rpartition("}")[2] for item in book.root]
        assert order.index("sheets") < order.index("definedNames") < order.index("calcPr")
        path = saved(draft)
    with draft_of(path) as draft:
        assert Book(draft).name("_xlcrm.a") == "'Second'!$A$1"
        assert Book(draft).own_sheet("a").title == "Second"


def test_a_name_of_one_sheet_is_not_ours(book_file, draft_of) -> None:
    own = '<definedNames><definedName name="_xlcrm.a" localSheetId="1">First!$A$1</definedName>'
    path = book_file(**{"</sheets>": "</sheets>" + own + "</definedNames>"})
    with draft_of(path) as draft:
        assert Book(draft).own_sheet("a") is None


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": None},
        {"_rels/.rels": None},
        {"[Content_Types].xml": None},
        {"xl/workbook.xml": "<workbook/>"},
        {"xl/workbook.xml": "no xml"},
        {"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'},
    ],
)
def test_what_is_no_workbook(book_file, draft_of, parts) -> None:
    path = book_file()
    with zipfile.ZipFile(path) as source:
        content = {name: source.read(name) for name in source.namelist()} | parts
    with zipfile.ZipFile(path, "w") as target:
        for name, data in content.items():
            if data is not None:
                target.writestr(name, data)
    with draft_of(path) as draft, pytest.raises(BookDamagedError):
        Book(draft)


def test_a_binary_workbook_is_none_that_we_read(book_file, draft_of) -> None:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="x"/><Default Extension="xml" ContentType="{kind}"/>'
        "</Types>"
    )
    with (
        draft_of(book_file({"[Content_Types].xml": types})) as draft,
        pytest.raises(BookDamagedError),
    ):
        Book(draft)
