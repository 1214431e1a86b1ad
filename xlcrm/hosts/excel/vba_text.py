"""Texts as VBA writes them, whatever characters they hold."""

import re
from collections.abc import Iterable

from xlcrm.hosts.excel.ovba.modules import CODE_PAGE

_PIECE, _LINE = 200, 800
"""A line of VBA holds 1,023 characters; longer texts are joined from pieces, with room for the code
around them. It may be continued 24 times, so that each line is filled."""

_UNITS = re.compile(r"[^\x20-\x7e\xa0-\xff]")


def vba_text(text: str) -> str:
    """An expression of VBA that gives a text: quotes doubled, other characters by number.

    Args:
        text: any text; characters outside of the code page and line ends are joined as ChrW().

    Returns:
        Such as `"a" & ChrW(1078)`; on several lines where it is long.
    """
    parts: list[str] = []
    position = 0
    for match in _UNITS.finditer(text):
        parts += _quoted(text[position : match.start()])
        units = match[0].encode("utf-16-le")
        for at in range(0, len(units), 2):
            number = int.from_bytes(units[at : at + 2], "little", signed=True)
            parts.append(f"ChrW({number})")
        position = match.end()
    parts += _quoted(text[position:])
    return _filled(parts or ['""'])


def _filled(parts: Iterable[str]) -> str:
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) < _LINE:
            lines[-1] += f" & {part}"
        else:
            lines.append(part)
    return " & _\n        ".join(lines)


def _quoted(text: str) -> list[str]:
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return ['"' + piece.replace('"', '""') + '"' for piece in pieces]


def fits(text: str) -> bool:
    """Whether an attribute line can hold all characters of a text."""
    return not _UNITS.search(" ".join(text.split()))


def plain(text: str) -> str:
    """A text for an attribute line, which takes one literal only: strange characters are "?"."""
    known = text.encode(CODE_PAGE, errors="replace").decode(CODE_PAGE)
    return " ".join(known.split()).replace('"', '""')
