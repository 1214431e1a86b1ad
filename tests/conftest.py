"""What tests of several rooms share: where the data is, and the command."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlcrm.cli import program

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def data():
    """The folder with real data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("XLCRM_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data is not here: {folder.name} is absent (set XLCRM_DATA)")
    return folder


@pytest.fixture
def xlcrm(tmp_path, monkeypatch):
    """Runs the command in an empty folder and returns (exit status, output, errors)."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        result = CliRunner().invoke(program(), [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return run
