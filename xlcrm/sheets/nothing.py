"""What counts as nothing in a cell: one rule, whether rows are imported or a table is adopted."""

from collections import Counter
from collections.abc import Collection, Mapping

import polars as pl

from xlcrm.cells import Cells, Grid
from xlcrm.sheets.base import Column
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.spellings import (
    blank_dumps,
    blank_marks,
    blank_names,
    blank_words,
    undated_words,
)
from xlcrm.sheets.vocabularies import Vocabulary, folded

PARTIES: Mapping[str, str] = {"Customers": "customer_id", "Leads": "lead_id"}
"""The column of ids of each table whose rows are parties."""

PARTY_FIELDS = frozenset({"customer_id", "lead_id", "party_id"})
"""The columns that say by an id who a row is about."""


def means_nothing(text: str, column: Column | None, known: Collection[str] = ()) -> bool:
    """Whether a text says that a cell holds nothing: "-", "n/a", "нет".

    Args:
        text: the cell, with a letter or a sign in it.
        column: the declaration; None for one of the manager's own, in which a word may be a label.
        known: folded labels and ids of the column, which are never words for nothing.
    """
    bare = folded(text)
    if bare in known:
        return False
    if column is None or (column.kind is Kind.CHOICE and not known):
        # A list that the manager has not made yet takes any label; but no label is all marks.
        return bare in blank_marks() or text.strip() in blank_dumps()
    if column.kind in {Kind.TEXT, Kind.ID}:
        return bare in blank_words() and text.strip() not in blank_names()
    return bare in blank_words() or (_may_lack_its_day(column) and bare in undated_words())


def words_for_nothing(texts: pl.Series, column: Column | None, known: Collection[str]) -> list[str]:
    """The different texts of a column that mean nothing, as they are written, in their order.

    Args:
        texts: the cells, blanks null.
        column: the declaration; None for one of the manager's own.
        known: folded labels and ids of the column.
    """
    candidates = sorted(blank_words() | undated_words())
    suspects = texts.filter(texts.str.strip_chars().str.to_lowercase().is_in(candidates))
    distinct = suspects.unique(maintain_order=True)
    return [one for one in distinct if means_nothing(one, column, known)]


def nothing_said(cells: Cells, column: Column | None, known: Collection[str]) -> Counter[str]:
    """How many cells of a column say that there is nothing, by the word that they say it with.

    Args:
        cells: as the workbook has them.
        column: the declaration; None for one of the manager's own.
        known: folded labels and ids of the column.
    """
    texts = _texts(cells)
    words = words_for_nothing(texts, column, known)
    return Counter(texts.filter(texts.is_in(words)).str.strip_chars().to_list() if words else ())


def known_words(
    column: Column | None, lists: Mapping[str, Vocabulary], ids: Collection[str]
) -> Collection[str]:
    """What a column holds by rights, so that it is no word for nothing there; folded.

    Args:
        column: the declaration; None for one of the manager's own.
        lists: the workbook's vocabularies.
        ids: see `known_ids`.
    """
    if column is not None and column.name in PARTY_FIELDS:
        return ids
    vocabulary = lists.get(column.choice.name) if column and column.choice else None
    return frozenset(vocabulary.known()) if vocabulary is not None else frozenset()


def known_ids(grid: Grid | None, header: str) -> frozenset[str]:
    """Ids of parties that are words for nothing elsewhere, folded.

    Args:
        grid: the table of the parties; None where the workbook has none.
        header: over its column of ids; "" where it has none.
    """
    cells = grid.column(header) if grid is not None and header else []
    texts = _texts(cells)
    words = sorted(blank_words() - blank_marks())
    said = texts.filter(texts.str.strip_chars().str.to_lowercase().is_in(words))
    return frozenset(map(folded, said.unique()))


def _texts(cells: Cells) -> pl.Series:
    if isinstance(cells, list):
        return pl.Series([one for one in cells if isinstance(one, str)], dtype=pl.String)
    return cells if cells.dtype == pl.String else pl.Series([], dtype=pl.String)


def _may_lack_its_day(column: Column) -> bool:
    """Whether a column is of dates of what may not have happened yet."""
    return column.kind in {Kind.DAY, Kind.MOMENT} and not column.required
