"""Which parts are one part's own, and which names are spoken for."""

from xlcrm.opc.ownership import exclusive_parts, taken_names

RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="urn:x" Target="{}"/></Relationships>'
)
SECOND = "xl/worksheets/_rels/sheet2.xml.rels"


def test_what_two_sheets_use_is_neither_s_own(book_file, draft_of) -> None:
    with draft_of(book_file()) as draft:
        assert exclusive_parts(draft, "xl/worksheets/sheet1.xml") == ["xl/tables/table1.xml"]
    shared = RELATIONSHIPS.format("../tables/table1.xml")
    with draft_of(book_file({SECOND: shared})) as draft:
        assert exclusive_parts(draft, "xl/worksheets/sheet1.xml") == []


def test_relationships_that_cannot_be_read_lead_nowhere(book_file, draft_of) -> None:
    with draft_of(book_file({SECOND: "no xml"})) as draft:
        assert exclusive_parts(draft, "xl/worksheets/sheet1.xml") == ["xl/tables/table1.xml"]


def test_names_of_missing_parts_are_taken(book_file, draft_of) -> None:
    missing = RELATIONSHIPS.format("../drawings/drawing1.xml")
    orphan = RELATIONSHIPS.format("image7.png")
    parts = {SECOND: missing, "xl/media/_rels/gone.xml.rels": orphan, "_rels/odd.rels": "no xml"}
    with draft_of(book_file(parts)) as draft:
        taken = taken_names(draft)
    assert {"xl/drawings/drawing1.xml", "xl/media/image7.png", "xl/workbook.xml"} <= taken
    assert "xl/drawings/drawing2.xml" not in taken
