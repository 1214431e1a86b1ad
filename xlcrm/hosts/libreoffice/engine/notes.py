"""Notes on cells."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import Place
from xlcrm.hosts.libreoffice.engine.guard import Guarded


class Note(Guarded, base_classes.Note):
    """The note on a cell.

    Args:
        sheet: the sheet.
        place: the cell.
    """

    def __init__(self, sheet: Any, place: Place) -> None:
        self._sheet = sheet
        self._place = place

    @property
    def api(self) -> Any:
        """The note as the office knows it."""
        return self._sheet.cell_at(self._place).getAnnotation()

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it; empty where nobody is named."""
        return str(self.api.getAuthor())

    @property
    def location(self) -> Any:
        """The cell."""
        return self._sheet.area(self._place)

    def delete(self) -> None:
        """Takes it away."""
        notes = self._sheet.xl.getAnnotations()
        for index, place in enumerate(places(self._sheet)):
            if place == self._place:
                notes.removeByIndex(index)
                return


def places(sheet: Any) -> Iterator[Place]:
    """The cells of a sheet that have a note, in the office's order."""
    notes = sheet.xl.getAnnotations()
    for index in range(notes.getCount()):
        position = notes.getByIndex(index).getPosition()
        yield Place(position.Row + 1, position.Column + 1)


def note_at(sheet: Any, place: Place) -> Note | None:
    """The note on a cell, or None."""
    position = sheet.cell_at(place).getAnnotation().getPosition()
    held = Place(position.Row + 1, position.Column + 1) == place
    note = Note(sheet, place)
    return note if held and note.text else None


def add(sheet: Any, place: Place, text: str) -> Note:
    """Puts a note on a cell."""
    sheet.xl.getAnnotations().insertNew(place.office_cell(sheet.position), text)
    return Note(sheet, place)
