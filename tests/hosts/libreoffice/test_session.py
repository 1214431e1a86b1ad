"""How an office is started."""

import os

from xlcrm.hosts.libreoffice.session import without_venv


def test_an_office_is_started_outside_of_virtual_environments(tmp_path):
    """In one that is active its Python found another library, and no function of ours came up."""
    venv, other = tmp_path / "venv" / "bin", tmp_path / "other" / "bin"
    for folder in (venv, other):
        folder.mkdir(parents=True)
    (venv.parent / "pyvenv.cfg").write_text("home = /usr/bin")
    active = {
        "PATH": os.pathsep.join([str(venv), str(other)]),
        "VIRTUAL_ENV": str(venv.parent),
        "PYTHONHOME": str(venv.parent),
        "LANG": "C.UTF-8",
    }
    assert without_venv(active) == {"PATH": str(other), "LANG": "C.UTF-8"}
