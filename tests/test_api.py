"""The public face: few names, each one there."""

import subprocess
import sys

import pytest

import xlcrm


def test_the_public_names():
    assert len(xlcrm.__all__) <= 10
    assert xlcrm.__all__ == sorted(xlcrm.__all__)
    assert all(getattr(xlcrm, name) for name in xlcrm.__all__)


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError):
        _ = xlcrm.nothing


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from xlcrm.cli import program; program();"
        "print(sorted({'polars', 'pandas', 'pydantic', 'lxml', 'rich'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
