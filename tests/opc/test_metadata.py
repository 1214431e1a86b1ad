"""Dynamic arrays: one record says that a formula spills, whatever the host has already."""

import pytest
from lxml import etree

from xlcrm.opc.book import Book
from xlcrm.opc.metadata import CONTENT_TYPE, dynamic_array_index
from xlcrm.opc.namespaces import MAIN, OFFICE_RELATIONSHIPS

DYNAMIC = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
KIND = '<metadataType name="XLDAPR" minSupportedVersion="120000" cellMeta="1"/>'
BLOCK = (
    '<bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    f'<xda:dynamicArrayProperties xmlns:xda="{DYNAMIC}" fDynamic="1" fCollapsed="0"/>'
    "</ext></extLst></bk>"
)
DONOR = (
    f'<metadata xmlns="{MAIN}"><metadataTypes count="1">{KIND}</metadataTypes>'
    f'<futureMetadata name="XLDAPR" count="1">{BLOCK}</futureMetadata>'
    '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)
RICH = (
    f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/>'
    '</metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata>'
    '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
)
BOTH = (
    f'<metadata xmlns="{MAIN}"><metadataTypes count="2"><metadataType name="XLRICHVALUE"/>{KIND}'
    f'</metadataTypes><futureMetadata name="XLDAPR" count="2"><bk/>{BLOCK}</futureMetadata>'
    '<cellMetadata count="3"><bk><rc t="1" v="0"/></bk><bk><rc t="2" v="0"/></bk>'
    '<bk><rc t="2" v="1"/></bk></cellMetadata></metadata>'
)


@pytest.mark.parametrize(("host", "index"), [(None, 1), (DONOR, 1), (RICH, 1), (BOTH, 3)])
def test_the_record_is_found_or_made_once(book_file, draft_of, host, index: int) -> None:
    with draft_of(book_file({"xl/metadata.xml": host} if host else None)) as draft:
        book = Book(draft)
        if host:
            book.use("xl/metadata.xml", OFFICE_RELATIONSHIPS + "/sheetMetadata", CONTENT_TYPE)
        assert dynamic_array_index(book, DONOR.encode()) == index
        assert dynamic_array_index(book, DONOR.encode()) == index
        root = draft.tree("xl/metadata.xml")
        record = root.find(f"{{{MAIN}}}cellMetadata")[index - 1][0]
        kinds = root.find(f"{{{MAIN}}}metadataTypes")
        assert kinds[int(record.get("t")) - 1].get("name") == "XLDAPR"
        future = root.find(f"{{{MAIN}}}futureMetadata[@name='XLDAPR']")
        spill = next(future[int(record.get("v"))].iter(f"{{{DYNAMIC}}}dynamicArrayProperties"))
        assert spill.get("fDynamic") == "1"
        for group in root:
            assert int(group.get("count")) == len(group), etree.QName(group).localname
