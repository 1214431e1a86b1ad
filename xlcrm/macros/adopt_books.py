"""What adopting asks of a workbook beyond its tables: the same of a file and of an open book."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from xlcrm.cells import Grid, TablePlace
from xlcrm.template.build import styled_columns
from xlcrm.workbook import adding, surveying
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.base import Workbook
from xlcrm.workbook.blocks import Block
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.plain_ranges import IsWord
from xlcrm.workbook.together import together
from xlcrm.workbook.versions import previous_path

Done = TypeVar("Done")


class OpenBook(Workbook, Protocol):
    """A workbook that is open in a program, and can be looked through by itself."""

    def survey(self, is_word: IsWord) -> list[Block]:
        """All that may be a table."""

    def read_block(self, place: TablePlace) -> Grid:
        """The data cells of what may be a table."""

    def add_sheets(
        self,
        make: Callable[[Standing], Addition],
        *,
        titles: Collection[str],
        keys: Collection[str],
    ) -> None:
        """Adds sheets after the last one."""

    def at_once(self, steps: Callable[["OpenBook"], Done]) -> Done:
        """Takes several steps as one, which is all or nothing."""


Adoptable = ClosedWorkbook | OpenBook


def survey(book: Adoptable, is_word: IsWord) -> list[Block]:
    """All that may be a table in a workbook.

    Args:
        book: the workbook.
        is_word: whether a text is one that people put over columns.
    """
    if isinstance(book, ClosedWorkbook):
        return surveying.survey(book.path, is_word)
    return book.survey(is_word)


def reader(book: Adoptable) -> Callable[[TablePlace], Grid]:
    """What reads the cells of a place in a workbook."""
    if isinstance(book, ClosedWorkbook):
        return partial(surveying.read_block, book.path)
    return book.read_block


def add_sheets(
    book: Adoptable,
    make: Callable[[Standing], Addition],
    *,
    titles: Collection[str],
    keys: Collection[str],
) -> None:
    """Adds sheets to a workbook.

    Args:
        book: the workbook.
        make: says what is added to a workbook that holds so much.
        titles: the titles that it would like to use.
        keys: the keys of generated sheets that it wants to know about.
    """
    if isinstance(book, ClosedWorkbook):
        adding.add_sheets(book, make, titles=titles, keys=keys, finish=styled_columns)
    else:
        book.add_sheets(make, titles=titles, keys=keys)


def at_once(book: Adoptable, steps: Callable[[Adoptable], Done]) -> Done:
    """Takes steps of several saves so that the file sees all of them or none.

    An open book has no copy to take them on; there they are one step of the program's.

    Args:
        book: the workbook; as many former versions are kept as it says.
        steps: what is done to it.

    Returns:
        What the steps return.

    Raises:
        XlcrmError: a step cannot be taken; the workbook is as it was.
        BookWriteError: there is no room for the copy.
    """
    if not isinstance(book, ClosedWorkbook):
        return book.at_once(steps)
    with together(book) as copy:
        return steps(copy)


def former(book: Adoptable) -> Path | None:
    """The file as it was before the last save; None for an open book, which keeps none."""
    return previous_path(book.path) if isinstance(book, ClosedWorkbook) else None
