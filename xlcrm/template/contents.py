"""What the Lists and Settings sheets of a new workbook hold."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from annotated_types import Ge, Gt, Le

from xlcrm.cells import Extent, Value
from xlcrm.language import text
from xlcrm.language.formats import day_format
from xlcrm.patches import Style, Validation
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY
from xlcrm.sheets.settings import Settings
from xlcrm.sheets.vocabularies import LABELS, aliases, word
from xlcrm.template.drop_downs import Item

_JUST_ABOVE = 0.01


def list_items(language: str) -> list[Item]:
    """The rows of Lists: each list's words, then the language's other ways to write them."""
    rows: list[Item] = []
    for code, labels in LABELS.items():
        name = text(f"list.{code}", language)
        words = {label: word(code, label, language) for label in labels}
        rows += [(name, label, None) for label in words.values()]
        other_ways = aliases(code, language).items()
        rows += [(name, other, words[label]) for other, label in other_ways]
    return rows


def setting_rows(language: str) -> list[tuple[str, Value, str]]:
    """The rows of Settings: key, the value that holds where the sheet is silent, meaning."""
    return [
        (
            key,
            language if key == "language" else field.default or None,
            text(f"setting.{key}", language),
        )
        for key, field in Settings.model_fields.items()
    ]


def setting_style(key: str, language: str) -> Style:
    """How a setting's value looks."""
    dated = Settings.model_fields[key].annotation == date | None
    return Style(number_format=day_format(language) if dated else "General", align="left")


def setting_validations(column: str, first: int, language: str) -> list[Validation]:
    """The rules for the settings' values, one by one, from the limits that `Settings` declares.

    Args:
        column: the letters of the value's column.
        first: the row of the first setting.
        language: of the hints.
    """
    rules = []
    for row, (key, field) in enumerate(Settings.model_fields.items(), first):
        extent, meaning = Extent.parse(f"{column}{row}"), text(f"setting.{key}", language)
        if field.annotation == date | None:
            refusal = text("hint.refusal.date", language)
            limits: tuple[Value, Value] = (FIRST_DAY, LAST_DAY)
            kind = "date"
        elif field.annotation in {int, float, float | None}:
            low, high = _limits(field.metadata)
            refusal = text("hint.refusal.number", language, low=low, high=high)
            limits, kind = (low, high), "whole" if field.annotation is int else "decimal"
        else:
            refusal, limits, kind = "", (None, None), "any"
        rules.append(
            Validation(extent, kind, "", key, meaning, refusal, kind != "any", limits[0], limits[1])
        )
    return rules


def _limits(metadata: Iterable[Any]) -> tuple[float, float]:
    low, high = 0.0, 0.0
    for fact in metadata:
        if isinstance(fact, Ge):
            low = float(str(fact.ge))
        elif isinstance(fact, Gt):
            low = float(str(fact.gt)) + _JUST_ABOVE
        elif isinstance(fact, Le):
            high = float(str(fact.le))
    return low, high
