"""Sheets of ours in an open book: found again by two marks, cleared and written anew."""

import re
from collections import defaultdict
from collections.abc import Sequence

import xlwings as xw

from xlcrm.cells import quoted
from xlcrm.errors import BookWriteError
from xlcrm.opc.book import MARK, OWN_NAME, TITLE_LENGTH
from xlcrm.opc.cell_text import TEXT_LENGTH
from xlcrm.patches import WriteSheet
from xlcrm.workbook.live.blocks import cells
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.sheet_writer import SheetWriter

_MADE_FOR = "A1"
# What a title may not hold.
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


class OwnSheets:
    """The generated sheets of an open book, as they are when this is made.

    Args:
        program: the program.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._book = program.book
        self._by_title = {sheet.name.casefold(): sheet for sheet in self._book.sheets}
        self._bearers = bearers(program)
        self._named = own_titles(program)
        self._by_key = {
            key: self._by_title[title.casefold()] for key, title in self._named.items() if title
        }

    def find(self, key: str) -> xw.Sheet | None:
        """The sheet with a key; None where there is none."""
        return self._by_key.get(key)

    def check(self, patches: Sequence[WriteSheet]) -> None:
        """Refuses what could not be written.

        Args:
            patches: the sheets, one for each key.

        Raises:
            BookWriteError: a text is longer than a cell may hold, or a sheet is protected.
        """
        for patch in patches:
            found = self.find(patch.key)
            title = found.name if found is not None else patch.title
            if found is not None and self._program.protected(found):
                raise BookWriteError("book.sheet_protected", sheet=title, book=self._book.name)
            for address, held in patch.cells.items():
                if isinstance(held.value, str) and len(held.value) > TEXT_LENGTH:
                    raise BookWriteError(
                        "cell.too_long", sheet=title, cell=address.a1, limit=TEXT_LENGTH
                    )

    def write(self, patches: Sequence[WriteSheet]) -> None:
        """Writes sheets that were checked: those that are there are made anew, new ones come last.

        Args:
            patches: the sheets, one for each key.
        """
        added = {patch.key for patch in patches if patch.key not in self._by_key}
        for patch in patches:
            if patch.key in added:
                self._add(patch)
        for patch in patches:
            sheet = self._by_key[patch.key]
            with self._program.part():
                if patch.key not in added:
                    self._program.looks.wipe(sheet, patch.charts)
                SheetWriter(self._program, sheet, patch).write()
                if sheet.name not in self._bearers[patch.key]:
                    self._program.hide_name(MARK, f'="{patch.key}"', sheet)
        for patch in patches:
            for pivot in patch.pivots:
                source = cells(self._by_key[pivot.source], pivot.extent)
                with self._program.part():
                    self._program.looks.pivot(self._by_key[patch.key], source, pivot)

    def give_away(self, key: str) -> None:
        """Makes a sheet the user's own: nothing says any more that it is written anew.

        Args:
            key: of a sheet that was written.
        """
        self._program.drop_name(OWN_NAME + key)
        self._program.drop_name(MARK, self._by_key[key])

    def _add(self, patch: WriteSheet) -> None:
        title = free_title(patch.title, set(self._by_title))
        sheet = self._program.add_sheet(title)
        if patch.key in self._named:
            self._program.drop_name(OWN_NAME + patch.key)
        self._program.hide_name(OWN_NAME + patch.key, f"={quoted(title)}!$A$1")
        self._by_key[patch.key] = self._by_title[title.casefold()] = sheet


def own_titles(program: Program) -> dict[str, str]:
    """The titles of the generated sheets by their keys; "" for one that was deleted or went astray.

    The book's name for a sheet goes along with a cell that somebody cuts. So the sheet must bear
    its key itself; where no sheet bears it, the name must still stand for the cell it was made for.

    Args:
        program: the program.
    """
    marked, found = bearers(program), {}
    for name, (title, cell) in program.corners(OWN_NAME).items():
        key = name.removeprefix(OWN_NAME)
        ours = title in marked[key] if key in marked else cell == _MADE_FOR
        found[key] = title if ours else ""
    return found


def bearers(program: Program) -> defaultdict[str, set[str]]:
    """The titles of the sheets that bear the mark of a key themselves, by the key.

    Args:
        program: the program.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for title, key in program.borne(MARK):
        found[key].add(title)
    return found


def free_title(wished: str, taken: set[str]) -> str:
    """The wished title, or one like it that no sheet has.

    Args:
        wished: the title.
        taken: the titles that are there, case-folded.
    """
    wished = _NO_TITLE.sub(" ", wished).strip("'")[:TITLE_LENGTH] or "Sheet"
    title, number = wished, 1
    while title.casefold() in taken:
        ending = " (CRM)" if number == 1 else f" (CRM {number})"
        title = wished[: TITLE_LENGTH - len(ending)].rstrip() + ending
        number += 1
    return title
