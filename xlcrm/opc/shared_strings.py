"""The texts that cells share, decoded only when a cell asks for them."""

import re
from collections.abc import Container, Iterable, Iterator

from xlcrm.opc.cell_text import rich

ITEM = re.compile(rb"<(\w+:)?si(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
"""One shared text: the prefix of its element, and the bytes inside of it."""


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


def find_texts(chunks: Iterable[bytes | memoryview], wanted: Container[str]) -> dict[int, str]:
    """The shared texts that are among some texts, by index, without holding all of them.

    Args:
        chunks: the bytes of the shared strings part, piece by piece.
        wanted: the texts.

    Raises:
        ValueError: a text is no XML.
    """
    return {number: text for number, text in texts_of(chunks) if text in wanted}


def texts_of(chunks: Iterable[bytes | memoryview]) -> Iterator[tuple[int, str]]:
    """All shared texts with their indexes, one after another.

    Args:
        chunks: the bytes of the shared strings part, piece by piece.

    Raises:
        ValueError: a text is no XML.
    """
    number, held = 0, b""
    for chunk in chunks:
        held += chunk
        end = 0
        for match in ITEM.finditer(held):
            yield number, rich(match[2] or b"")
            number += 1
            end = match.end()
        held = held[end:]
