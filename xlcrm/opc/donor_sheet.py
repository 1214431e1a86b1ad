"""A donor's sheet made fit for its host: own texts inside, the host's style numbers."""

import re
from collections.abc import Sequence

# The attributes of a cell in the order in which XlsxWriter puts them.
_CELL = re.compile(
    rb'<c r="([A-Z0-9]+)"(?: s="([0-9]+)")?( cm="[0-9]+")?(?: t="([a-z]+)")?([^>]*?)(/?)>'
    rb"(?:<v>([0-9]+)</v></c>)?"
)
_DXF = re.compile(rb' dxfId="([0-9]+)"')
_SELECTED = re.compile(rb"\stabSelected\s*=\s*[\"'](?:1|true)[\"']")
_CODE = re.compile(rb"<(?:[\w.-]+:)?sheetPr(?=\s)[^>]*?\scodeName\s*=\s*[\"']([^\"']*)[\"']")


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
        reference, style, spilling, kind, others, closed, value = match.groups(b"")
        number = self._formats[int(style or 0)]
        start = b'<c r="%b" s="%d"' % (reference, number) if number else b'<c r="%b"' % reference
        if kind == b"s" and value:
            return b'%b t="inlineStr"><is>%b</is></c>' % (start, self._texts[int(value)])
        if kind:
            start += b' t="%b"' % kind
        if spilling:
            start += b' cm="%d"' % self._spilling
        if value:
            return b"%b%b><v>%b</v></c>" % (start, others, value)
        return b"%b%b%b>" % (start, others, closed)


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
