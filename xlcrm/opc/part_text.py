"""The bytes of a part, at hand or inflated again when they are asked for.

A sheet of a million rows has half a gigabyte of XML. Inflating it again costs less than holding it.
"""

from collections import deque
from collections.abc import Iterator
from typing import Protocol

from xlcrm.opc.package import Package
from xlcrm.opc.streamed import Streamed, blocks

# What was read last stays at hand this far back, for rows are asked for near each other.
_KEPT = 8 << 20


class PartText(Protocol):
    """The bytes of a part; places in it count from 0."""

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from a place up to a place (to the end where none is given), in pieces.

        Raises:
            BookDamagedError: the part is damaged; a wrong checksum is found by reading it whole.
        """

    def read(self, start: int, end: int) -> bytes:
        """The bytes from a place up to a place."""


class HeldPart:
    """A part that is in memory.

    Args:
        data: its bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes, in one piece."""
        yield self._data[start:end]

    def read(self, start: int, end: int) -> bytes:
        """The bytes from a place up to a place."""
        return self._data[start:end]


class InflatedPart:
    """A part of an open package that is too large to be held.

    Args:
        package: the package; it must stay open.
        name: the part.
    """

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._begin()

    def _begin(self) -> None:
        self._from = self._to = 0
        self._restart()

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from a place up to a place, in pieces."""
        whole = start == 0 and end is None
        place = 0
        for piece in self._pieces_of_part(checked=whole):
            if end is not None and place >= end:
                return
            begin = max(0, start - place)
            stop = len(piece) if end is None else min(len(piece), end - place)
            place += len(piece)
            if begin < stop:
                yield piece if stop - begin == len(piece) else piece[begin:stop]

    def read(self, start: int, end: int) -> bytes:
        """The bytes from a place up to a place; going forward is cheap, going back is not."""
        if start < self._from:
            self._restart()
        while self._to < end and (piece := next(self._stream, None)) is not None:
            self._pieces.append((self._to, piece))
            self._to += len(piece)
            while self._to - self._from - len(self._pieces[0][1]) > _KEPT and self._spare(start):
                self._pieces.popleft()
                self._from = self._pieces[0][0]
        return b"".join(
            piece[max(0, start - place) : end - place]
            for place, piece in self._pieces
            if place < end and place + len(piece) > start
        )

    def _pieces_of_part(self, *, checked: bool) -> Iterator[bytes]:
        return self._package.chunks(self._name, checked=checked)

    def _spare(self, start: int) -> bool:
        """Whether the first piece at hand ends before a place."""
        return len(self._pieces) > 1 and self._pieces[1][0] <= start

    def _restart(self) -> None:
        self._stream = self._pieces_of_part(checked=False)
        self._pieces: deque[tuple[int, bytes]] = deque()
        self._from = self._to = 0


class StagedPart(InflatedPart):
    """A part whose new bytes are made piece by piece, each time that they are asked for.

    Args:
        content: what makes them.
    """

    def __init__(self, content: Streamed) -> None:
        self._content = content
        self._begin()

    def _pieces_of_part(self, *, checked: bool) -> Iterator[bytes]:
        del checked  # nobody has stated a checksum yet
        return map(bytes, blocks(self._content))


class Forward:
    """Goes once through pieces of bytes, to one place after another.

    Args:
        chunks: the pieces.
        place: where the first begins.
    """

    def __init__(self, chunks: Iterator[bytes], place: int) -> None:
        self._chunks = chunks
        self._held = memoryview(b"")
        self._place = place

    def take(self, end: int) -> Iterator[memoryview]:
        """The bytes up to a place."""
        while self._place < end:
            if not self._held:
                self._held = memoryview(next(self._chunks, b""))
                if not self._held:
                    return
            piece = self._held[: end - self._place]
            self._held = self._held[len(piece) :]
            self._place += len(piece)
            yield piece
