"""A part's new bytes made piece by piece, each time that they are gone through."""

import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

_IN_MEMORY = 8 << 20
_BLOCK = 1 << 18


class Streamed(Sequence[bytes | memoryview]):
    """Pieces that are made anew each time, so that a large part is never held.

    Args:
        make: makes all pieces, in order.
    """

    def __init__(self, make: Callable[[], Iterator[bytes | memoryview]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[bytes | memoryview]:
        return self._make()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> bytes | memoryview: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes | memoryview]: ...
    def __getitem__(self, index: int | slice) -> bytes | memoryview | list[bytes | memoryview]:
        if isinstance(index, slice):
            return list(self)[index]
        for piece in islice(self, index, None) if index >= 0 else ():
            return piece
        raise IndexError(index)


class Spool:
    """Pieces kept in order: few in memory, many in a file that vanishes with this."""

    def __init__(self) -> None:
        # Closed when this goes, since nobody else holds it.
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._lengths = array("Q")
        self._waiting: list[bytes] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, pieces: Sequence[bytes]) -> None:
        """Keeps more pieces.

        Raises:
            OSError: the disk is full or fails.
        """
        self._waiting.extend(pieces)
        self._lengths.extend(map(len, pieces))
        self._size += sum(map(len, pieces))
        if self._size >= _BLOCK:
            self._flush()

    def _flush(self) -> None:
        self._file.seek(0, 2)
        self._file.write(b"".join(self._waiting))
        self._waiting.clear()
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        self._flush()
        place, block, at = 0, b"", 0
        for length in self._lengths:
            if at + length > len(block):
                self._file.seek(place)
                block, at = self._file.read(max(length, _BLOCK)), 0
            yield block[at : at + length]
            at, place = at + length, place + length


def blocks(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The same bytes in pieces that are not small: each has its cost wherever it goes."""
    held: list[bytes | memoryview] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield piece if len(held) == 1 else b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
