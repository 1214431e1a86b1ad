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


@dataclass(frozen=True, eq=False)
class Groups:
    """Rows told apart by their label.

    Attributes:
        labels: (g,) each label once, in the order in which they are met.
        places: (r,) which of them is each row's.
    """

    labels: pl.Series
    places: NDArray[np.intp]

    @classmethod
    def of(cls, labels: pl.Series) -> "Groups":
        """Tells rows apart.

        Args:
            labels: (r,) of any type; null is a label.
        """
        known: dict[Any, int] = {}
        places = [known.setdefault(label, len(known)) for label in labels.to_list()]
        firsts = np.unique(np.array(places, dtype=np.intp), return_index=True)[1]
        return cls(labels[firsts], np.array(places, dtype=np.intp))

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

    def apart(self, which: Bits | None = None) -> list[NDArray[np.intp]]:
        """The places of each group's rows, or of those that are meant, in their order.

        Args:
            which: (r,) the rows that are meant.
        """
        meant = np.arange(self.places.size) if which is None else np.flatnonzero(which)
        by_group = np.argsort(self.places[meant], kind="stable")
        ends = np.cumsum(np.bincount(self.places[meant], minlength=len(self.labels)))
        return np.split(meant[by_group], ends[:-1]) if len(self.labels) else []


def holds(values: pl.Series, wanted: Collection[Any]) -> Bits:
    """(r,) which rows hold one of some values; blank ones hold none.

    Args:
        values: (r,) of any type.
        wanted: the values.
    """
    among = frozenset(wanted)
    return np.array([value in among for value in values.to_list()], dtype=np.bool_)


def medians(name: str, groups: Sequence[NDArray[np.intp]], values: Floats) -> pl.Series:
    """The median of each group; null where it is empty.

    Args:
        name: of the column.
        groups: of `Groups.apart`.
        values: (r,) a number for each row in a group.
    """
    found = [float(np.median(values[rows])) if rows.size else None for rows in groups]
    return pl.Series(name, found, dtype=pl.Float64)
