"""Hints: every column has one that fits where programs show it."""

import pytest

from xlcrm.cells import Extent
from xlcrm.language import LANGUAGES, names, text
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.settings import SETTINGS
from xlcrm.sheets.vocabularies import LABELS, folded
from xlcrm.template.hints import validation

ANYWHERE = Extent.parse("A2:A9")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", MODELS)
def test_titles_and_messages_fit(table, language):
    for column in columns(MODELS[table]).values():
        rule = validation(table, column, ANYWHERE, language)
        assert 0 < len(rule.title) <= 32
        # A note is shown at its first size: four lines and a half of some 28 letters.
        assert 0 < len(rule.message) <= 125
        assert len(rule.error) <= 255


def test_no_hint_is_for_a_column_that_is_not_there():
    known = {f"{table}.{name}" for table, model in MODELS.items() for name in columns(model)}
    known |= {f"common.{name}" for model in MODELS.values() for name in columns(model)}
    spare = set(names("hint")) - known
    assert spare == {
        "filled",
        "needed",
        *(f"refusal.{kind}" for kind in ("list", "unlisted", "date", "number", "whole")),
    }


def test_a_list_is_called_so_that_it_is_recognised():
    for code in LABELS:
        assert folded(text(f"list.{code}")).replace(" ", "_") == code


def test_every_setting_has_its_meaning():
    assert set(names("setting")) >= set(SETTINGS)
