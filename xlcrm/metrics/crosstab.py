"""A cross table counted: numbers by the labels that rows are told apart by, any number at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.metrics.groups import Bits, Groups

Integers = NDArray[np.int64]
Numbers = dict[tuple[Any, ...], int]
"""Numbers by labels, one for each thing that rows are told apart by."""


class Labels(NamedTuple):
    """What rows are told apart by.

    Attributes:
        names: each label once; null is one, and so is an empty text or what is no number.
        places: (r,) which of them is each row's.
    """

    names: list[Any]
    places: NDArray[np.intp]

    @classmethod
    def of(cls, column: pl.Series) -> "Labels":
        """Labels as a column has them, of any type."""
        if column.dtype.is_float():
            # What is no number is not known: pandas has no other word for that.
            column = column.fill_nan(None)
        elif isinstance(column.dtype, pl.String | pl.Categorical | pl.Enum):
            words = column.cast(pl.String)
            column = words.set(words == "", None) if (words == "").any() else column
        found = Groups.of(column)
        return cls(found.labels.to_list(), found.places)

    def but(self, which: Bits, name: Any) -> "Labels":
        """The same with another label for some rows."""
        return Labels([*self.names, name], np.where(which, len(self.names), self.places))


@dataclass(frozen=True, eq=False)
class Sums:
    """Adds up.

    Attributes:
        values: (r,) a number for each row.
    """

    values: Integers

    def by(self, told: Mapping[str, Labels]) -> Numbers:
        """The sums by labels; of nothing, all of it."""
        cells, place = np.unique(_cells(self.values.size, told), return_inverse=True)
        summed = np.zeros(cells.size, dtype=np.int64)
        np.add.at(summed, place, self.values)
        return _named(cells, summed, told)


@dataclass(frozen=True, eq=False)
class Distinct:
    """Counts different things.

    Attributes:
        which: (r,) the rows that count.
        things: (n,) the number of the thing of each row that counts, from 0; None where each is
            another.
    """

    which: Bits
    things: Integers | None

    def by(self, told: Mapping[str, Labels]) -> Numbers:
        """How many there are by labels; of nothing, all of them."""
        cells = _cells(self.which.size, told)[self.which]
        if self.things is not None:
            room = int(cells.max(initial=0)) + 1
            # NumPy makes many numbers unique sooner when they are sorted.
            each = np.sort(self.things * room + cells)
            cells = each[np.diff(each, prepend=-1) > 0] % room
        return _named(*np.unique(cells, return_counts=True), told)


def _cells(height: int, told: Mapping[str, Labels]) -> Integers:
    """Into which cell of a table each row falls."""
    cells = np.zeros(height, dtype=np.int64)
    for labels in told.values():
        cells = cells * len(labels.names) + labels.places
    return cells


def _named(cells: Integers, numbers: Integers, told: Mapping[str, Labels]) -> Numbers:
    """Numbers by the labels of their cells."""
    names = [labels.names for labels in told.values()]
    places = np.unravel_index(cells, [len(found) for found in names]) if names else ()
    columns = (
        [found[p] for p in place.tolist()] for found, place in zip(names, places, strict=True)
    )
    labels = zip(*columns, strict=True) if names else [()] * cells.size
    return dict(zip(labels, numbers.tolist(), strict=True))
