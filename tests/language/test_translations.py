"""Every language has what English has: each text, with its parameters, in all its plural forms."""

import string

import pytest

from xlcrm.language import DEFAULT, LANGUAGES, PLURALS, names, subjects
from xlcrm.language.writing import categories

OTHERS = [language for language in LANGUAGES if language != DEFAULT]
SUBJECTS = subjects()


def forms(found):
    return found if isinstance(found, dict) else {"": found}


def parameters(found):
    parsed = [string.Formatter().parse(template) for template in forms(found).values()]
    return {name for pieces in parsed for _, name, _, _ in pieces if name}


def inline(template):
    """The plural forms that follow a number inside of a text, as lists of words."""
    pieces = string.Formatter().parse(template)
    return [spec.split("|") for _, _, spec, _ in pieces if spec and "|" in spec]


def faults(subject, language):
    """What a language's file lacks, has too much, or says otherwise, in words."""
    english, theirs = names(subject), names(subject, language)
    for key in english.keys() - theirs.keys():
        yield f"{subject}.{key} has no text in {language}: {english[key]!r}"
    for key in theirs.keys() - english.keys():
        yield f"{subject}.{key} stands in {language} only"
    for key in english.keys() & theirs.keys():
        yield from differences(f"{subject}.{key}", english[key], theirs[key], language)


def differences(key, english, theirs, language):
    known, used = parameters(english), parameters(theirs)
    counted = isinstance(english, dict) or "n" in known
    if known - used - {"n"} or used - known - ({"n"} if counted else set()):
        yield f"{key} in {language} has the parameters {sorted(used)}, not {sorted(known)}"
    elif "n" in known - used and not isinstance(theirs, dict):
        yield f"{key} in {language} does not say {{n}}"
    if isinstance(theirs, dict):
        needed, there = set(categories(language)), set(theirs)
        if not counted:
            yield f"{key} in {language} has plural forms, but no number to choose them by"
        if needed - there or there - PLURALS:
            yield f"{key} in {language} has the forms {sorted(there)}, not {sorted(needed)}"
        if language == "ru" and "{" not in theirs.get("one", "{"):
            yield f"{key} in ru does not say the number in the form for 1, 21, 31 ..."
    for template in forms(theirs).values():
        for words in inline(template):
            if len(words) != len(categories(language)):
                yield f"{key} in {language} has {len(words)} forms in {words}"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_is_missing_and_nothing_differs(subject, language):
    found = sorted(faults(subject, language))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", OTHERS)
def test_no_file_is_left_over(language):
    assert set(subjects(language)) <= set(SUBJECTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_text_can_be_filled(subject, language):
    for key, found in names(subject, language).items():
        for template in forms(found).values():
            assert list(string.Formatter().parse(template)), key


@pytest.mark.parametrize("subject", SUBJECTS)
def test_romanian_has_its_own_letters(subject):
    wrong = {key for key, found in names(subject, "ro").items() if set("şţŞŢ") & set(str(found))}
    assert wrong == set()
