"""Relationships and content types: read in both forms, extended without touching what is there."""

import pytest
from lxml import etree

from xlcrm.opc.content_types import ContentTypes
from xlcrm.opc.namespaces import CONTENT_TYPES, OFFICE_RELATIONSHIPS, PACKAGE_RELATIONSHIPS
from xlcrm.opc.relationships import Relationships

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def relationships(*items: tuple[str, str, str], source: str = "xl/workbook.xml") -> Relationships:
    body = "".join(
        f'<Relationship Id="{i}" Type="{t}" Target="{g}"'
        + (' TargetMode="External"/>' if g.startswith("http") else "/>")
        for i, t, g in items
    )
    text = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{body}</Relationships>'
    return Relationships(source, etree.fromstring(text))


def test_targets_in_any_form() -> None:
    found = relationships(
        ("a", OFFICE_RELATIONSHIPS + "/worksheet", "worksheets/sheet1.xml"),
        ("b", STRICT + "/worksheet", "/xl/worksheets/sheet2.xml"),
        ("c", OFFICE_RELATIONSHIPS + "/hyperlink", "https://example.org/#x"),
    )
    assert found.targets("worksheet") == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    assert found.targets("hyperlink") == []
    assert found.by_id("c").target == "https://example.org/#x"
    assert found.find("XL/Worksheets/Sheet2.xml").id == "b"


def test_new_ids_are_free_and_of_the_same_form() -> None:
    found = relationships(
        ("rId7", STRICT + "/styles", "styles.xml"), ("x9", STRICT + "/theme", "t")
    )
    identifier = found.add(OFFICE_RELATIONSHIPS + "/worksheet", "xl/worksheets/sheet3.xml")
    assert identifier == "rId10"
    made = found.by_id(identifier)
    assert (made.type, made.target) == (STRICT + "/worksheet", "xl/worksheets/sheet3.xml")
    assert found.root[-1].get("Target") == "worksheets/sheet3.xml"


@pytest.mark.parametrize("last", ["rId" + "9" * 5000, "rId999999999", "x"])
def test_new_ids_are_free_whatever_ids_there_are(last: str) -> None:
    found = relationships((last, OFFICE_RELATIONSHIPS + "/styles", "styles.xml"))
    given = {found.add("urn:type", f"xl/{number}.xml", {"rId2", "rId3"}) for number in range(3)}
    assert len(given) == 3
    assert not given & {"rId2", "rId3", last}


def test_relationships_of_a_part_that_moved() -> None:
    found = relationships(
        ("rId1", OFFICE_RELATIONSHIPS + "/chart", "../charts/chart1.xml"),
        ("rId2", OFFICE_RELATIONSHIPS + "/hyperlink", "https://example.org"),
        source="xl/drawings/drawing1.xml",
    )
    moved = Relationships("xl/drawings/deep/drawing9.xml", found.root)
    moved.move("xl/drawings/drawing1.xml", {"xl/charts/chart1.xml": "xl/charts/chart4.xml"})
    assert [item.target for item in moved] == ["xl/charts/chart4.xml", "https://example.org"]


def test_content_types_are_only_said_where_they_differ() -> None:
    text = (
        f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="VML" ContentType="v"/>'
        '<Override PartName="/XL/Workbook.xml" ContentType="w"/></Types>'
    )
    types = ContentTypes(etree.fromstring(text))
    before = etree.tostring(types.root)
    assert not types.ensure("xl/drawings/a.vml", "v")
    assert not types.ensure("xl/workbook.xml", "w")
    assert not types.drop("xl/other.xml")
    assert etree.tostring(types.root) == before
    assert types.ensure("xl/sheet.xml", "s")
    assert types.of("XL/sheet.xml") == "s"
    assert types.drop("xl/sheet.xml")
    assert etree.tostring(types.root) == before
