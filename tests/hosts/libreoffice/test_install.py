"""Installing into a fresh profile of a real LibreOffice, and taking it out again."""

import subprocess
import sys

import pytest

from xlcrm.hosts.libreoffice.names import IDENTIFIER
from xlcrm.hosts.libreoffice.office import Office
from xlcrm.hosts.libreoffice.session import Session


@pytest.fixture
def profile(tmp_path, office):
    return tmp_path / "profile"


def traces(profile):
    """What in a profile speaks of xlcrm."""
    files = [path for path in profile.rglob("*") if path.is_file()]
    named = {path for path in profile.rglob("*") if "xlcrm" in path.name.casefold()}
    return named | {path for path in files if b"xlcrm" in path.read_bytes().lower()}


def deployed(session):
    manager = session.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    found = manager.getAllExtensions(None, None)
    return [one.Identifier.Value for variants in found for one in variants if one is not None]


@pytest.mark.office
def test_it_comes_and_goes_without_a_trace(profile, office, xlcrm):
    for _ in range(2):  # the second time it takes the place of the first
        assert xlcrm("install", "libreoffice", "--profile", profile)[::2] == (0, "")
    with Session(office, profile) as session:
        assert deployed(session) == [IDENTIFIER]
        assert not session.ran_before
    status, said, _ = xlcrm("uninstall", "libreoffice", "--profile", profile)
    assert (status, "Nothing of it is left" in said) == (0, True)
    assert traces(profile) == set()
    status, said, _ = xlcrm("uninstall", "libreoffice", "--profile", profile)
    assert (status, "nothing to take out" in said) == (0, True)


@pytest.mark.office
def test_an_office_that_runs_goes_on_running(profile, office, xlcrm):
    with Session(office, profile) as session:
        status, said, _ = xlcrm("install", "libreoffice", "--profile", profile)
        assert (status, "start it again" in said) == (0, True)
        assert deployed(session) == [IDENTIFIER]
        with Session(office, profile) as second:
            assert second.ran_before
        assert deployed(session) == [IDENTIFIER]


def test_another_program_is_refused(xlcrm):
    status, _, errors = xlcrm("install", "wordstar")
    assert status == 2
    assert "libreoffice" in errors


def test_another_python_is_refused_before_anything_starts(xlcrm, tmp_path, monkeypatch):
    (tmp_path / "libpyuno.so").write_bytes(b"libpython3.4.so.1.0\0")
    monkeypatch.setattr(Office, "find", classmethod(lambda cls: cls(tmp_path)))
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("it was started"))
    status, _, errors = xlcrm("install", "libreoffice", "--profile", tmp_path / "profile")
    assert status == 2
    assert "Python 3.4" in errors


def test_an_office_without_python_is_told_what_to_install(xlcrm, tmp_path, monkeypatch):
    monkeypatch.setattr(Office, "find", classmethod(lambda cls: cls(tmp_path)))
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("it was started"))
    status, _, errors = xlcrm("install", "libreoffice", "--profile", tmp_path / "profile")
    assert status == 2
    assert f"The LibreOffice in {tmp_path} comes without Python" in " ".join(errors.split())
    assert "apt install python3-uno" in errors


@pytest.mark.office
@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the office")
def test_an_office_that_does_not_start_is_said(xlcrm, office, tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setattr(Office, "start", property(lambda self: str(program)))
    status, _, errors = xlcrm("install", "libreoffice", "--profile", tmp_path / "profile")
    assert status == 2
    assert "did not answer" in errors
