"""The add-in as a file (.xlam), built on the machine on which it is to run."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from xlcrm.hosts.excel.ovba.project import vba_project
from xlcrm.hosts.excel.ribbon import ribbon_xml
from xlcrm.hosts.excel.sources import PROJECT, SHEET, Baked, modules
from xlcrm.language import text

_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_KIND = "application/vnd.openxmlformats"


def build_addin(baked: Baked) -> bytes:
    """The add-in; equal arguments give equal bytes.

    Args:
        baked: the Python that it asks.

    Returns:
        The content of the .xlam file.
    """
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                f"{_OFFICE}/officeDocument": "xl/workbook.xml",
                f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
                f"{_MICROSOFT}/2007/relationships/ui/extensibility": "customUI/customUI14.xml",
            }
        ),
        "docProps/core.xml": _properties(baked.language),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relationships(
            {
                f"{_OFFICE}/worksheet": "worksheets/sheet1.xml",
                f"{_OFFICE}/styles": "styles.xml",
                f"{_MICROSOFT}/2006/relationships/vbaProject": "vbaProject.bin",
            }
        ),
        "xl/worksheets/sheet1.xml": _xml(
            f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="{SHEET}"/><sheetData/></worksheet>'
        ),
        "xl/styles.xml": _styles(),
        "xl/vbaProject.bin": vba_project(PROJECT, modules(baked)),
        "customUI/customUI14.xml": ribbon_xml(baked.language),
    }
    return _zipped(parts)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _xml(content: str) -> bytes:
    return (_HEAD + content).encode()


def _content_types() -> bytes:
    spreadsheet = f"{_KIND}-officedocument.spreadsheetml"
    overrides = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": f"{spreadsheet}.worksheet+xml",
        "/xl/styles.xml": f"{spreadsheet}.styles+xml",
        "/docProps/core.xml": f"{_KIND}-package.core-properties+xml",
    }
    defaults = {
        "bin": "application/vnd.ms-office.vbaProject",
        "rels": f"{_KIND}-package.relationships+xml",
        "xml": "application/xml",
    }
    known = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()
    )
    named = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return _xml(f'<Types xmlns="{_PACKAGE}/content-types">{known}{named}</Types>')


def _relationships(targets: Mapping[str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return _xml(f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>')


def _workbook() -> bytes:
    return _xml(
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _styles() -> bytes:
    cell = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return _xml(
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{cell}/></cellStyleXfs>'
        f'<cellXfs count="1">{cell} xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _properties(language: str) -> bytes:
    """What Excel's list of add-ins shows."""
    return _xml(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(text('excel.description', language))}</dc:title>"
        "<dc:creator>xlcrm</dc:creator></cp:coreProperties>"
    )
