"""Rare forms of the format: strict, prefixed, other encodings, odd names, odd archives."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

from soaking.blueprint import CONTENT_TYPES, MAIN, OFFICE, SHEET, TABLE, Blueprint, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

_STRICT = "http://purl.oclc.org/ooxml"


def strict() -> Blueprint:
    """ISO/IEC 29500 strict: other namespaces and relationship types."""

    def edit(_name: str, data: bytes) -> bytes:
        data = data.replace(MAIN.encode(), f"{_STRICT}/spreadsheetml/main".encode())
        return data.replace(OFFICE.encode(), f"{_STRICT}/officeDocument/relationships".encode())

    return Blueprint(edits=[edit])


def prefixed() -> Blueprint:
    """Each element of SpreadsheetML carries a prefix."""

    def edit(_name: str, data: bytes) -> bytes:
        if MAIN.encode() not in data:
            return data
        data = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
        return data.replace(b'xmlns="' + MAIN.encode(), b'xmlns:x="' + MAIN.encode())

    return Blueprint(edits=[edit])


def epoch_1904() -> Blueprint:
    """Days counted from 1904."""
    return Blueprint(workbook={"workbookPr": '<workbookPr date1904="1"/>'})


def utf_16() -> Blueprint:
    """Every part of the workbook in UTF-16, which XML readers must know."""
    return Blueprint(edits=[_encoded("utf-16")])


def latin_1() -> Blueprint:
    """The parts of the workbook in a single-byte encoding, with a letter that shows it."""
    made = Blueprint(edits=[_encoded("iso-8859-1")])
    made.sheet["sheetData"] = made.sheet["sheetData"].replace("001", "00é")
    return made


def _encoded(encoding: str) -> Callable[[str, bytes], bytes]:
    def edit(name: str, data: bytes) -> bytes:
        if not name.endswith(".xml") or name == CONTENT_TYPES:
            return data
        return data.decode().replace("UTF-8", encoding.upper(), 1).encode(encoding)

    return edit


def with_marks() -> Blueprint:
    """A byte order mark before each part."""
    return Blueprint(edits=[lambda _name, data: b"\xef\xbb\xbf" + data])


def absolute_targets() -> Blueprint:
    """Relationships that name parts from the root."""
    return Blueprint(absolute=True)


def backslashes() -> Blueprint:
    """Part names as some Windows programs store them."""
    return Blueprint(names=lambda name: name.replace("/", "\\"))


def odd_case() -> Blueprint:
    """Part names in another case than the relationships have them."""
    return Blueprint(names=lambda name: name if name == CONTENT_TYPES else name.upper())


def leading_slashes() -> Blueprint:
    """Part names that begin with a slash."""
    return Blueprint(names=lambda name: "/" + name)


def stored() -> Blueprint:
    """Nothing is compressed."""
    return Blueprint(pack=lambda parts: zipped(parts, zipfile.ZIP_STORED))


class _Pipe(io.RawIOBase):
    """A target that cannot seek, so that lengths follow the members as data descriptors."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.data += data
        return len(data)


def descriptors() -> Blueprint:
    """Lengths and checksums behind the members."""

    def pack(parts: dict[str, bytes]) -> bytes:
        out = _Pipe()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return bytes(out.data)

    return Blueprint(pack=pack)


def zip64() -> Blueprint:
    """Large sizes in each local header, and large end records, though nothing is large."""

    def pack(parts: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                    member.write(data)
        return _large_end(out.getvalue())

    return Blueprint(pack=pack)


def _large_end(data: bytes) -> bytes:
    at = data.rfind(b"PK\x05\x06")
    count, length, start = struct.unpack_from("<10xHLL", data, at)
    large = struct.pack(
        "<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    full = struct.pack("<4s4HLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:at] + large + locator + full


def commented() -> Blueprint:
    """An archive with a comment, extra fields, folders of their own, and bytes before it."""

    def pack(parts: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        out.write(b"#!before\n")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = b"a comment"
            archive.writestr(zipfile.ZipInfo("xl/"), b"")
            for name, data in parts.items():
                info = zipfile.ZipInfo(name)
                info.extra = struct.pack("<HH4s", 0xCAFE, 4, b"more")
                info.comment = b"of a part"
                archive.writestr(info, data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    return Blueprint(pack=pack)


def no_shared_texts() -> Blueprint:
    """Without shared texts and without styles."""
    made = Blueprint()
    for name in ("xl/sharedStrings.xml", "xl/styles.xml"):
        del made.parts[name], made.types[name]
    office = made.relations["xl/workbook.xml"]
    office[:] = [item for item in office if "worksheet" in item.target]
    made.sheet["sheetData"] = (
        made.sheet["sheetData"]
        .replace('t="s"><v>0</v>', 't="inlineStr"><is><t>amount</t></is>')
        .replace('t="s"><v>1</v>', 't="inlineStr"><is><t>two runs</t></is>')
        .replace(' s="1"', "")
    )
    made.workbook["sheets"] = made.workbook["sheets"].replace("rId1", office[0].id)
    return made


def comments_and_cdata() -> Blueprint:
    """Comments, instructions and CDATA where a reader may not expect them."""
    made = Blueprint()
    data = made.sheet["sheetData"]
    data = data.replace("<t>001</t>", "<t><![CDATA[001]]></t>")
    data = data.replace("<row r=", "<!-- <row r='9'><c r='A9'/></row> --><?an instruction?><row r=")
    made.sheet["sheetData"] = data

    def edit(name: str, data: bytes) -> bytes:
        if name in {SHEET, TABLE, CONTENT_TYPES}:
            return data.replace(b"?>\n", b"?>\n<!-- made by hand --><?and by?>\n", 1)
        return data

    made.edits.append(edit)
    return made


FORMS: dict[str, Callable[[], Blueprint]] = {
    "strict": strict,
    "prefixed": prefixed,
    "epoch_1904": epoch_1904,
    "utf_16": utf_16,
    "latin_1": latin_1,
    "with_marks": with_marks,
    "absolute_targets": absolute_targets,
    "backslashes": backslashes,
    "odd_case": odd_case,
    "leading_slashes": leading_slashes,
    "stored": stored,
    "descriptors": descriptors,
    "zip64": zip64,
    "commented": commented,
    "no_shared_texts": no_shared_texts,
    "comments_and_cdata": comments_and_cdata,
}
