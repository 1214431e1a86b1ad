"""The workbook part: sheets, names and refusals."""

import zipfile

import pytest

from xlcrm.errors import BookDamagedError
from xlcrm.opc.book import SHEET_TYPE, Book, title_of


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


OWN = (
    "<definedNames><definedName name='_xlcrm.a'>{}</definedName></definedNames>"  # as Excel has it
)


def owned(book_file, refers_to: str, **replaced: str):
    return book_file(**{"</sheets>": "</sheets>" + OWN.format(refers_to), **replaced})


def test_a_sheet_is_found_by_its_name_in_any_case(book_file, draft_of) -> None:
    with draft_of(owned(book_file, "SECOND!$A$1")) as draft:
        assert Book(draft).own_sheet("a").title == "Second"


def test_a_sheet_without_a_title_is_never_taken_for_ours(book_file, draft_of) -> None:
    path = book_file(**{'name="First"': 'name=""'})
    with draft_of(path) as draft:
        assert [entry.title for entry in Book(draft).sheets()] == ["", "Second"]
        assert Book(draft).own_sheet("a") is None


@pytest.mark.parametrize(
    "replaced",
    [
        {'name="First"': 'name="second"'},  # two of one title
        {'r:id="rId1"': 'r:id="rId2"'},  # two on one part
    ],
)
def test_a_sheet_that_cannot_be_told_apart_is_refused(book_file, draft_of, replaced) -> None:
    with draft_of(owned(book_file, "Second!$A$1", **replaced)) as draft:
        book = Book(draft)
        with pytest.raises(BookDamagedError):
            book.own_sheet("a")


def test_a_part_that_is_no_sheet_is_never_taken_for_ours(book_file, draft_of) -> None:
    path = owned(book_file, "Second!$A$1")
    with zipfile.ZipFile(path) as source:
        relationships = source.read("xl/_rels/workbook.xml.rels").decode()
    changed = relationships.replace("worksheets/sheet2.xml", "styles.xml", 1)
    name = "xl/_rels/workbook.xml.rels"
    spoilt = book_file({name: changed}, **{"</sheets>": "</sheets>" + OWN.format("Second!$A$1")})
    with draft_of(spoilt) as draft, pytest.raises(BookDamagedError):
        Book(draft).own_sheet("a")


def test_new_ids_are_none_that_the_workbook_mentions(book_file, draft_of) -> None:
    lost = '<sheet name="Lost" sheetId="3" r:id="rId77"/></sheets>'
    with draft_of(book_file(**{"</sheets>": lost})) as draft:
        book = Book(draft)
        assert len(book.sheets()) == 2
        draft.put("xl/worksheets/sheet9.xml", b"<worksheet/>")
        given = book.use("xl/worksheets/sheet9.xml", "urn:worksheet", SHEET_TYPE)
        assert given == "rId78"
        assert book.add_sheet("New", given, hidden=False).identifier == 4
        assert [entry.title for entry in book.sheets()] == ["First", "Second", "New"]


def test_sheet_numbers_stay_in_range(book_file, draft_of) -> None:
    with draft_of(book_file(**{'sheetId="2"': 'sheetId="65534"'})) as draft:
        book = Book(draft)
        assert book.add_sheet("New", "rId2", hidden=False).identifier == 2


def test_a_part_that_the_workbook_lacks_never_takes_a_name_that_is_taken(
    book_file, draft_of
) -> None:
    with draft_of(book_file()) as draft:
        book = Book(draft)
        book.relationships.drop("xl/styles.xml")  # the part stays behind, as nobody's
        part = book.provide("styles", "styles.xml", b"<styleSheet/>", "s")
        assert part == "xl/styles1.xml"
        assert book.used("styles") == part


def test_a_part_that_the_workbook_names_and_lacks_is_named_once(book_file, draft_of) -> None:
    with draft_of(book_file({"xl/styles.xml": None})) as draft:
        book = Book(draft)
        assert book.used("styles") == ""
        book.provide("styles", "styles.xml", b"<styleSheet/>", "s")
        assert book.relationships.targets("styles") == ["xl/styles.xml"]


def test_a_part_of_another_kind_is_not_edited(book_file, draft_of) -> None:
    with draft_of(book_file({"xl/styles.xml": "<workbook/>"})) as draft:
        book = Book(draft)
        with pytest.raises(BookDamagedError):
            book.used_root("styles", "styleSheet")


@pytest.mark.parametrize(
    ("wished", "title"),
    [
        ("a/b", "a b"),
        ("", "Sheet"),
        ("'x'", "x"),
        ("first", "first (CRM)"),
        ("a\x00\ud800\uffffb", "a   b"),
        ("x" * 40, "x" * 31),
        ("x" * 30 + "\U0001f600", "x" * 30),
    ],
)
def test_free_titles(book_file, draft_of, wished: str, title: str) -> None:
    with draft_of(book_file()) as draft:
        assert Book(draft).free_title(wished) == title
