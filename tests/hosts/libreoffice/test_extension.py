"""The extension as a file."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
from lxml import etree

from xlcrm.hosts.libreoffice.extension import build_extension, package_folders
from xlcrm.hosts.libreoffice.names import CLOSED, OPENED, SAVED, SAVING
from xlcrm.udfs.catalogue import FUNCTIONS

OOR = "{http://openoffice.org/2001/registry}"
MANIFEST = "{http://openoffice.org/2001/manifest}"


@pytest.fixture(scope="module")
def archive():
    return zipfile.ZipFile(io.BytesIO(build_extension(["/one", "/two"])))


@pytest.fixture
def tree(archive):
    return lambda name: etree.fromstring(archive.read(name))


def child(node, name):
    (found,) = [one for one in node if one.get(f"{OOR}name") == name]
    return found


def said(node, name):
    return child(node, name).findtext("value")


def test_equal_arguments_give_equal_bytes():
    assert build_extension(["/one"]) == build_extension(["/one"])
    assert build_extension(["/one"]) != build_extension(["/two"])


def test_the_manifest_names_what_is_there(archive, tree):
    listed = [entry.get(f"{MANIFEST}full-path") for entry in tree("META-INF/manifest.xml")]
    assert set(listed) <= set(archive.namelist())
    assert listed[0] == "xlcrm.rdb"  # the components need its types


def test_the_office_is_told_where_the_packages_are(archive):
    assert archive.read("python/paths.txt").decode().splitlines() == ["/one", "/two"]


def test_this_python_finds_xlcrm_where_it_says():
    import xlcrm

    assert any(xlcrm.__file__.startswith(folder) for folder in package_folders())


def test_the_loader_finds_the_package_before_one_that_the_office_would_find(tmp_path):
    stub = "def implementations():\n    return __file__\n"
    for home in ("told", "elsewhere"):
        folder = tmp_path / home / "xlcrm" / "hosts" / "libreoffice"
        folder.mkdir(parents=True)
        for package in (folder, folder.parent, folder.parents[1]):
            (package / "__init__.py").touch()
        (folder / "component.py").write_text(stub)
    loader = tmp_path / "xlcrm_loader.py"
    loader.write_bytes(
        zipfile.ZipFile(io.BytesIO(build_extension([]))).read(f"python/{loader.name}")
    )
    told, elsewhere = str(tmp_path / "told"), str(tmp_path / "elsewhere")
    (tmp_path / "paths.txt").write_text(told)
    shows = f"import runpy; print(runpy.run_path({str(loader)!r})['g_ImplementationHelper'])"
    for known in ([elsewhere], [elsewhere, told]):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(known)}
        command = [sys.executable, "-S", "-P", "-c", shows]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.startswith(told)


def test_the_wizard_is_told_of_every_function(tree):
    root = tree("CalcAddIns.xcu")
    functions = child(child(child(root, "AddInInfo"), "XLCRM"), "AddInFunctions")
    assert [node.get(f"{OOR}name") for node in functions] == list(FUNCTIONS)
    for node, function in zip(functions, FUNCTIONS.values(), strict=True):
        assert said(node, "DisplayName") == function.name
        assert len(said(node, "Description")) > len("Not long enough")
        hidden, *arguments = child(node, "Parameters")
        assert hidden.get(f"{OOR}name") == "document"
        assert [said(one, "DisplayName") for one in arguments] == [
            argument.name for argument in function.arguments
        ]
        assert all(said(one, "Description") for one in arguments)
        assert [said(one, "Description").endswith(" Needed.") for one in arguments] == [
            not argument.optional for argument in function.arguments
        ]


def test_the_events_of_documents_are_asked_for(tree):
    events = child(tree("Jobs.xcu"), "Events")
    names = [node.get(f"{OOR}name") for node in events]
    assert names == [*OPENED, *SAVING, *SAVED, *CLOSED]
    for node in events:
        (job,) = child(node, "JobList")
        assert job.get(f"{OOR}name") == "org.xlcrm.Events"
