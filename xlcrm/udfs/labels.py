"""Labels as segments: "North", "north " and "NORTH" are one, under the spelling met most often."""

from collections.abc import Iterable

import polars as pl

from xlcrm.sheets.vocabularies import folded

MOST_LABELS = 2_000
_SAMPLE = 10_000


def one_spelling(labels: pl.Series) -> pl.Series:
    """A text column with one spelling per label; other columns are left as they are.

    The spelling met most often wins, the first in order of the alphabet among equals. A column of
    more than `MOST_LABELS` labels holds names, not segments, and is left as it is.
    """
    return _respelled(labels, labels.unique().to_list()) if _may_be_labels(labels) else labels


def spelled_alike(frame: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """A frame whose text columns have one spelling per label.

    Args:
        frame: the rows.
        keys: columns that are left as they are, because they hold ids.
    """
    texts = {name: frame[name] for name in frame.columns if name not in keys}
    texts = {name: column for name, column in texts.items() if _may_be_labels(column)}
    if not texts:
        return frame
    # All columns in one query: on a small table asking costs more than counting.
    distinct = frame.select(pl.col(list(texts)).unique().implode()).row(0)
    spelled = (_respelled(column, d) for column, d in zip(texts.values(), distinct, strict=True))
    changed = [new for new, old in zip(spelled, texts.values(), strict=True) if new is not old]
    return frame.with_columns(changed) if changed else frame


def _may_be_labels(column: pl.Series) -> bool:
    return column.dtype == pl.String and column.head(_SAMPLE).n_unique() <= MOST_LABELS


def _respelled(labels: pl.Series, distinct: Iterable[str | None]) -> pl.Series:
    """A column with one spelling for those of its distinct labels that are alike."""
    known = [label for label in distinct if label is not None]
    if len(known) > MOST_LABELS or len({folded(label) for label in known}) == len(known):
        return labels
    counts = labels.drop_nulls().value_counts(name="times")
    spelled: dict[str, str] = {}
    for label, _ in sorted(counts.iter_rows(), key=lambda found: (-found[1], found[0])):
        spelled.setdefault(folded(label), label)
    changed = {label: spelled[folded(label)] for label in known if spelled[folded(label)] != label}
    return labels.replace(changed)
