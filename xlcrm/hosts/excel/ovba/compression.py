"""The compression of VBA sources (MS-OVBA 2.4.1): runs of a chunk that stood in it before."""

from collections.abc import Iterator

_CHUNK = 4096
_SIGNATURE = 0b011 << 12
_COMPRESSED = 1 << 15
_SHORTEST = 3
_TRIED = 32
"""So many earlier places are compared for each run; more would hardly make it shorter."""


def compress(data: bytes) -> bytes:
    """A compressed container.

    Args:
        data: of any length.

    Returns:
        The signature byte 1, then one block for each 4096 bytes.
    """
    chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
    return b"\x01" + b"".join(_block(chunk) for chunk in chunks)


def _block(chunk: bytes) -> bytes:
    packed = b"".join(_sequences(chunk))
    if len(packed) > _CHUNK:
        raw = chunk.ljust(_CHUNK, b"\0")
        return _header(len(raw), compressed=False) + raw
    return _header(len(packed), compressed=True) + packed


def _header(size: int, *, compressed: bool) -> bytes:
    # The size that it states counts the header, and is three less than that.
    word = (size + 2 - 3) | _SIGNATURE | (_COMPRESSED if compressed else 0)
    return word.to_bytes(2, "little")


def _sequences(chunk: bytes) -> Iterator[bytes]:
    """Groups of eight tokens, each group under a byte that says which of them are copies."""
    flags, group = 0, list[bytes]()
    for copied, token in _tokens(chunk):
        flags |= copied << len(group)
        group.append(token)
        if len(group) == 8:  # noqa: PLR2004 - a byte has eight flags
            yield bytes([flags]) + b"".join(group)
            flags, group = 0, []
    if group:
        yield bytes([flags]) + b"".join(group)


def _tokens(chunk: bytes) -> Iterator[tuple[bool, bytes]]:
    """Single bytes and copies, in order."""
    places: dict[bytes, list[int]] = {}
    at = 0
    while at < len(chunk):
        offset, length = _longest(chunk, at, places)
        if length:
            bits = _offset_bits(at)
            token = (offset - 1) << (16 - bits) | (length - _SHORTEST)
            yield True, token.to_bytes(2, "little")
        else:
            length = 1
            yield False, chunk[at : at + 1]
        for start in range(at, at + length):
            places.setdefault(chunk[start : start + _SHORTEST], []).append(start)
        at += length


def _longest(chunk: bytes, at: int, places: dict[bytes, list[int]]) -> tuple[int, int]:
    """How far back the longest run that begins here stood before, and its length; (0, 0): none."""
    if at == 0:
        return 0, 0
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(chunk) - at)
    best = (0, 0)
    if most < _SHORTEST:
        return best
    for start in reversed(places.get(chunk[at : at + _SHORTEST], [])[-_TRIED:]):
        length = _SHORTEST
        while length < most and chunk[start + length] == chunk[at + length]:
            length += 1
        if length > best[1]:
            best = at - start, length
    return best


def _offset_bits(at: int) -> int:
    """How many bits of a copy say how far back, when `at` bytes of the chunk stand already."""
    return max((at - 1).bit_length(), 4)
