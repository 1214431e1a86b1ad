"""New bytes in place of pieces of a part, kept until the part is written."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlcrm.opc.part_text import Forward
from xlcrm.opc.streamed import Spool

# Cuts as near as this are made in one piece; a million of them one by one take their time.
_NEAR = 1 << 20


@dataclass(frozen=True)
class Made:
    """New bytes in place of pieces of a part.

    Attributes:
        starts, ends: where the pieces begin and end, in order.
        texts: what stands there instead.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    texts: Sequence[bytes]


class Cuts:
    """All new bytes of one part with their places."""

    def __init__(self) -> None:
        self._starts, self._ends = array("Q"), array("Q")
        self._texts = Spool()

    def keep(self, made: Made) -> None:
        """Keeps new bytes; they come in order.

        Raises:
            OSError: the disk is full or fails.
        """
        self._starts.extend(made.starts)
        self._ends.extend(made.ends)
        self._texts.add(made.texts)

    def over(self, body: Forward, last: int) -> Iterator[bytes | memoryview]:
        """The part up to a place, with the new bytes in it.

        Args:
            body: its bytes.
            last: the place.
        """
        texts = iter(self._texts)
        at = 0
        while at < len(self._starts):
            begin = self._starts[at]
            yield from body.take(begin)
            stop = max(bisect_right(self._ends, begin + _NEAR, at), at + 1)
            if stop > at + 1:
                yield from self._joined(body, range(at, stop), texts)
            else:
                yield next(texts)
                for _ in body.take(self._ends[at]):
                    pass
            at = stop
        yield from body.take(last)

    def _joined(self, body: Forward, near: range, texts: Iterator[bytes]) -> Iterator[bytes]:
        """The bytes from the first of some cuts to the end of the last."""
        starts, ends = self._starts[near.start : near.stop], self._ends[near.start : near.stop]
        first = place = starts[0]
        there = b"".join(body.take(ends[-1]))
        out: list[bytes] = []
        size = 0
        for start, end, text in zip(starts, ends, texts, strict=False):
            out += there[place - first : start - first], text
            place = end
            size += len(text)
            if size > _NEAR:
                yield b"".join(out)
                out, size = [], 0
        yield b"".join(out)
