"""The manager's own words: labels of theirs that the lists do not have yet become part of them."""

from collections.abc import Iterator, Sequence

import polars as pl

from xlcrm.crm.edits import appended
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.patches import AppendRows, EditCells
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.vocabularies import Vocabulary, folded

_FEW, _SHARE = 12, 0.2
"""A column has few labels where it has so many different ones, or so large a share of its rows."""


def wording_patches(frames: Frames, tables: Sequence[str]) -> tuple[EditCells | AppendRows, ...]:
    """The rows of Lists that the adopted tables ask for.

    Closed lists are left alone, since commands depend on their labels; so are lists that are empty,
    which take every label, and columns with so many labels that they are no choice.

    Args:
        frames: the workbook's tables, the manager's own ones under our names.
        tables: those that are adopted.
    """
    found: dict[tuple[str, str], str] = {}
    for table in tables:
        for name, label in _labels(frames, table):
            found.setdefault((name, folded(label)), label)
    language = frames.settings.language
    rows = [
        {"list": text(f"list.{name}", language), "value": label}
        for (name, _), label in found.items()
    ]
    return appended(frames, "Lists", rows)


def _labels(frames: Frames, table: str) -> Iterator[tuple[str, str]]:
    """The labels that a table has and its lists have not, with the name of the list."""
    frame = frames[table]
    for field, column in columns(MODELS[table]).items():
        vocabulary = frames.vocabularies.get(column.choice.name) if column.choice else None
        if vocabulary is not None and _takes(vocabulary):
            held = frame[field].drop_nulls()
            distinct = held.unique(maintain_order=True)
            if len(distinct) <= max(_FEW, _SHARE * len(held)) and distinct.dtype == pl.String:
                for label in distinct.to_list():
                    if vocabulary.canonical(label) is None:
                        yield vocabulary.name, label


def _takes(vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.labels) and not vocabulary.closed
