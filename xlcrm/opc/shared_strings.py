"""The texts that cells share, decoded only when a cell asks for them."""

import re

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
