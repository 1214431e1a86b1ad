"""A part's new bytes made piece by piece, each time that they are gone through."""

import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

_IN_MEMORY = 8 << 20


class Streamed(Sequence[bytes]):
    """Pieces that are made anew each time, so that a large part is never held.

    Args:
        make: makes all pieces, in order.
    """

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[bytes]:
        return self._make()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
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

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, piece: bytes) -> None:
        """Keeps a piece.

        Raises:
            OSError: the disk is full or fails.
        """
        self._file.seek(0, 2)
        self._file.write(piece)
        self._lengths.append(len(piece))

    def __iter__(self) -> Iterator[bytes]:
        place = 0
        for length in self._lengths:
            self._file.seek(place)
            yield self._file.read(length)
            place += length
