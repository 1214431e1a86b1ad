"""Rare features: parts that most programs lose when they save a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soaking.blueprint import MAIN, OFFICE, PACKAGE, SHEET, SHEETS, WORKBOOK, Blueprint, Relation
from soaking.drawn import chart_ex, chart_sheet, threaded_comments

if TYPE_CHECKING:
    from collections.abc import Callable

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
_2006, _2007, _2011 = (
    f"http://schemas.microsoft.com/office/{year}/relationships" for year in (2006, 2007, 2011)
)
_CACHE, _PIVOT = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"


def slicers() -> Blueprint:
    """A slicer of the table."""
    made = Blueprint()
    cache = (
        f'<slicerCacheDefinition xmlns="{_X14}" xmlns:x="{MAIN}" name="Slicer_note" '
        'sourceName="note"><extLst><x:ext uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}" '
        f'xmlns:x15="{_X15}"><x15:tableSlicerCache tableId="1" column="4"/></x:ext></extLst>'
        "</slicerCacheDefinition>"
    )
    kind = "application/vnd.ms-excel.slicer"
    rel = made.add(
        "xl/slicerCaches/slicerCache1.xml",
        cache,
        f"{kind}Cache+xml",
        kind=f"{_2007}/slicerCache",
    )
    slicer = (
        f'<slicers xmlns="{_X14}"><slicer name="note" cache="Slicer_note" caption="note" '
        'rowHeight="241300"/></slicers>'
    )
    own = made.add(
        "xl/slicers/slicer1.xml", slicer, f"{kind}+xml", of=SHEET, kind=f"{_2007}/slicer"
    )
    made.workbook["extLst"] = (
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{_X15}">'
        f'<x15:slicerCaches xmlns:x14="{_X14}"><x14:slicerCache r:id="{rel}"/></x15:slicerCaches>'
        "</ext></extLst>"
    )
    made.workbook["definedNames"] = (
        '<definedNames><definedName name="Slicer_note">#N/A</definedName></definedNames>'
    )
    made.sheet["extLst"] = (
        f'<extLst><ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x15="{_X15}">'
        f'<x14:slicerList xmlns:x14="{_X14}"><x14:slicer r:id="{own}"/></x14:slicerList>'
        "</ext></extLst>"
    )
    return made


def pivots() -> Blueprint:
    """A PivotTable on a sheet of its own, with its cache and records."""
    made = Blueprint()
    records = (
        f'<pivotCacheRecords xmlns="{MAIN}" count="2"><r><x v="0"/><n v="1.5"/></r>'
        '<r><x v="1"/><n v="3"/></r></pivotCacheRecords>'
    )
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" recordCount="2">'
        '<cacheSource type="worksheet"><worksheetSource name="T"/></cacheSource>'
        '<cacheFields count="2"><cacheField name="id" numFmtId="0"><sharedItems count="2">'
        '<s v="001"/><s v="002"/></sharedItems></cacheField><cacheField name="amount" '
        'numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" '
        'containsNumber="1" minValue="1.5" maxValue="3"/></cacheField></cacheFields>'
        "</pivotCacheDefinition>"
    )
    rel = made.add(_CACHE, cache, f"{SHEETS}.pivotCacheDefinition+xml", kind="pivotCacheDefinition")
    made.add(
        "xl/pivotCache/pivotCacheRecords1.xml",
        records,
        f"{SHEETS}.pivotCacheRecords+xml",
        of=_CACHE,
        kind="pivotCacheRecords",
    )
    made.workbook["pivotCaches"] = (
        f'<pivotCaches><pivotCache cacheId="7" r:id="{rel}"/></pivotCaches>'
    )
    sheet = "xl/worksheets/sheet2.xml"
    made.add_sheet("Pivot", sheet, f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')
    table = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1" cacheId="7" dataCaption="Values">'
        '<location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        '<pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="3">'
        '<item x="0"/><item x="1"/><item t="default"/></items></pivotField>'
        '<pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/>'
        '</rowFields><dataFields count="1"><dataField name="Sum" fld="1"/></dataFields>'
        "</pivotTableDefinition>"
    )
    made.add(_PIVOT, table, f"{SHEETS}.pivotTable+xml", of=sheet, kind="pivotTable")
    made.relate(_PIVOT, "pivotCacheDefinition", _CACHE)
    return made


def timelines() -> Blueprint:
    """A timeline of a PivotTable."""
    made = pivots()
    cache = (
        f'<timelineCacheDefinition xmlns="{_X15}" name="NativeTimeline_when" sourceName="when">'
        '<pivotTables><pivotTable tabId="2" name="PivotTable1"/></pivotTables>'
        '<state minimalRefreshVersion="6" lastRefreshVersion="6" pivotCacheId="7" '
        'filterType="unknown"><bounds startDate="2023-01-01T00:00:00" '
        'endDate="2024-01-01T00:00:00"/></state></timelineCacheDefinition>'
    )
    kind = "application/vnd.ms-excel.timeline"
    rel = made.add(
        "xl/timelineCaches/timelineCache1.xml",
        cache,
        f"{kind}Cache+xml",
        kind=f"{_2011}/timelineCache",
    )
    line = (
        f'<timelines xmlns="{_X15}"><timeline name="when" cache="NativeTimeline_when" '
        'caption="when" level="2" selectionLevel="2" scrollPosition="2023-01-01T00:00:00"/>'
        "</timelines>"
    )
    sheet = "xl/worksheets/sheet2.xml"
    own = made.add(
        "xl/timelines/timeline1.xml", line, f"{kind}+xml", of=sheet, kind=f"{_2011}/timeline"
    )
    made.workbook["extLst"] = (
        f'<extLst><ext uri="{{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}}" xmlns:x15="{_X15}">'
        f'<x15:timelineCacheRefs><x15:timelineCacheRef r:id="{rel}"/></x15:timelineCacheRefs>'
        "</ext></extLst>"
    )
    made.parts[sheet] = made.parts[sheet].replace(
        b"<sheetData/>",
        b'<sheetData/><extLst><ext uri="{7E03D99C-DC04-49d9-9315-930204A7B6E9}" xmlns:x15="%b">'
        b'<x15:timelineRefs xmlns:r="%b"><x15:timelineRef r:id="%b"/></x15:timelineRefs></ext>'
        b"</extLst>" % (_X15.encode(), OFFICE.encode(), own.encode()),
    )
    return made


def custom_ui() -> Blueprint:
    """A ribbon of the workbook's own."""
    made = Blueprint()
    text = (
        '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>'
        '<tab id="t" label="Mine"/></tabs></ribbon></customUI>'
    )
    made.add("customUI/customUI14.xml", text, of="", kind=f"{_2007}/ui/extensibility")
    return made


def signed() -> Blueprint:
    """A digital signature over the whole package."""
    made = Blueprint()
    home = f"{PACKAGE}/relationships/digital-signature"
    kind = "application/vnd.openxmlformats-package.digital-signature"
    origin = "_xmlsignatures/origin.sigs"
    made.add(origin, b"", f"{kind}-origin", of="", kind=f"{home}/origin")
    text = (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod '
        'Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><SignatureMethod Algorithm='
        '"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/></SignedInfo><SignatureValue/>'
        "</Signature>"
    )
    made.add(
        "_xmlsignatures/sig1.xml",
        text,
        f"{kind}-xmlsignature+xml",
        of=origin,
        kind=f"{home}/signature",
    )
    return made


def custom_xml() -> Blueprint:
    """Data that another system keeps in the workbook."""
    made = Blueprint()
    item = "customXml/item1.xml"
    made.add(item, "<firm xmlns='urn:firm'>data</firm>", kind="customXml")
    props = (
        '<ds:datastoreItem ds:itemID="{5A2E6B2D-6B1C-4B0A-9F52-0C5D4B6E7F81}" xmlns:ds="http://'
        'schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
    )
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    made.add("customXml/itemProps1.xml", props, kind, of=item, kind="customXmlProps")
    return made


def printer_settings() -> Blueprint:
    """What a printer driver left."""
    made = Blueprint()
    rel = made.add(
        "xl/printerSettings/printerSettings1.bin",
        bytes(range(256)),
        f"{SHEETS}.printerSettings",
        of=SHEET,
        kind="printerSettings",
    )
    made.sheet["pageSetup"] = f'<pageSetup orientation="portrait" r:id="{rel}"/>'
    return made


def vba() -> Blueprint:
    """A macro project with code names, and a signature of the project alone."""
    made = Blueprint(ending=".xlsm")
    made.types[WORKBOOK] = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    project = "xl/vbaProject.bin"
    binary = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    made.add(project, binary, "application/vnd.ms-office.vbaProject", kind=f"{_2006}/vbaProject")
    made.add(
        "xl/vbaProjectSignature.bin",
        bytes(64),
        "application/vnd.ms-office.vbaProjectSignature",
        of=project,
        kind=f"{_2006}/vbaProjectSignature",
    )
    made.workbook["workbookPr"] = '<workbookPr codeName="ThisWorkbook"/>'
    return made


def external_links() -> Blueprint:
    """Formulas that look into another workbook, and a link to a page."""
    made = Blueprint()
    link = (
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames>'
        '<sheetName val="Prices"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
        '<cell r="A1"><v>5</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>"
    )
    name = "xl/externalLinks/externalLink1.xml"
    rel = made.add(name, link, f"{SHEETS}.externalLink+xml", kind="externalLink")
    made.relate(name, "externalLinkPath", "file:///C:/secret/Prices.xlsx", external=True)
    made.workbook["externalReferences"] = (
        f'<externalReferences><externalReference r:id="{rel}"/></externalReferences>'
    )
    page = made.relate(SHEET, "hyperlink", "http://localhost:9/leak?x=1", external=True)
    made.sheet["hyperlinks"] = f'<hyperlinks><hyperlink ref="D2" r:id="{page}"/></hyperlinks>'
    made.sheet["sheetData"] = made.sheet["sheetData"].replace(
        "<v>-7</v>", "<f>[1]Prices!A1</f><v>5</v>"
    )
    return made


def data_model() -> Blueprint:
    """Tables in the data model, with the connection that fills it."""
    made = Blueprint()
    connections = (
        f'<connections xmlns="{MAIN}"><connection id="1" keepAlive="1" name="ThisWorkbookDataModel"'
        ' type="5" refreshedVersion="8" minRefreshableVersion="5" background="1">'
        '<dbPr connection="Data Model Connection" command="Model" commandType="1"/></connection>'
        "</connections>"
    )
    made.add("xl/connections.xml", connections, f"{SHEETS}.connections+xml", kind="connections")
    kind = "application/vnd.openxmlformats-officedocument.model+data"
    made.add("xl/model/item.data", bytes(1024), kind, kind="powerPivotData")
    made.workbook["extLst"] = (
        f'<extLst><ext uri="{{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}}" xmlns:x15="{_X15}">'
        '<x15:dataModel><x15:modelTables><x15:modelTable id="T" name="T" connection="'
        'WorksheetConnection_T"/></x15:modelTables></x15:dataModel></ext></extLst>'
    )
    return made


def macro_sheet() -> Blueprint:
    """An Excel 4 macro sheet."""
    made = Blueprint(ending=".xlsm")
    made.types[WORKBOOK] = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    space = "http://schemas.microsoft.com/office/excel/2006/main"
    text = (
        f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="{space}"><sheetData><row r="1"><c r="A1" t="b">'
        "<f>HALT()</f><v>1</v></c></row></sheetData></xm:macrosheet>"
    )
    made.add_sheet(
        "Macro1",
        "xl/macrosheets/sheet1.xml",
        text,
        kind=f"{_2006}/xlMacrosheet",
        content_type="application/vnd.ms-excel.macrosheet+xml",
    )
    return made


def calc_chain() -> Blueprint:
    """The order of calculation, for two sheets."""
    made = Blueprint()
    chain = (
        f'<calcChain xmlns="{MAIN}"><c r="C3" i="1"/><c r="D4"/><c r="A1" i="2" l="1"/></calcChain>'
    )
    made.add("xl/calcChain.xml", chain, f"{SHEETS}.calcChain+xml", kind="calcChain")
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
        "</sheetData></worksheet>"
    )
    made.add_sheet("Sums", "xl/worksheets/sheet2.xml", sheet)
    return made


def orphans() -> Blueprint:
    """Parts that nothing leads to, and relationships that lead nowhere."""
    made = Blueprint()
    made.parts["trash/0001.dat"] = b"\x01\x02"
    made.types["trash/0001.dat"] = "application/octet-stream"
    made.relations["xl/theme/theme9.xml"] = [Relation("rId1", f"{OFFICE}/image", "xl/gone.png")]
    made.relate(SHEET, "image", "NULL")
    return made


FEATURES: dict[str, Callable[[], Blueprint]] = {
    "plain": Blueprint,
    "slicers": slicers,
    "pivots": pivots,
    "timelines": timelines,
    "chart_ex": chart_ex,
    "chart_sheet": chart_sheet,
    "threaded_comments": threaded_comments,
    "custom_ui": custom_ui,
    "signed": signed,
    "custom_xml": custom_xml,
    "printer_settings": printer_settings,
    "vba": vba,
    "external_links": external_links,
    "data_model": data_model,
    "macro_sheet": macro_sheet,
    "calc_chain": calc_chain,
    "orphans": orphans,
}
