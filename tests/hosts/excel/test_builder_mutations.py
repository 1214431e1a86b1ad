"""Each rule for the add-in's file is held by a judge: whoever breaks the builder is caught.

The judge reads with other people's readers. It knows MS-OVBA's rules, and what an add-in that
xlwings ships, and that Excel is known to open, says of the libraries that it refers to.
"""

import io
import re
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlwings

from xlcrm.hosts.excel import addin as builder
from xlcrm.hosts.excel.ovba import directory, modules, project
from xlcrm.hosts.excel.ovba.protection import OPEN, obfuscated, revealed

olefile = pytest.importorskip("olefile", reason="oletools is not installed")
olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")

SHIPPED = Path(xlwings.__file__).parent / "addin" / "xlwings.xlam"
REFERENCE, NAME, PAGE, SYSTEM, OFFSET = 0x0D, 0x16, 0x03, 0x01, 0x31
VBA_PART = "application/vnd.ms-office.vbaProject"
EXTENSIBILITY = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def opened(content):
    binary = zipfile.ZipFile(io.BytesIO(content)).read("xl/vbaProject.bin")
    return olefile.OleFileIO(io.BytesIO(binary))


def unpacked(container, name):
    return bytes(olevba.decompress_stream(bytearray(container.openstream(name).read())))


def records(container):
    content, at, found = unpacked(container, "VBA/dir"), 0, []
    while at < len(content):
        kind, size = struct.unpack_from("<HI", content, at)
        size = 6 if kind == 9 else size
        found.append((kind, content[at + 6 : at + 6 + size]))
        at += 6 + size
    return found


def references(container):
    """The libraries: GUID and version by name."""
    found, name = {}, ""
    for kind, content in records(container):
        if kind == NAME:
            name = content.decode("cp1252")
        elif kind == REFERENCE:
            _, guid, version = re.split(r"#|\*\\G", content[4:].decode("cp1252"))[:3]
            found[name.casefold()] = (guid.upper(), version)
    return found


def faults(content):
    """What is wrong with an add-in's file, by name; none for the one that is built."""
    container = opened(content)
    streams = {"/".join(path) for path in container.listdir()}
    listed = records(container)
    lines = container.openstream("PROJECT").read().decode("cp1252").split("\r\n")
    stated = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "&")
    identity = stated["ID"].strip('"')
    written = [line.split("=")[1].split("/")[0] for line in lines if line.startswith(KINDS)]
    package = zipfile.ZipFile(io.BytesIO(content))
    documents = [line[9:].split("/")[0] for line in lines if line.startswith("Document=")]
    parts = ("xl/workbook.xml", "xl/worksheets/sheet1.xml")
    coded = [re.search(r'codeName="(\w+)"', package.read(one).decode())[1] for one in parts]
    raw = container.openstream("PROJECTwm").read()
    sources = [unpacked(container, f"VBA/{name}") for name in written if f"VBA/{name}" in streams]
    held = {
        "references": references(container) == references(opened(SHIPPED.read_bytes())),
        "version": container.openstream("VBA/_VBA_PROJECT").read()[2:4] == b"\xff\xff",
        "no cache": container.get_size("VBA/_VBA_PROJECT") == 7,
        "page": dict(listed)[PAGE] == struct.pack("<H", 1252),
        "system": dict(listed)[SYSTEM][0] <= 3,
        "offsets": all(content == bytes(4) for kind, content in listed if kind == OFFSET),
        "protection": all(protects(stated[key], data, identity) for key, data in OPEN.items()),
        "code names": documents == coded,
        "modules": streams == {f"VBA/{name}" for name in (*written, "dir", "_VBA_PROJECT")} | TOP,
        "names": all(name.encode("utf-16-le") + bytes(2) in raw for name in written),
        "line ends": not any(b"\n" in one.replace(b"\r\n", b"") for one in sources),
        "kinds": kinds(listed)
        == [line.startswith("Module=") for line in lines if line.startswith(KINDS)],
        "ribbon": EXTENSIBILITY in package.read("_rels/.rels").decode(),
        "content type": VBA_PART in package.read("[Content_Types].xml").decode(),
    }
    return {name for name, well in held.items() if not well}


KINDS = ("Document=", "Module=", "Class=")
TOP = {"PROJECT", "PROJECTwm"}


def kinds(listed):
    """Whether each module is said to hold procedures, in order."""
    return [kind == 0x21 for kind, _ in listed if kind in {0x21, 0x22}]


def protects(text, data, identity):
    try:
        return revealed(text.strip('"'), identity) == data
    except ValueError:
        return False


def with_line_feeds(self):
    return SOURCE.fget(self).replace(b"\r\n", b"\n")


SOURCE = modules.Module.source
REFERENCES = directory.REFERENCES
OTHER = "{00000000-0000-0000-0000-000000000001}"
COMPILED = bytes.fromhex("cc61b500000100") + bytes(9)


def foreign(data, identity, seed):
    return obfuscated(data, identity.replace("D", "E", 1), seed)


class Swapped:
    PROCEDURES = modules.ModuleKind.CLASS


MUTATIONS = {
    "the first reference dropped": ("references", directory, "REFERENCES", REFERENCES[1:]),
    "the last reference dropped": ("references", directory, "REFERENCES", REFERENCES[:1]),
    "another library": (
        "references",
        directory,
        "REFERENCES",
        (REFERENCES[0], replace(REFERENCES[1], library=OTHER)),
    ),
    "another version of a library": (
        "references",
        directory,
        "REFERENCES",
        (replace(REFERENCES[0], version="1.0"), REFERENCES[1]),
    ),
    "a version of some Excel": ("version", project, "_NOTHING_COMPILED", COMPILED[:7]),
    "something compiled": ("no cache", project, "_NOTHING_COMPILED", COMPILED),
    "another code page": ("page", directory, "_PAGE", 65001),
    "an unknown system": ("system", directory, "_WINDOWS_64", 9),
    "the protection of another project": ("protection", project, "obfuscated", foreign),
    "no names": ("names", project, "_names", lambda listed: bytes(2)),
    "line feeds alone": ("line ends", modules.Module, "source", property(with_line_feeds)),
    "a sheet without its module": ("code names", builder, "SHEET", "Sheet9"),
    "a ribbon that nobody finds": ("ribbon", builder, "_MICROSOFT", "http://example.com"),
    "classes said to be procedures": ("kinds", directory, "ModuleKind", Swapped),
}


def test_the_file_that_is_built_has_no_fault(baked):
    assert faults(builder.build_addin(baked)) == set()


@pytest.mark.parametrize(
    ("fault", "place", "name", "value"), MUTATIONS.values(), ids=MUTATIONS.keys()
)
def test_a_builder_that_is_broken_is_caught(fault, place, name, value, baked, monkeypatch):
    monkeypatch.setattr(place, name, value)
    assert fault in faults(builder.build_addin(baked))
