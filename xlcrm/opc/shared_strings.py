"""The texts that cells share, decoded only when a cell asks for them."""

import re
from collections.abc import Iterable

from xlcrm.opc.cell_text import rich

_ITEM = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)


class SharedStrings:
    """The shared texts of a workbook.

    Args:
        data: the bytes of the shared strings part; b"" where there is none.

    Attributes:
        raw: the bytes inside of each item.
    """

    def __init__(self, data: bytes) -> None:
        self.raw: list[bytes] = _ITEM.findall(data)
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


def pick_texts(chunks: Iterable[bytes | memoryview], wanted: Iterable[int]) -> dict[int, str]:
    """A few shared texts, without holding all of them.

    Args:
        chunks: the bytes of the shared strings part, piece by piece.
        wanted: the indexes, from 0; those that are not there are left out.
    """
    left, found, number = set(wanted), dict[int, str](), 0
    held = b""
    for chunk in chunks if left else ():
        held += chunk
        end = 0
        for match in _ITEM.finditer(held):
            if number in left:
                found[number] = rich(match[1] or b"")
                left.discard(number)
            number += 1
            end = match.end()
        if not left:
            break
        held = held[end:]
    return found
