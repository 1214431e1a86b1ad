"""Whoever presses a button is never told to type an option or a command."""

import re
import string

import pytest

from xlcrm.language import LANGUAGES, WINDOW, in_window, names, subjects, text

TYPED = re.compile(
    r"--[a-z]|xlcrm (?:new|add|adopt|undo|copy|card|refresh|leads|convert|validate|import|functions)\b"
    r"|(?:Run|Запустите|Rulați) validate\b"
)
TERMINAL = re.compile(
    r"""command\.\w+\.(?:help|tip|map|batch|left_out|dry|look_only)$  # options' help; remarks on a look
    |adopt\.(?:look_only|done)$          # of a look, and of a closed file
    |error\.formula\.|error\.usage\.(?:alias|batch)$  # what was typed in a terminal
    |error\.host\.|doctor\.|excel\.      # what to do where no button works
    |problem\.|report\.|start\.          # sheets, which are read in both places
    """,
    re.VERBOSE,
)


def forms(found):
    return list(found.values()) if isinstance(found, dict) else [found]


def fields(templates):
    return {name for one in templates for _, name, _, _ in string.Formatter().parse(one) if name}


SAID = [
    pytest.param(language, f"{subject}.{name}", forms(found), id=f"{language}-{subject}.{name}")
    for language in LANGUAGES
    for subject in subjects()
    if subject != WINDOW
    for name, found in names(subject, language).items()
    if any(map(TYPED.search, forms(found)))
]


@pytest.mark.parametrize(("language", "key", "templates"), SAID)
def test_a_text_with_words_to_type_has_another_one_for_windows(language, key, templates):
    if TERMINAL.match(key):
        return
    other = forms(names(WINDOW, language)[key])
    assert not any(map(TYPED.search, other))
    assert fields(other) <= fields(templates)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_for_windows_stands_for_one_with_words_to_type(language):
    assert set(names(WINDOW, language)) <= {one.values[1] for one in SAID}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_that_is_mended_by_adopting_names_the_button_too(language):
    label = text("command.adopt.label", language)
    found = [said for said in names("problem", language).values() if "xlcrm adopt" in str(said)]
    assert len(found) == 5
    assert all(label in str(said) for said in found)


def test_who_presses_a_button_is_told_so():
    given = {"file": "rows.xlsx", "sheets": "A, B"}
    typed = text("import.sheet_open", **given)
    with in_window():
        shown = text("import.sheet_open", "", **given)
        assert text("office.do_it") == "Do it?"
    assert "--sheet" in typed
    assert "--" not in shown
    assert "A, B" in shown
    assert text("import.sheet_open", **given) == typed
