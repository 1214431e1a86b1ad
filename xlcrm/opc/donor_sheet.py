"""A donor's sheet made fit for its host: own texts inside, the host's style numbers."""

import re
from collections.abc import Sequence

from xlcrm.opc.cell_values import attribute

_CELL = re.compile(rb"<c ([^>]*?)(/?)>(?:<v>([0-9]+)</v></c>)?")
_DXF = re.compile(rb' dxfId="([0-9]+)"')
_SELECTED = re.compile(rb"\stabSelected\s*=\s*[\"'](?:1|true)[\"']")
_CODE = re.compile(rb"<(?:[\w.-]+:)?sheetPr(?=\s)[^>]*?\scodeName\s*=\s*[\"']([^\"']*)[\"']")
_CM = re.compile(rb'(^|\s)cm="[0-9]+"')


class Transplant:
    """Fits sheets of one donor.

    Args:
        formats: for each of the donor's cell formats the host's.
        changes: the same for differential formats.
        spilling: the host's `cm` for formulas that spill; 0 when the donor has none.
        texts: the donor's shared texts, as the bytes inside of `<si>`.
    """

    def __init__(
        self, formats: Sequence[int], changes: Sequence[int], spilling: int, texts: Sequence[bytes]
    ) -> None:
        self._formats = formats
        self._changes = changes
        self._spilling = spilling
        self._texts = texts

    def sheet(self, data: bytes) -> bytes:
        """The donor's sheet part, fit for the host."""
        data = _SELECTED.sub(b"", data)
        data = _CELL.sub(self._cell, data)
        return _DXF.sub(lambda m: b' dxfId="%d"' % self._changes[int(m[1])], data)

    def _cell(self, match: re.Match[bytes]) -> bytes:
        attributes = match[1]
        style = attribute(attributes, b"s")
        number = self._formats[int(style) if style else 0]
        kind = attribute(attributes, b"t")
        reference = attribute(attributes, b"r") or b""
        start = b'<c r="%b"%b' % (reference, b' s="%d"' % number if number else b"")
        if kind == b"s" and match[3] is not None:
            text = self._texts[int(match[3])]
            return start + b' t="inlineStr"><is>%b</is></c>' % text
        if kind is not None:
            start += b' t="%b"' % kind
        if _CM.search(attributes):
            start += b' cm="%d"' % self._spilling
        rest = match[2] + b">"
        if match[3] is not None:
            rest += b"<v>%b</v></c>" % match[3]
        return start + rest


def selected(data: bytes, before: bytes) -> bytes:
    """The sheet selected where the one before it was, and only there."""
    if not _SELECTED.search(before):
        return data
    return data.replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)


def codename(data: bytes, before: bytes) -> bytes:
    """The sheet under the name that macros know it by."""
    known = _CODE.search(before)
    if known is None:
        return data
    return data.replace(b"<sheetPr", b'<sheetPr codeName="%b"' % known[1], 1)
