"""The documentation says what the code does."""

from pathlib import Path

from xlcrm.macros.catalogue import COMMANDS
from xlcrm.macros.functions import as_markdown

ROOT = Path(__file__).parents[1]


def test_the_page_of_functions_is_up_to_date():
    page = (ROOT / "docs/functions.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run script/build_docs"


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"xlcrm {name}" not in readme] == []
