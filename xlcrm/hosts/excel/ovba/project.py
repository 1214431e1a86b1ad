"""vbaProject.bin: a VBA project of sources alone, which the office compiles when it opens it."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from xlcrm.hosts.excel.ovba.compound import compound_file
from xlcrm.hosts.excel.ovba.compression import compress
from xlcrm.hosts.excel.ovba.directory import directory_stream
from xlcrm.hosts.excel.ovba.modules import CODE_PAGE, Module, ModuleKind
from xlcrm.hosts.excel.ovba.protection import OPEN, obfuscated

_NOTHING_COMPILED = bytes.fromhex("cc61ffff000000")
"""The `_VBA_PROJECT` stream as MS-OVBA 2.3.4.1 wants it written: version 0xFFFF, no cache."""

_SPACE = UUID("6d1a2f0e-3f0b-5c53-9d1c-3c1c7f0a3e57")
_SEED = 0x5C
_KEYWORDS = {ModuleKind.PROCEDURES: "Module", ModuleKind.CLASS: "Class"}
_EDITOR = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """A VBA project.

    Args:
        name: of the project.
        modules: the documents among them are the workbook and all of its sheets.

    Returns:
        The compound file; equal arguments give equal bytes.

    Raises:
        ValueError: two modules have one name, a name is too long, or a character of a source is
            not in the project's code page.
    """
    if len({module.name.casefold() for module in modules}) != len(modules):
        raise ValueError([module.name for module in modules])
    streams = {f"VBA/{module.name}": compress(module.source) for module in modules}
    return compound_file(
        {
            **streams,
            "VBA/_VBA_PROJECT": _NOTHING_COMPILED,
            "VBA/dir": compress(directory_stream(name, modules)),
            "PROJECT": _project(name, modules),
            "PROJECTwm": _names(modules),
        }
    )


def project_id(name: str) -> str:
    """The GUID of a project in braces; it follows from the name, so that a build is repeatable."""
    return f"{{{str(uuid5(_SPACE, name)).upper()}}}"


def _project(name: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream: properties as lines (2.3.1)."""
    identity = project_id(name)
    lines = [f'ID="{identity}"']
    for module in modules:
        if module.kind.is_document:
            lines.append(f"Document={module.name}/&H00000000")
        else:
            lines.append(f"{_KEYWORDS[module.kind]}={module.name}")
    lines += [f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    lines += [f'{key}="{obfuscated(data, identity, _SEED)}"' for key, data in OPEN.items()]
    lines += ["", "[Host Extender Info]", _EDITOR, "", "[Workspace]"]
    lines += [f"{module.name}=0, 0, 0, 0, C" for module in modules]
    return "".join(f"{line}\r\n" for line in lines).encode(CODE_PAGE)


def _names(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream: each name in the code page and in Unicode (2.3.3)."""
    pairs = (
        module.name.encode(CODE_PAGE) + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    )
    return b"".join(pairs) + b"\0\0"
