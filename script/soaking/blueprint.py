"""A small workbook, part by part, whose every byte is chosen: what rare books are built from."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORKBOOK, SHEET, TABLE = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
CONTENT_TYPES = "[Content_Types].xml"

# The order of children after CT_Workbook and CT_Worksheet (ECMA-376 part 1, 18.2.27, 18.3.1.99).
_WORKBOOK_ORDER = (
    "workbookPr",
    "bookViews",
    "sheets",
    "externalReferences",
    "definedNames",
    "calcPr",
    "pivotCaches",
    "extLst",
)
_SHEET_ORDER = (
    "dimension",
    "sheetViews",
    "sheetData",
    "sheetProtection",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "drawing",
    "legacyDrawing",
    "tableParts",
    "extLst",
)
HEADERS = ("id", "when", "amount", "note")
_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>when</t></is></c><c r="C1" t="s"><v>0</v></c>'
    '<c r="D1" t="inlineStr"><is><t>note</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>001</t></is></c><c r="B2" s="1"><v>45000</v></c>'
    '<c r="C2"><v>1.5</v></c><c r="D2" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>002</t></is></c><c r="B3" s="1"><v>45001</v></c>'
    '<c r="C3"><f>C2*2</f><v>3</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>003</t></is></c><c r="B4" s="1"><v>45002.5</v></c>'
    '<c r="C4"><v>-7</v></c><c r="D4" t="str"><f>A2&amp;"x"</f><v>001x</v></c></row>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/>'
    '<top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" '
    'borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle '
    'name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass
class Relation:
    """One relationship: its id, its type in full, its target as it is written."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass
class Blueprint:
    """A workbook with one sheet Data, on which a table T of three rows stands at A1.

    Attributes:
        parts: the bytes of each part but for the content types and the relationships.
        types: the content type of each part that the ending does not tell.
        relations: the relationships of each part; "" is the package.
        workbook, sheet: what stands inside of the two parts, by element name.
        ending: of the file's name.
        edits: changes of the finished parts: given a part's name and bytes, its bytes.
        names: how a part's name is stored.
        absolute: whether targets are written from the root of the package.
        pack: writes the finished parts into an archive.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    workbook: dict[str, str] = field(default_factory=dict)
    sheet: dict[str, str] = field(default_factory=dict)
    ending: str = ".xlsx"
    edits: list[Callable[[str, bytes], bytes]] = field(default_factory=list)
    names: Callable[[str], str] = str
    absolute: bool = False
    pack: Callable[[dict[str, bytes]], bytes] = field(default_factory=lambda: zipped)

    def __post_init__(self) -> None:
        if self.parts:
            return
        self.relate("", "officeDocument", WORKBOOK)
        self.types[WORKBOOK] = f"{SHEETS}.sheet.main+xml"
        self.add("xl/styles.xml", STYLES, f"{SHEETS}.styles+xml", kind="styles")
        shared = (
            f'<sst xmlns="{MAIN}" count="2" uniqueCount="2"><si><t>amount</t></si><si><r>'
            '<t xml:space="preserve">two </t></r><r><t>runs</t></r></si></sst>'
        )
        self.add(
            "xl/sharedStrings.xml", shared, f"{SHEETS}.sharedStrings+xml", kind="sharedStrings"
        )
        self.workbook["sheets"] = ""
        self.add_sheet("Data", SHEET, None)
        self.sheet |= {"dimension": '<dimension ref="A1:D4"/>', "sheetData": _ROWS}
        columns = "".join(f'<tableColumn id="{i}" name="{h}"/>' for i, h in enumerate(HEADERS, 1))
        table = (
            f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:D4"><autoFilter '
            f'ref="A1:D4"/><tableColumns count="4">{columns}</tableColumns></table>'
        )
        given = self.add(TABLE, table, f"{SHEETS}.table+xml", of=SHEET, kind="table")
        self.sheet["tableParts"] = f'<tableParts count="1"><tablePart r:id="{given}"/></tableParts>'

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """Adds a relationship of a kind (its last word, or its full address); returns its id."""
        items = self.relations.setdefault(source, [])
        full = kind if ":" in kind else f"{OFFICE}/{kind}"
        items.append(Relation(f"rId{len(items) + 1}", full, target, external))
        return items[-1].id

    def add(
        self, name: str, text: str | bytes, content_type: str = "", *, of: str = WORKBOOK, kind: str
    ) -> str:
        """Adds a part, used by another; returns the relationship's id."""
        self.parts[name] = text if isinstance(text, bytes) else (HEAD + text).encode()
        if content_type:
            self.types[name] = content_type
        return self.relate(of, kind, name)

    def add_sheet(
        self,
        title: str,
        name: str,
        text: str | None,
        *,
        kind: str = "worksheet",
        content_type: str = f"{SHEETS}.worksheet+xml",
    ) -> None:
        """Lists a sheet; without a text its part is made from `sheet`."""
        self.types[name] = content_type
        if text is not None:
            self.parts[name] = (HEAD + text).encode()
        given = self.relate(WORKBOOK, kind, name)
        number = self.workbook["sheets"].count("<sheet ") + 1
        self.workbook["sheets"] += f'<sheet name="{title}" sheetId="{number}" r:id="{given}"/>'

    def finished(self) -> dict[str, bytes]:
        """All parts with their bytes, the content types first."""
        inner = dict(self.workbook)
        inner["sheets"] = f"<sheets>{inner['sheets']}</sheets>"
        parts = dict(self.parts)
        parts[WORKBOOK] = _element("workbook", inner, _WORKBOOK_ORDER)
        inner = dict(self.sheet)
        inner["sheetData"] = f"<sheetData>{inner['sheetData']}</sheetData>"
        parts[SHEET] = _element("worksheet", inner, _SHEET_ORDER)
        for source, items in self.relations.items():
            parts[_relationships_name(source)] = self._relationships(source, items)
        parts = {CONTENT_TYPES: self._content_types(), **parts}
        for edit in self.edits:
            parts = {name: edit(name, data) for name, data in parts.items()}
        return {self.names(name): data for name, data in parts.items()}

    def _content_types(self) -> bytes:
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        defaults = {"rels": rels, "xml": "application/xml", "bin": "application/octet-stream"}
        defaults |= {"vml": "application/vnd.openxmlformats-officedocument.vmlDrawing"}
        lines = [f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in defaults.items()]
        lines += [
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in self.types.items()
        ]
        text = f'<Types xmlns="{PACKAGE}/content-types">{"".join(lines)}</Types>'
        return (HEAD + text).encode()

    def _relationships(self, source: str, items: list[Relation]) -> bytes:
        lines = []
        for item in items:
            target, mode = item.target, ""
            if item.external:
                mode = ' TargetMode="External"'
            elif self.absolute:
                target = "/" + target
            else:
                target = posixpath.relpath(target, posixpath.dirname(source) or ".")
            lines.append(
                f'<Relationship Id="{item.id}" Type="{item.type}" Target="{target}"{mode}/>'
            )
        text = f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'
        return (HEAD + text).encode()

    def built(self) -> bytes:
        """The file."""
        return self.pack(self.finished())


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive in the usual form."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def _element(name: str, inner: dict[str, str], order: tuple[str, ...]) -> bytes:
    body = "".join(inner[key] for key in order if key in inner)
    assert set(inner) <= set(order), set(inner) - set(order)
    return f'{HEAD}<{name} xmlns="{MAIN}" xmlns:r="{OFFICE}">{body}</{name}>'.encode()


def _relationships_name(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")
