"""The texts that cells share, decoded only when a cell asks for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from xlcrm.opc.cell_text import rich, unescaped

ITEM = re.compile(rb"<(\w+:)?si(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
"""One shared text: the prefix of its element, and the bytes inside of it."""

# Most items of most programs: what one holds is what it says.
_PLAIN = re.compile(rb"<si><t>([^<&\s](?:[^<&\r]*[^<&\s])?)</t></si>")


class SharedStrings:
    """The shared texts of a workbook.

    Args:
        data: the bytes of the shared strings part; b"" where there is none.

    Attributes:
        raw: the bytes inside of each item.
    """

    def __init__(self, data: bytes) -> None:
        self.raw: list[bytes] = [inside for _, inside in ITEM.findall(data)]
        self._texts: dict[int, str] = {}

    def __getitem__(self, index: int) -> str:
        """The text with an index, counted from 0.

        Raises:
            IndexError: there is no such text.
        """
        text = self._texts.get(index)
        if text is None:
            if index < 0:
                raise IndexError(index)
            text = self._texts[index] = rich(self.raw[index])
        return text


def find_texts(chunks: Iterable[bytes | memoryview], wanted: Mapping[str, str]) -> dict[int, str]:
    """The shared texts that are among some texts, by index, without holding all of them.

    Args:
        chunks: the bytes of the shared strings part, piece by piece.
        wanted: the texts, each by itself: what is found is the very text that was asked for, so
            that a million of them are not held twice.

    Raises:
        ValueError: a text is no XML.
    """
    return {number: wanted[text] for number, text in texts_of(chunks) if text in wanted}


def texts_of(chunks: Iterable[bytes | memoryview]) -> Iterator[tuple[int, str]]:
    """All shared texts with their indexes, one after another.

    Args:
        chunks: the bytes of the shared strings part, piece by piece.

    Raises:
        ValueError: a text is no XML.
    """
    number, held = 0, b""
    for chunk in chain(chunks, (b"",)):
        held += chunk
        end = held.rfind(b"</si>") + len(b"</si>")
        found = _PLAIN.findall(held, 0, end) if chunk else []
        if found and len(found) == held.count(b"<si", 0, end) and held.find(b":si", 0, end) < 0:
            yield from enumerate((unescaped(inside.decode()) for inside in found), number)
            number += len(found)
            held = held[end:]
            continue
        end = 0
        for match in ITEM.finditer(held):
            yield number, rich(match[2] or b"")
            number += 1
            end = match.end()
        held = held[end:]
