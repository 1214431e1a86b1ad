"""Table ids and names that are unique in a workbook."""

from collections.abc import Container, Sequence

from xlcrm.opc import markup
from xlcrm.opc.book import Book
from xlcrm.opc.names import part_key
from xlcrm.opc.namespaces import whole


class TableNames:
    """The ids and names that tables of a host have.

    Args:
        book: the host.
        leaving: parts that will be replaced or go; their ids and names are free again.
    """

    def __init__(self, book: Book, leaving: Sequence[str]) -> None:
        self._before: dict[str, int] = {}
        self._ids: set[int] = set()
        self._names = {name.casefold() for name in book.names()}
        gone = {part_key(part) for part in leaving}
        for entry in book.sheets():
            for part in book.draft.relationships(entry.part).targets("table"):
                if part in book.draft:
                    self._note(book, part, gone)

    def _note(self, book: Book, part: str, gone: Container[str]) -> None:
        root = book.draft.tree(part)
        identifier = whole(root, "id")
        if part_key(part) in gone:
            self._before[part_key(part)] = identifier
            return
        self._ids.add(identifier)
        names = {root.get("name", ""), root.get("displayName", "")}
        self._names |= {name.casefold() for name in names}

    def renamed(self, data: bytes, part: str) -> bytes:
        """A table part with a free id, that of the part before it if there was one, and name."""
        root = markup.parse(data)
        identifier = self._before.get(part_key(part), 0)
        if not identifier or identifier in self._ids:
            identifier = max([0, *self._ids, *self._before.values()]) + 1
        wished = name = root.get("displayName", "")
        number = 1
        while name.casefold() in self._names:
            number += 1
            name = f"{wished}_{number}"
        self._ids.add(identifier)
        self._names.add(name.casefold())
        root.set("id", str(identifier))
        root.set("name", name)
        root.set("displayName", name)
        return markup.serialise(root)
