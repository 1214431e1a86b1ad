"""The VBA project as a file: other people's readers find in it what was put into it."""

import io
import struct
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.hosts.excel.ovba.compound import compound_file
from xlcrm.hosts.excel.ovba.compression import compress
from xlcrm.hosts.excel.ovba.directory import directory_stream
from xlcrm.hosts.excel.ovba.modules import Module, ModuleKind
from xlcrm.hosts.excel.ovba.project import project_id, vba_project
from xlcrm.hosts.excel.ovba.protection import OPEN, obfuscated, revealed
from xlcrm.hosts.excel.sources import PROJECT, modules

olefile = pytest.importorskip("olefile", reason="oletools is not installed")
olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")

EXCELS_OWN = "{BDFF0F99-EFC5-4DB0-830D-4C8BFEE87599}"
"""Of a project that Excel wrote, with its protection tuple."""


def opened(content):
    return olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_POTENTIAL)


def unpacked(content):
    return bytes(olevba.decompress_stream(bytearray(content)))


@pytest.fixture(scope="module")
def project(baked):
    return opened(vba_project(PROJECT, modules(baked)))


def stream(project, name):
    return project.openstream(name).read()


@given(st.binary(max_size=3000) | st.text("ab\r\n ", max_size=9000).map(str.encode))
def test_compression_is_read_back_by_olevba(data):
    assert unpacked(compress(data)) == data if data else compress(data) == b"\x01"


def test_runs_are_short():
    assert len(compress(b"abc" * 4000)) < 60


@given(
    st.dictionaries(
        st.text("abcXYZ_1", min_size=1, max_size=20),
        st.binary(max_size=9000) | st.integers(0, 40_000).map(bytes),
        max_size=12,
    )
)
def test_a_compound_file_is_read_back_by_olefile(contents):
    by_name = {name.upper(): content for name, content in contents.items()}
    streams = {f"VBA/{name}": content for name, content in by_name.items()} | {"TOP": b"1"}
    file = opened(compound_file(streams))
    assert {"/".join(path) for path in file.listdir()} == set(streams)
    for path, content in streams.items():
        assert file.openstream(path).read() == content


def test_the_tree_of_names_is_red_and_black(project):
    """No red node has a red child, and every way down meets as many black ones."""
    entries = project.direntries
    nothing, red = 0xFFFFFFFF, 0

    def blacks(number, above_is_red=False):
        if number == nothing:
            return 1
        entry = entries[number]
        assert not (above_is_red and entry.color == red)
        left = blacks(entry.sid_left, entry.color == red)
        assert left == blacks(entry.sid_right, entry.color == red)
        return left + (entry.color != red)

    for entry in entries:
        if entry is not None and entry.sid_child != nothing:
            blacks(entry.sid_child)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("DDDF94F5ACD6B0D6B0D6B0D6B0", OPEN["CMG"]),
        ("BAB8F3DCD1DDD1DDD1", OPEN["DPB"]),
        ("9795DE03663D423E423EBD", OPEN["GC"]),
    ],
)
def test_the_protection_that_excel_wrote_is_understood(text, states):
    assert revealed(text, EXCELS_OWN) == states


def test_the_protection_is_written_as_excel_does():
    assert obfuscated(OPEN["CMG"], EXCELS_OWN, 0xDD) == "DDDF94F5ACD6B0D6B0D6B0D6B0"


@given(st.binary(max_size=40), st.integers(0, 255))
def test_the_protection_belongs_to_its_project(data, seed):
    ours = project_id(PROJECT)
    assert revealed(obfuscated(data, ours, seed), ours) == data
    with pytest.raises(ValueError, match=r"^\w+$"):
        revealed(obfuscated(data, ours, seed), ours.replace("D", "E", 1))


def test_the_project_states_the_tuple_of_its_own(project):
    lines = stream(project, "PROJECT").decode("cp1252").split("\r\n")
    stated = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "&")
    identity = stated["ID"].strip('"')
    for key, data in OPEN.items():
        assert revealed(stated[key].strip('"'), identity) == data
    assert stated["Name"] == f'"{PROJECT}"'


def test_nothing_compiled_is_in_it(project):
    assert stream(project, "VBA/_VBA_PROJECT") == bytes.fromhex("cc61ffff000000")
    assert not [path for path in project.listdir() if "SRP" in path[-1]]


def test_every_module_is_there_byte_for_byte(project, baked):
    listed = modules(baked)
    names = {path[1] for path in project.listdir() if path[0] == "VBA"}
    assert names == {module.name for module in listed} | {"dir", "_VBA_PROJECT"}
    for module in listed:
        assert unpacked(stream(project, f"VBA/{module.name}")) == module.source
        assert b"\n" not in module.source.replace(b"\r\n", b"")


def records(content):
    """The records of a dir stream: kind and content."""
    at, found = 0, []
    while at < len(content):
        kind, size = struct.unpack_from("<HI", content, at)
        size = 6 if kind == 9 else size
        found.append((kind, content[at + 6 : at + 6 + size]))
        at += 6 + size
    return found


@pytest.mark.parametrize("listed", [b"stdole", b"Office"])
def test_references(project, listed):
    found = records(unpacked(stream(project, "VBA/dir")))
    names = [content for kind, content in found if kind == 0x16]
    assert listed in names
    assert len([kind for kind, _ in found if kind == 0x0D]) == len(names) == 2


def test_the_directory_counts_and_types_its_modules(project, baked):
    found = records(unpacked(stream(project, "VBA/dir")))
    kinds = [kind for kind, _ in found]
    listed = modules(baked)
    assert dict(found)[0x0F] == struct.pack("<H", len(listed))
    assert [content.decode() for kind, content in found if kind == 0x19] == [m.name for m in listed]
    procedural = [m for m in listed if m.kind is ModuleKind.PROCEDURES]
    assert (kinds.count(0x21), kinds.count(0x22)) == (
        len(procedural),
        len(listed) - len(procedural),
    )
    assert dict(found)[0x03] == struct.pack("<H", 1252)
    assert found[-1] == (0x10, b"")
    assert directory_stream("A", []) != directory_stream("B", [])


def test_names_in_both_writings(project, baked):
    raw = stream(project, "PROJECTwm")
    for module in modules(baked):
        assert module.name.encode() + b"\0" + module.name.encode("utf-16-le") + b"\0\0" in raw
    assert raw.endswith(b"\0\0")


def test_olevba_finds_the_same_modules(addin, baked):
    parser = olevba.VBA_Parser(str(addin))
    found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    assert set(found) == {module.name for module in modules(baked)}
    for module in modules(baked):
        assert found[module.name].splitlines() == module.source.decode("cp1252").splitlines()


@pytest.mark.skipif(find_spec("pyopenvba") is None, reason="pyOpenVBA is not installed")
def test_pyopenvba_finds_nothing_wrong(addin):
    from pyopenvba.integrity import check_file

    assert check_file(addin).issues == ()


def test_code_names_in_the_package_are_those_of_the_documents(addin, baked):
    documents = [module.name for module in modules(baked) if module.kind.is_document]
    with zipfile.ZipFile(addin) as archive:
        assert f'codeName="{documents[0]}"'.encode() in archive.read("xl/workbook.xml")
        assert f'codeName="{documents[1]}"'.encode() in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["", "X" * 32])
def test_a_name_that_the_editor_refuses(name):
    with pytest.raises(ValueError, match=r"^X*$"):
        _ = Module(name, ModuleKind.PROCEDURES).source


def test_a_character_outside_of_the_code_page_is_refused():
    with pytest.raises(UnicodeEncodeError):
        _ = Module("A", ModuleKind.PROCEDURES, "' Жанна").source


def test_modules_of_one_name_are_refused():
    twice = [Module(name, ModuleKind.PROCEDURES) for name in ("Aa", "aA")]
    with pytest.raises(ValueError, match="Aa"):
        vba_project("P", twice)


def test_too_much_for_one_table_of_sectors_is_refused():
    with pytest.raises(ValueError, match=r"^\d+$"):
        compound_file({"A": bytes(8 << 20)})


def test_a_build_is_repeatable(baked, addin):
    from xlcrm.hosts.excel.addin import build_addin

    assert build_addin(baked) == Path(addin).read_bytes()
