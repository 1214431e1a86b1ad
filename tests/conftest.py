"""What tests of several rooms share: the data, the command, and the programs of others."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from xlcrm.cli import program

ROOT = Path(__file__).parents[1]
# No test judges wall time: a busy machine is not a fault.
settings.register_profile("xlcrm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("xlcrm")

PATIENCE = 300
"""Seconds after which a program of others counts as stuck."""


@pytest.fixture(scope="session")
def data():
    """The folder with real data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("XLCRM_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data is not here: {folder.name} is absent (set XLCRM_DATA)")
    return folder


@pytest.fixture(scope="session")
def cdnow():
    """The purchases of CDNOW's customers, out of the development package lifetimes."""
    found = importlib.util.find_spec("lifetimes")  # its import would warn
    if found is None or found.origin is None:
        pytest.skip("CDNOW is not here: the development package lifetimes is not installed")
    return Path(found.origin).parent / "datasets" / "CDNOW_master.txt"


@pytest.fixture(scope="session")
def run_command():
    """Runs the command and returns (exit status, output, errors)."""

    def run(*arguments):
        result = CliRunner().invoke(program(), [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return run


@pytest.fixture
def xlcrm(run_command, tmp_path, monkeypatch):
    """The command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return run_command


@pytest.fixture(scope="session")
def validator() -> Path:
    """Microsoft's Open XML SDK validator."""
    package = ROOT / "node_modules" / "@xarsh" / "ooxml-validator"
    found = Path(os.environ.get("XLCRM_VALIDATOR", package)) / "dist" / "src" / "cli.js"
    if not found.exists() or shutil.which("node") is None:
        pytest.skip("the Open XML SDK validator is not installed (script/setup --checks)")
    return found


@pytest.fixture(scope="session")
def sdk_errors(validator: Path) -> Callable[[Path], list[tuple[str, str]]]:
    """What Microsoft's Open XML SDK finds wrong in a book: description and part of each error."""

    def judge(path: Path) -> list[tuple[str, str]]:
        done = subprocess.run(
            ["node", validator, path], capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert done.returncode in {0, 1}, done.stderr
        told = json.loads(done.stdout)
        assert told["ok"] == (done.returncode == 0) == (not told["errors"])
        return [(str(one["description"]), str(one["path"])) for one in told["errors"]]

    return judge


@pytest.fixture(scope="session")
def saved_by_libreoffice(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], Path]:
    """Opens a book in LibreOffice, with a profile of its own, and returns the copy that it saves."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = (folder / "profile").as_uri()

    def convert(book: Path) -> Path:
        target = folder / book.stem
        office = subprocess.Popen(
            [
                *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"),
                *("--convert-to", "xlsx", "--outdir", target, book),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = office.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)  # soffice is a script that starts the office
            office.communicate()
            raise
        assert office.returncode == 0, said
        return target / book.name

    return convert
