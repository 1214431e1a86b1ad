"""Tables that remember which of them were looked at: what a figure rests on, found by watching."""

from collections.abc import Iterator, Mapping

import polars as pl

from xlcrm.cells import Grid


class NotToBeSeenError(Exception):
    """A table was asked for that is not to be looked at."""


class Consulted(Mapping[str, Grid]):
    """Tables by name, and the names that somebody asked for, found or not.

    Args:
        grids: the tables.
        made: the frames that were made of them, by whomever.
        hidden: a table that is not to be looked at; "" for none. Whoever asks for it, or which
            tables there are, is stopped by a `NotToBeSeenError`.
    """

    def __init__(
        self,
        grids: Mapping[str, Grid],
        made: dict[str, pl.DataFrame],
        hidden: str = "",
    ) -> None:
        self._grids = grids
        self.made = made
        self._hidden = hidden
        self.names: set[str] = set()

    def turn_to(self, grids: Mapping[str, Grid], made: dict[str, pl.DataFrame]) -> None:
        """Goes by a later state of the tables, in which those that were looked at are the same."""
        self._grids, self.made = grids, made

    def __getitem__(self, name: str) -> Grid:
        if name == self._hidden:
            raise NotToBeSeenError
        self.names.add(name)
        return self._grids[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, Grid]:
        if self._hidden:
            raise NotToBeSeenError
        self.names |= self._grids.keys()
        return self._grids
