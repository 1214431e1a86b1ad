"""Finding LibreOffice, and saying what is wrong with it."""

import shutil
import sys

import pytest

from xlcrm.errors import HostError
from xlcrm.hosts.libreoffice import office as module
from xlcrm.hosts.libreoffice.office import Office
from xlcrm.macros.outcome import explain

OURS = f"3.{sys.version_info.minor}"


@pytest.fixture
def with_library(tmp_path):
    def make(content, name="libpyuno.so"):
        (tmp_path / name).write_bytes(content)
        return Office(tmp_path)

    return make


@pytest.mark.parametrize(
    ("content", "version"),
    [
        (b"..libpython3.11.so.1.0\0libc.so.6\0", "3.11"),
        (b"..libpython3.8.so\0", "3.8"),
        (b"..python312.dll\0", "3.12"),
        (b"@loader_path/LibreOfficePython.framework/Versions/3.9/LibreOfficePython\0", "3.9"),
        (b"nothing of the kind", ""),
    ],
)
def test_the_version_of_its_python(with_library, content, version):
    assert with_library(content).python == version


def test_the_same_python_is_right(with_library):
    with_library(f"libpython{OURS}.so.1.0\0".encode()).check_python()


def test_another_python_is_named(with_library):
    with pytest.raises(HostError) as caught:
        with_library(b"libpython3.4.so.1.0\0").check_python()
    assert "Python 3.4" in explain(caught.value)
    assert f"Python {OURS}" in explain(caught.value)


def test_no_python_is_said(tmp_path):
    with pytest.raises(HostError) as caught:
        Office(tmp_path).check_python()
    assert "comes without Python" in explain(caught.value)


def test_no_office_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(module, "_PLACES", ("/nowhere/libreoffice*/program",))
    with pytest.raises(HostError) as caught:
        Office.find()
    assert "was not found" in explain(caught.value)


def test_an_office_in_a_usual_place_is_found(monkeypatch, tmp_path):
    folder = tmp_path / "libreoffice9.1" / "program"
    folder.mkdir(parents=True)
    (folder / "soffice").touch()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(module, "_PLACES", (f"{tmp_path}/libreoffice*/program",))
    assert Office.find().program == folder
