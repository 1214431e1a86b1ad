"""What may be typed into a column, and the hint that is shown there."""

from collections.abc import Mapping

from xlcrm.cells import Extent
from xlcrm.language import has_text, text
from xlcrm.patches import Validation
from xlcrm.sheets import Column, label
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY, Kind
from xlcrm.sheets.vocabularies import CLOSED
from xlcrm.template.drop_downs import list_name

_PICKED: Mapping[tuple[str, str], str] = {
    ("Lists", "list"): "list_names",
    ("Touchpoints", "stage"): "stage_names",
}
"""Text columns whose words stand elsewhere in the workbook: the name of those cells."""


def hint(table: str, column: Column, language: str) -> str:
    """What belongs in a column, for a reader: what it is, who fills it, whether it is needed."""
    key = f"hint.{table}.{column.name}"
    said = [text(key if has_text(key, language) else f"hint.common.{column.name}", language)]
    if column.filled:
        said.append(text("hint.filled", language))
    elif column.required:
        said.append(text("hint.needed", language))
    return " ".join(said)


def validation(table: str, column: Column, extent: Extent, language: str) -> Validation:
    """The rule for a column's cells, as its declaration has it.

    Lists on whose labels commands depend are strict; other lists only warn, so that a new word
    can be typed at once. Columns that commands fill have a hint and no rule.
    """
    title, message = label(column.name, language), hint(table, column, language)
    source = _source(table, column)
    if column.filled:
        return Validation(extent, "any", title=title, message=message)
    if source:
        strict = column.choice is not None and column.choice.name in CLOSED
        refusal = text(f"hint.refusal.{'list' if strict else 'unlisted'}", language)
        return Validation(extent, "list", source, title, message, refusal, strict)
    if column.kind in {Kind.DAY, Kind.MOMENT}:
        refusal = text("hint.refusal.date", language)
        return Validation(
            extent,
            "date",
            "",
            title,
            message,
            refusal,
            strict=True,
            minimum=FIRST_DAY,
            maximum=LAST_DAY,
        )
    if column.between is not None:
        return _number(column, extent, title, message, language)
    return Validation(extent, "any", title=title, message=message)


def _source(table: str, column: Column) -> str:
    if column.choice is not None:
        return f"={list_name(column.choice.name)}"
    picked = _PICKED.get((table, column.name))
    return f"={picked}" if picked else ""


def _number(column: Column, extent: Extent, title: str, message: str, language: str) -> Validation:
    assert column.between is not None
    low, high = column.between.low, column.between.high
    kind = "whole" if column.kind is Kind.COUNT else "decimal"
    refusal = text(
        f"hint.refusal.{'whole' if kind == 'whole' else 'number'}",
        language,
        low=low,
        high=high,
    )
    return Validation(
        extent, kind, "", title, message, refusal, strict=True, minimum=low, maximum=high
    )
