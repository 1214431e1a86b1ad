"""The sample firm in every language: the same story, wholly in that language's words."""

import re
from datetime import date, timedelta

import pytest

from xlcrm.language import DEFAULT, LANGUAGES
from xlcrm.sample import sample_firm
from xlcrm.sheets import MODELS, columns, recognise

OTHERS = [language for language in LANGUAGES if language != DEFAULT]
AS_OF = date(2026, 6, 30)
NO_WORDS = re.compile(r"[-+0-9 ().,]*|[A-Z]-[0-9O]+|.*@.*|www\..*")
ALIKE = {
    "ru": set(),
    "ro": {
        *("e-mail", "contact", "manager", "office manager", "lead", "Tel."),
        *("Decaf 1 kg", "Espresso Nero 1 kg", "La Piccola", "Brewster 2"),
    },
}
"""Words that are the same in English."""


@pytest.mark.parametrize("seed", [7, 8])
@pytest.mark.parametrize("language", OTHERS)
def test_no_word_stays_english(language, seed):
    english = sample_firm(AS_OF - timedelta(days=30 * seed), seed)
    told = sample_firm(AS_OF - timedelta(days=30 * seed), seed, language)
    assert list(told.tables) == list(english.tables)
    for table, cells in told.tables.items():
        for theirs, ours in zip(cells.values(), english.tables[table].values(), strict=True):
            same = {
                one
                for one, other in zip(theirs, ours, strict=True)
                if isinstance(one, str) and one == other and not NO_WORDS.fullmatch(one)
            }
            assert same <= ALIKE[language], table


@pytest.mark.parametrize("language", OTHERS)
def test_the_columns_and_the_figures_are_the_same(language):
    english, told = sample_firm(AS_OF), sample_firm(AS_OF, language=language)
    assert told.dirt == english.dirt
    for table, cells in told.tables.items():
        known = recognise(MODELS[table], cells)
        assert list(known.values()) == [
            name for name in columns(MODELS[table]) if name in known.values()
        ]
        for header, theirs in cells.items():
            at = list(cells).index(header)
            ours = list(english.tables[table].values())[at]
            assert [one for one in theirs if not isinstance(one, str)] == [
                one for one in ours if not isinstance(one, str)
            ]


@pytest.mark.parametrize("language", OTHERS)
def test_addresses_have_latin_letters_only(language):
    told = sample_firm(AS_OF, language=language).tables["Customers"]
    header = next(
        one for one, name in recognise(MODELS["Customers"], told).items() if name == "email"
    )
    filled = [one for one in told[header] if one]
    assert len(filled) > 50
    assert all(str(one).isascii() for one in filled)
