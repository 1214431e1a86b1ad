"""Labels as segments: "North", "north " and "NORTH" are one, under the spelling met most often."""

import polars as pl

from xlcrm.sheets.vocabularies import folded

MOST_LABELS = 2_000
_SAMPLE = 10_000


def one_spelling(labels: pl.Series) -> pl.Series:
    """A text column with one spelling per label; other columns are left as they are.

    The spelling met most often wins, the first in order of the alphabet among equals. A column of
    more than `MOST_LABELS` labels holds names, not segments, and is left as it is.
    """
    if labels.dtype != pl.String or labels.head(_SAMPLE).n_unique() > MOST_LABELS:
        return labels
    counts = labels.drop_nulls().value_counts(name="times")
    if counts.height > MOST_LABELS:
        return labels
    spelled: dict[str, str] = {}
    for label, _ in sorted(counts.iter_rows(), key=lambda found: (-found[1], found[0])):
        spelled.setdefault(folded(label), label)
    changed = {
        label: spelled[folded(label)]
        for label in counts[labels.name]
        if spelled[folded(label)] != label
    }
    return labels.replace(changed) if changed else labels


def spelled_alike(frame: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """A frame whose text columns have one spelling per label.

    Args:
        frame: the rows.
        keys: columns that are left as they are, because they hold ids.
    """
    return frame.with_columns(
        one_spelling(frame[name]) for name in frame.columns if name not in keys
    )
