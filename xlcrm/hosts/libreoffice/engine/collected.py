"""What a sheet holds several of: found by number, by name, one after another."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.guard import Guarded


class Collected(Guarded, base_classes.Collection):
    """Things with names; a subclass lists them.

    Args:
        parent: what they belong to.
    """

    def __init__(self, parent: Any) -> None:
        self._parent = parent

    @property
    def parent(self) -> Any:
        """What they belong to."""
        return self._parent

    def listed(self) -> list[Any]:
        """All of them, in order."""
        raise NotImplementedError

    def __call__(self, key: int | str) -> Any:
        """The one of a number (from 1) or of a name, in capitals or not."""
        things = self.listed()
        if isinstance(key, int):
            if not 1 <= key <= len(things):
                raise KeyError(key)
            return things[key - 1]
        for thing in things:
            if thing.name.casefold() == key.casefold():
                return thing
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.listed())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.listed())

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True
