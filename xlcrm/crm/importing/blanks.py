"""Words that people write into a cell to say that there is nothing: "-", "n/a", "нет"."""

from collections.abc import Collection

import polars as pl

from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.sheets import Column
from xlcrm.sheets.nothing import words_for_nothing
from xlcrm.sheets.spellings import blank_marks, blank_words


def without_blanks(
    texts: pl.Series, header: str, column: Column | None, known: Collection[str] = ()
) -> tuple[pl.Series, tuple[Remark, ...]]:
    """Takes away the words for nothing, where the column does not know them as labels.

    Args:
        texts: the cells, trimmed, blanks null.
        header: the file's header, for the remark.
        column: the declaration; None for one of the manager's own, whose words for nothing count
            only where all its other cells hold figures.
        known: folded labels of a choice, or ids, which are no words for nothing.

    Returns:
        The texts, and a remark on what was taken for nothing.
    """
    words = _among_figures(texts) if column is None else words_for_nothing(texts, column, known)
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


def _among_figures(texts: pl.Series) -> list[str]:
    """The words for nothing in a column of the manager's own, which may be labels there."""
    said = texts.filter(texts.str.to_lowercase().is_in(sorted(blank_words())))
    return said.unique(maintain_order=True).to_list()
