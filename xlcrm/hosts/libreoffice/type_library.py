"""The type library of the functions: the UNO interface that Calc looks into, as bytes.

The format is LibreOffice's binary UNOIDL registry, described at the head of
unoidl/source/unoidlprovider.cxx in its source: little-endian, names end with a zero byte, strings
carry their length, maps are sorted by name.
"""

import struct
from collections.abc import Sequence

MAGIC = b"UNOIDL\xff\x00"
MODULE, INTERFACE = 0, 5
IN = 0

Parameters = Sequence[tuple[str, str]]
"""Names and UNO types of a method's parameters, all of them going in."""


class _Registry:
    """The file as it grows; every piece is written before whatever points to it."""

    def __init__(self) -> None:
        self.data = bytearray(MAGIC + struct.pack("<II", 0, 0))

    def append(self, piece: bytes) -> int:
        """Appends bytes; returns where they stand."""
        place = len(self.data)
        self.data += piece
        return place

    def name(self, name: str) -> int:
        return self.append(name.encode("ascii") + b"\0")


def type_library(interface: str, methods: Sequence[tuple[str, str, Parameters]]) -> bytes:
    """A type library with one interface.

    Args:
        interface: its full name, such as "org.xlcrm.XFunctions".
        methods: name, result type and parameters of each method.

    Returns:
        The content of an .rdb file.
    """
    registry = _Registry()
    *modules, name = interface.split(".")
    entry = registry.name(name), registry.append(_interface(methods))
    for module in reversed(modules):
        payload = struct.pack("<BIII", MODULE, 1, *entry)
        entry = registry.name(module), registry.append(payload)
    root = registry.append(struct.pack("<II", *entry))
    struct.pack_into("<II", registry.data, len(MAGIC), root, 1)
    return bytes(registry.data)


def _interface(methods: Sequence[tuple[str, str, Parameters]]) -> bytes:
    mandatory, optional, attributes = 1, 0, 0
    payload = struct.pack("<BI", INTERFACE, mandatory) + _text("com.sun.star.uno.XInterface")
    payload += struct.pack("<III", optional, attributes, len(methods))
    for name, result, parameters in methods:
        payload += _text(name) + _text(result) + struct.pack("<I", len(parameters))
        for parameter, kind in parameters:
            payload += struct.pack("<B", IN) + _text(parameter) + _text(kind)
        exceptions = 0
        payload += struct.pack("<I", exceptions)
    return payload


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("ascii")
