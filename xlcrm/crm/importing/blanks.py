"""Words that people write into a cell to say that there is nothing: "-", "n/a", "нет"."""

import polars as pl

from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.sheets import Column
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.spellings import blank_marks, blank_words, undated_words
from xlcrm.sheets.vocabularies import Vocabulary, folded

_TEXTUAL = frozenset({Kind.TEXT, Kind.ID, Kind.CHOICE})
_SHORT = 2
"""Words of so few Latin letters may be a name or an id where texts are expected ("X", "NA")."""


def without_blanks(
    texts: pl.Series, header: str, column: Column | None, vocabulary: Vocabulary | None = None
) -> tuple[pl.Series, tuple[Remark, ...]]:
    """Takes away the words for nothing, where the column does not know them as labels.

    Args:
        texts: the cells, trimmed, blanks null.
        header: the file's header, for the remark.
        column: the declaration; None for one of the manager's own, whose words for nothing count
            only where all its other cells hold figures.
        vocabulary: the list of a choice.

    Returns:
        The texts, and a remark on what was taken for nothing.
    """
    lowered = texts.str.to_lowercase()
    nothing = blank_words() | (undated_words() if _may_lack_its_day(column) else frozenset())
    said = texts.filter(lowered.is_in(sorted(nothing))).unique(maintain_order=True)
    words = [word for word in said if _means_nothing(word, column, vocabulary)]
    if not words:
        return texts, ()
    meant = texts.is_in(words).fill_null(value=False)
    rest = texts.set(meant, None)
    if column is None and not (rest.count() and rest.str.contains(r"^[^\p{L}]*\d").all()):
        return texts, ()
    shown = ", ".join(words[:EXAMPLES])
    facts = {"column": header, "n": int(meant.sum()), "words": shown}
    return rest, (Remark("import.blank_words", facts),)


def without_marks(texts: pl.Series) -> pl.Series:
    """Parts of a name, or figures, without the words for nothing that can be nobody's name.

    Args:
        texts: the cells, trimmed, blanks null.
    """
    # "Null" and "Nu" are names, and nobody is called so in other letters.
    nothing = {word for word in blank_words() if not (word.isascii() and word.isalpha())}
    return texts.set(texts.str.to_lowercase().is_in(sorted(nothing | blank_marks())), None)


def _may_lack_its_day(column: Column | None) -> bool:
    """Whether a column is of dates of what may not have happened yet."""
    return column is not None and column.kind in {Kind.DAY, Kind.MOMENT} and not column.required


def _means_nothing(word: str, column: Column | None, vocabulary: Vocabulary | None) -> bool:
    if column is None or column.kind not in _TEXTUAL:
        return True
    if vocabulary is not None and (not vocabulary.labels or vocabulary.canonical(word)):
        # A list that the manager has not made yet takes any label; but no label is all marks.
        return not vocabulary.labels and not any(map(str.isalpha, word))
    return not (folded(word).isascii() and word.isalpha() and len(word) <= _SHORT)
