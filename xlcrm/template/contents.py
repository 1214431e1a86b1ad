"""What the Lists and Settings sheets of a new workbook hold."""

from datetime import date

from xlcrm.cells import Extent, Value
from xlcrm.language import text
from xlcrm.language.formats import day_format
from xlcrm.patches import Style, Validation
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY
from xlcrm.sheets.settings import LIMITS, SETTINGS, kind_of
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
            language if key == "language" else default or None,
            text(f"setting.{key}", language),
        )
        for key, default in SETTINGS.items()
    ]


def setting_style(key: str, language: str) -> Style:
    """How a setting's value looks."""
    dated = kind_of(key) is date
    return Style(number_format=day_format(language) if dated else "General", align="left")


def setting_validations(column: str, first: int, language: str) -> list[Validation]:
    """The rules for the settings' values, one by one, from the limits that `Settings` declares.

    Args:
        column: the letters of the value's column.
        first: the row of the first setting.
        language: of the hints.
    """
    rules = []
    for row, key in enumerate(SETTINGS, first):
        extent, meaning = Extent.parse(f"{column}{row}"), text(f"setting.{key}", language)
        if kind_of(key) is date:
            refusal = text("hint.refusal.date", language)
            limits: tuple[Value, Value] = (FIRST_DAY, LAST_DAY)
            kind = "date"
        elif key in LIMITS:
            low, high, included = LIMITS[key]
            low += 0 if included else _JUST_ABOVE
            refusal = text("hint.refusal.number", language, low=low, high=high)
            limits, kind = (low, high), "whole" if kind_of(key) is int else "decimal"
        else:
            refusal, limits, kind = "", (None, None), "any"
        rules.append(
            Validation(extent, kind, "", key, meaning, refusal, kind != "any", limits[0], limits[1])
        )
    return rules
