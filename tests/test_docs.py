"""The documentation says what the code does."""

from pathlib import Path

from xlcrm.macros.catalogue import COMMANDS
from xlcrm.macros.functions import as_markdown

ROOT = Path(__file__).parents[1]


def test_the_page_of_functions_is_up_to_date():
    page = (ROOT / "docs/functions.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run script/build_docs"


def test_the_readme_names_every_page():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs").glob("*.md"))
    assert [page.name for page in pages if f"(docs/{page.name})" not in readme] == []


def test_the_page_on_excel_says_how_to_install_what_there_is():
    """Nobody finds it in a package index: a copy of this repository is installed."""
    page = (ROOT / "docs/excel.md").read_text(encoding="utf-8")
    assert page.count("-m pip install .\n") == len(["Windows", "Mac"])
    assert page.count("xlcrm install excel\n```") == len(["Windows", "Mac"])
    assert "pip install xlcrm" not in page
    assert (ROOT / "pyproject.toml").exists()


def test_each_line_of_the_checklist_has_a_number_of_its_own_and_what_to_expect():
    page = (ROOT / "docs/excel.md").read_text(encoding="utf-8")
    rows = [row.split(" | ") for row in page.splitlines() if row.startswith("| ")][1:]
    numbers = [row[0].removeprefix("| ") for row in rows]
    assert len(set(numbers)) == len(numbers) > 50
    assert all(len(row) == len(["#", "do", "expect"]) for row in rows)
    order = [(int(number.rstrip("abcdefgh")), number) for number in numbers]
    assert order == sorted(order)


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"xlcrm {name}" not in readme] == []
