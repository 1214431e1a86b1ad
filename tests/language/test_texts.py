"""Every code has a text, every text is filled by what its code carries, and none is left over."""

import ast
import re
import string
from pathlib import Path

import pytest

import xlcrm.errors
from xlcrm.language import LANGUAGES, has_text, names, text

SOURCE = Path(xlcrm.errors.__file__).parent
ERRORS = {name for name in vars(xlcrm.errors) if name.endswith("Error")}


def calls(*functions):
    """Calls of functions with a literal code first: (where, code, names of keyword arguments)."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in functions and isinstance(first, ast.Constant):
                keywords = {keyword.arg for keyword in node.keywords}
                yield f"{file.relative_to(SOURCE)}:{node.lineno}", first.value, keywords


RAISED = list(calls(*ERRORS))
SAID = list(calls("say", "Message"))
PROGRESS = list(calls("progress"))


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def templates(key, language):
    subject, _, name = key.partition(".")
    found = (names(subject) | names(subject, language))[name]
    return found.values() if isinstance(found, dict) else [found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("where", "code", "given"), RAISED, ids=[one[0] for one in RAISED])
def test_errors(where, code, given, language):
    key = f"error.{code}" if has_text(f"error.{code}", language) else code
    assert has_text(key, language), where
    if None not in given:  # None stands for ** of a mapping
        for template in templates(key, language):
            assert fields(template) <= given, where


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("where", "key", "given"), SAID + PROGRESS, ids=[one[0] for one in SAID + PROGRESS]
)
def test_messages(where, key, given, language):
    assert has_text(key, language), where
    if None not in given:
        for template in templates(key, language):
            assert fields(template) <= given, where


def test_there_is_something_to_check():
    assert min(len(RAISED), len(SAID)) > 20


def test_no_error_text_is_left_over():
    source = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    assert [code for code in names("error") if f'{code}"' not in source] == []


def test_plural_forms():
    assert text("command.more_rows", n=1) == "... and 1 more row."
    assert text("command.more_rows", n=1234) == "... and 1,234 more rows."


def test_a_text_that_is_missing_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        text("error.nothing.of_the_kind")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_is_never_told_as_many(language):
    """No text counts rows, errors or the like without a form for one of them."""
    counted = re.compile(r"\{\w+(?::,)?\} (?:rows|tables|errors|warnings|hints|problems|lines)\b")
    found = {
        f"{subject}.{name}"
        for subject in ("command", "problem", "crm", "import", "undo", "error")
        for name, form in names(subject, language).items()
        if isinstance(form, str) and counted.search(form)
    }
    assert found == set()
