"""The template, built once for the tests of its room."""

import pytest

from xlcrm.template.build import build_template


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The template as it is built now."""
    path = tmp_path_factory.mktemp("template") / "crm_template.xlsx"
    build_template(path)
    return path
