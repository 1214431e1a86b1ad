"""The `dir` stream of a VBA project (MS-OVBA 2.3.4.2): its name, references and modules."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.hosts.excel.ovba.modules import CODE_PAGE, Module, ModuleKind

_WINDOWS_64, _ENGLISH, _PAGE = 3, 0x0409, 1252
_NO_COOKIE = 0xFFFF
_MAJOR, _MINOR = 1, 1


@dataclass(frozen=True)
class Reference:
    """A type library that the code may name.

    Attributes:
        name: as code names it.
        library: its GUID in braces.
        version: such as "2.0".
        path: where it usually stands; another place is found by the GUID.
        title: what the editor shows.
    """

    name: str
    library: str
    version: str
    path: str
    title: str


REFERENCES = (
    Reference(
        "stdole",
        "{00020430-0000-0000-C000-000000000046}",
        "2.0",
        "C:\\Windows\\System32\\stdole2.tlb",
        "OLE Automation",
    ),
    Reference(
        "Office",
        "{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}",
        "2.0",
        "C:\\Program Files\\Common Files\\Microsoft Shared\\OFFICE16\\MSO.DLL",
        "Microsoft Office 16.0 Object Library",
    ),
)
"""What Excel writes into a new project. VBA and Excel themselves are always there."""


def directory_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The stream, not yet compressed.

    Args:
        name: of the project.
        modules: in order.
    """
    return b"".join(
        (
            _information(name),
            *(_reference(reference) for reference in REFERENCES),
            _record(0x0F, struct.pack("<H", len(modules))),
            _record(0x13, struct.pack("<H", _NO_COOKIE)),
            *(_module(module) for module in modules),
            _record(0x10),
        )
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", kind, len(content)) + content


def _twice(kind: int, unicode_kind: int, text: str) -> bytes:
    """A text in the project's code page and again in Unicode."""
    unicode_text = text.encode("utf-16-le")
    return _record(kind, text.encode(CODE_PAGE)) + _record(unicode_kind, unicode_text)


def _number(kind: int, value: int) -> bytes:
    return _record(kind, struct.pack("<I", value))


def _information(name: str) -> bytes:
    return b"".join(
        (
            _number(0x01, _WINDOWS_64),
            _number(0x02, _ENGLISH),
            _number(0x14, _ENGLISH),
            _record(0x03, struct.pack("<H", _PAGE)),
            _record(0x04, name.encode(CODE_PAGE)),
            _twice(0x05, 0x40, ""),
            _record(0x06) + _record(0x3D),
            _number(0x07, 0),
            _number(0x08, 0),
            # The size of this one is said to be 4, although 6 bytes follow (2.3.4.2.1.11).
            struct.pack("<HIIH", 0x09, 4, _MAJOR, _MINOR),
            _twice(0x0C, 0x3C, ""),
        )
    )


def _reference(reference: Reference) -> bytes:
    fields = (f"*\\G{reference.library}", reference.version, "0", reference.path, reference.title)
    content = "#".join(fields).encode(CODE_PAGE)
    sized = struct.pack("<I", len(content)) + content + bytes(6)
    return _twice(0x16, 0x3E, reference.name) + _record(0x0D, sized)


def _module(module: Module) -> bytes:
    procedural = module.kind is ModuleKind.PROCEDURES
    return b"".join(
        (
            _twice(0x19, 0x47, module.name),
            _twice(0x1A, 0x32, module.name),
            _twice(0x1C, 0x48, ""),
            _number(0x31, 0),  # the source begins at once: nothing compiled stands before it
            _number(0x1E, 0),
            _record(0x2C, struct.pack("<H", _NO_COOKIE)),
            _record(0x21 if procedural else 0x22),
            _record(0x2B),
        )
    )
