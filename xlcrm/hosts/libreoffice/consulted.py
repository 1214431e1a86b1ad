"""Tables that remember which of them were looked at: what a figure rests on, found by watching."""

from collections.abc import Iterator, Mapping

from xlcrm.cells import Grid


class Consulted(Mapping[str, Grid]):
    """Tables by name, and the names that somebody asked for, found or not.

    Args:
        grids: the tables.
    """

    def __init__(self, grids: Mapping[str, Grid]) -> None:
        self._grids = grids
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Grid:
        self.names.add(name)
        return self._grids[name]

    def __iter__(self) -> Iterator[str]:
        self.names |= self._grids.keys()
        return iter(self._grids)

    def __len__(self) -> int:
        self.names |= self._grids.keys()
        return len(self._grids)
