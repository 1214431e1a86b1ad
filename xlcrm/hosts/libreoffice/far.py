"""The document and the user, as a command in the background sees them: through the door."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from xlcrm.cells import Grid, TablePlace
from xlcrm.hosts.buttons.talk import CancelledError
from xlcrm.hosts.libreoffice.desk import Desk
from xlcrm.hosts.libreoffice.door import Door
from xlcrm.patches import Patch, WriteSheet
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.blocks import Block
from xlcrm.workbook.plain_ranges import IsWord

if TYPE_CHECKING:
    from xlcrm.workbook.live import LiveWorkbook

Found = TypeVar("Found")
_RECORD = "history"
_PAUSE = 0.2
"""Seconds until somebody who types is looked at again."""


class Far:
    """What a command has to do with the office.

    Args:
        door: leads to the office's thread.
    """

    def __init__(self, door: Door[Desk]) -> None:
        self._door = door

    def _ask(self, errand: Callable[[Desk], Found]) -> Found:
        def unless_cancelled(desk: Desk) -> Found:
            if desk.cancelled:
                raise CancelledError
            return errand(desk)

        return self._door.ask(unless_cancelled)

    def progress(self, key: str, **parameters: Any) -> None:
        """Says in the status bar what is done now."""
        self._ask(lambda desk: desk.window.progress(key, **parameters))

    def rows(self) -> Mapping[str, Sequence[range]]:
        """The selected rows by the title of their sheet."""
        return self._ask(lambda desk: desk.window.selected_rows())


class FarBook(Far):
    """The document; see `workbook.base.Workbook`."""

    keep = 1
    """The file is saved by whoever has it open."""

    @property
    def name(self) -> str:
        """The file's name, or the window's title where it was never saved."""
        return self._ask(lambda desk: desk.book.name)

    @property
    def path(self) -> Path | None:
        """Its file; None where it was never saved."""
        return self._ask(lambda desk: desk.book.path)

    def tables(self) -> Mapping[str, TablePlace]:
        """All tables by name."""
        return self._ask(lambda desk: desk.book.tables())

    def read(self, table: str) -> Grid:
        """The data cells of a table."""
        return self._ask(lambda desk: desk.book.read(table))

    def sheet_titles(self) -> list[str]:
        """The titles of all sheets, in order."""
        return self._ask(lambda desk: desk.book.sheet_titles())

    def sheet_title(self, key: str) -> str:
        """The title that a generated sheet has now."""
        return self._ask(lambda desk: desk.book.sheet_title(key))

    def apply(self, patches: Sequence[Patch]) -> None:
        """Writes all patches, or nothing; one sheet by itself is shown to whoever asked for it."""
        shown = [one.key for one in patches if isinstance(one, WriteSheet) and one.key != _RECORD]

        def write(desk: Desk) -> None:
            desk.book.apply(patches)
            if len(shown) == 1:
                desk.window.show(desk.book.sheet_title(shown[0]))

        self._write(write)

    def _write(self, write: Callable[[Desk], Found]) -> Found:
        """Writes as soon as no cell is being typed into: the write would take along what is."""

        def unless_typed_into(desk: Desk) -> list[Found]:
            return [] if desk.window.typed_into else [write(desk)]

        found = self._ask(unless_typed_into)
        if not found:
            self.progress("progress.typed_into")
            while not found:
                time.sleep(_PAUSE)
                found = self._ask(unless_typed_into)
        return found[0]

    def survey(self, is_word: IsWord) -> list[Block]:
        """All that may be a table."""
        return self._ask(lambda desk: desk.book.survey(is_word))

    def read_block(self, place: TablePlace) -> Grid:
        """The data cells of what may be a table."""
        return self._ask(lambda desk: desk.book.read_block(place))

    def add_sheets(
        self,
        make: Callable[[Standing], Addition],
        *,
        titles: Collection[str],
        keys: Collection[str],
    ) -> None:
        """Adds sheets after the last one."""
        self._write(lambda desk: desk.book.add_sheets(make, titles=titles, keys=keys))

    def at_once(self, steps: Callable[[LiveWorkbook], Found]) -> Found:
        """Takes several steps as one; nobody types between them, since they are one errand."""
        return self._write(lambda desk: desk.book.at_once(steps))

    def file(self) -> Path | None:
        """Where the document was saved last; None where it never was."""
        return self._ask(lambda desk: desk.window.file())

    def save_copy(self, target: Path) -> None:
        """Saves the document as it is now, as another file."""
        self._ask(lambda desk: desk.window.save_copy(target))


class FarTalk(Far):
    """The user; see `talk.Talk`."""

    def tell(self, said: str, *, worry: bool = False) -> None:
        """Says something; that goes for a command that was stopped, too."""
        self._door.ask(lambda desk: desk.talk.tell(said, worry=worry))

    def ask(self, question: str) -> bool:
        """Whether the user says yes."""
        return self._ask(lambda desk: desk.talk.ask(question))

    def choose(self, question: str, options: Sequence[str]) -> str | None:
        """One of some words; None for none."""
        return self._ask(lambda desk: desk.talk.choose(question, options))

    def type_in(self, question: str) -> str | None:
        """A line of text; None for none."""
        return self._ask(lambda desk: desk.talk.type_in(question))

    def pick_file(self, title: str) -> Path | None:
        """A file that exists; None for none."""
        return self._ask(lambda desk: desk.talk.pick_file(title))
