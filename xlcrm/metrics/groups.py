"""Rows by label: how many there are of each, and what their values come to.

Most tables have a few hundred rows: to have Polars group them takes longer than to count them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]

_MANY = 5_000
"""Up to so many texts Python tells apart sooner than Polars has begun."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Rows told apart by their label.

    Attributes:
        labels: (g,) each label once, in the order in which they are met.
        places: (r,) which of them is each row's.
    """

    labels: pl.Series
    places: Places

    @classmethod
    def of(cls, labels: pl.Series) -> "Groups":
        """Tells rows apart.

        Args:
            labels: (r,) of any type; null is a label.
        """
        if labels.dtype == pl.String and len(labels) > _MANY:
            places = _numbered(labels)
        else:
            places = _met(labels)
        return cls(labels[_firsts(places)] if places.size else labels, places)

    def count(self, name: str, which: Bits | None = None) -> pl.Series:
        """How many rows each group has, or how many of those that are meant.

        Args:
            name: of the column.
            which: (r,) the rows that are meant.
        """
        places = self.places if which is None else self.places[which]
        return pl.Series(name, np.bincount(places, minlength=len(self.labels)), dtype=pl.Int64)

    def total(self, name: str, values: Floats, which: Bits) -> pl.Series:
        """The sum over some of the rows of each group.

        Args:
            name: of the column.
            values: (r,) a number for each row that is meant.
            which: (r,) those rows.
        """
        places, weights = self.places[which], values[which]
        return pl.Series(name, np.bincount(places, weights, len(self.labels)), dtype=pl.Float64)

    def apart(self, which: Bits | None = None) -> list[Places]:
        """The places of each group's rows, or of those that are meant, in their order.

        Args:
            which: (r,) the rows that are meant.
        """
        meant = np.arange(self.places.size) if which is None else np.flatnonzero(which)
        by_group = np.argsort(self.places[meant], kind="stable")
        ends = np.cumsum(np.bincount(self.places[meant], minlength=len(self.labels)))
        return np.split(meant[by_group], ends[:-1]) if len(self.labels) else []


def _met(labels: pl.Series) -> Places:
    """(r,) the number of each row's label, in the order in which they are met."""
    known: dict[Any, int] = {}
    met = [known.setdefault(label, len(known)) for label in labels.to_list()]
    return np.array(met, dtype=np.intp)


def _numbered(labels: pl.Series) -> Places:
    """The same of many texts."""
    codes = labels.cast(pl.Categorical).to_physical().cast(pl.Int64)
    found: Places = codes.fill_null(-1).to_numpy() + 1
    first = _firsts(found)
    number: Places = np.zeros(found.max() + 1, dtype=np.intp)
    number[found[first]] = np.arange(first.size)
    return number[found]


def _firsts(places: Places) -> Places:
    """(g,) where each number is met first, in that order."""
    first: Places = np.full(places.max() + 1, -1, dtype=np.intp)
    first[places[::-1]] = np.arange(places.size - 1, -1, -1)
    return np.sort(first[first >= 0])


def holds(values: pl.Series, wanted: Collection[Any]) -> Bits:
    """(r,) which rows hold one of some values; blank ones hold none.

    Args:
        values: (r,) of any type.
        wanted: the values.
    """
    among = frozenset(wanted)
    return np.array([value in among for value in values.to_list()], dtype=np.bool_)


def medians(name: str, groups: Sequence[Places], values: Floats) -> pl.Series:
    """The median of each group; null where it is empty.

    Args:
        name: of the column.
        groups: of `Groups.apart`.
        values: (r,) a number for each row in a group.
    """
    found = [float(np.median(values[rows])) if rows.size else None for rows in groups]
    return pl.Series(name, found, dtype=pl.Float64)
