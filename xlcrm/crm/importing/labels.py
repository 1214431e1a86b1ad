"""Labels of choice columns: what another way to write one means, and which are not in the list."""

from collections.abc import Mapping

import polars as pl

from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.sheets.vocabularies import Vocabulary, folded


def read_labels(
    values: pl.Series,
    header: str,
    field: str,
    vocabulary: Vocabulary | None,
    aliases: Mapping[str, str],
) -> tuple[pl.Series, tuple[Remark, ...]]:
    """The labels that a column's texts mean; what the list does not have stays as it is typed.

    Args:
        values: the texts, blanks null.
        header: the file's header, for the remark.
        field: the field.
        vocabulary: the field's list; None where it has none.
        aliases: the label by another way to write it, for this file.

    Returns:
        The labels, and a remark on those that the list does not have.
    """
    given = {folded(other): meant for other, meant in aliases.items()}
    counts = values.alias("text").drop_nulls().value_counts(sort=True, name="n")
    meant: dict[str, str] = {}
    unknown: dict[str, int] = {}
    for typed, count in counts.iter_rows():
        wanted = given.get(folded(typed), typed)
        known = vocabulary.canonical(wanted) if vocabulary else wanted
        meant[typed] = known or wanted
        if known is None:
            unknown[wanted] = unknown.get(wanted, 0) + count
    if meant:
        values = values.replace(list(meant), list(meant.values()))
    if not unknown or vocabulary is None:
        return values, ()
    shown = ", ".join(list(unknown)[:EXAMPLES])
    facts = {
        "column": header,
        "field": field,
        "list": vocabulary.name,
        "labels": len(unknown),
        "n": sum(unknown.values()),
        "examples": shown,
    }
    code = "import.labels_unknown" if vocabulary.closed else "import.labels_not_listed"
    return values, (Remark(code, facts),)
