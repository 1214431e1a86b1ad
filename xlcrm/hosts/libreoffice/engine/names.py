"""Names of cells and formulas, of a book or of one sheet."""

import re
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import bridge, formulas
from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office, parse, quoted
from xlcrm.hosts.libreoffice.engine.errors import OfficeError
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_RELATIVE = re.compile(r"(?<![\w$])\$?([A-Za-z]{1,3})\$?([1-9][0-9]*)(?![\w(])")


class Name(Guarded, base_classes.Name):
    """A name.

    Args:
        book: the book.
        sheet: the sheet that it belongs to; None where it belongs to the book.
        key: the name without a sheet; it stays readable under this name.
    """

    def __init__(self, book: Any, sheet: Any, key: str) -> None:
        self._book = book
        self._sheet = sheet
        self.key = key

    @property
    def api(self) -> Any:
        """The name as the office knows it."""
        return _names_of(self._book, self._sheet).getByName(self.key)

    @property
    def name(self) -> str:
        """The name; a sheet's own begins with the sheet: "Sheet1!rates"."""
        return f"{quoted(self._sheet.name)}!{self.key}" if self._sheet else self.key

    @name.setter
    def name(self, value: str) -> None:
        key = value.rpartition("!")[2]
        self.api.setName(key)
        self.key = key

    @property
    def refers_to(self) -> str:
        """What it stands for, such as "=Sheet1!$A$1:$B$3"."""
        return formulas.from_office(f"={self.api.getContent()}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(_content(value))

    @property
    def refers_to_range(self) -> Any:
        """The cells that it stands for.

        Raises:
            OfficeError: it stands for no cells.
        """
        found = self.target
        if found is None:
            raise OfficeError(f"The name {self.name} stands for no cells: {self.refers_to}")
        sheet, place = found
        return sheet.area(place)

    @property
    def target(self) -> tuple[Any, Place] | None:
        """The sheet and the place that it stands for, or None."""
        cells = self.api.getReferredCells()
        if cells is None:
            return None
        address = cells.getRangeAddress()
        return self._book.sheets(address.Sheet + 1), from_office(address)

    def delete(self) -> None:
        """Takes the name away; the cells stay."""
        _names_of(self._book, self._sheet).removeByName(self.key)


class Names(Guarded, base_classes.Names):
    """The names of a book, those of its sheets included, or of one sheet.

    Args:
        book: the book.
        sheet: the sheet; None for the book.
    """

    def __init__(self, book: Any, sheet: Any = None) -> None:
        self._book = book
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The names as the office knows them."""
        return _names_of(self._book, self._sheet)

    def _all(self) -> list[Name]:
        owners = [self._sheet] if self._sheet else [None, *self._book.sheets]
        found = [
            Name(self._book, owner, key)
            for owner in owners
            for key in _names_of(self._book, owner).getElementNames()
        ]
        return sorted(found, key=lambda name: name.name.casefold())

    def __call__(self, name_or_index: int | str) -> Name:
        """The one of a number (from 1) or of a name, in capitals or not."""
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        found = self.find(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def find(self, text: str) -> Name | None:
        """The name that a text means, in capitals or not; None where there is none."""
        wanted = text.casefold().replace("'", "")
        for name in self._all():
            if wanted == name.name.casefold().replace("'", ""):
                return name
        if self._sheet is None or "!" in text:
            return None
        return next((name for name in self._all() if name.key.casefold() == wanted), None)

    def contains(self, name_or_index: int | str) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self.find(name_or_index) is not None

    def __len__(self) -> int:
        return len(self._all())

    def of(self, sheet: Any, place: Place) -> Name | None:
        """The name of exactly this range, or None."""
        for name in self._all():
            found = name.target
            if found is not None and found[1] == place and found[0].name == sheet.name:
                return name
        return None

    def add(self, name: str, refers_to: str) -> Name:
        """Adds a name, or gives it another meaning where it is there.

        Args:
            name: the name; "Sheet1!rates" belongs to that sheet.
            refers_to: what it stands for, such as "=Sheet1!$A$1:$B$3".

        Raises:
            ValueError: the text cannot be a name.
        """
        owner_title, _, key = name.rpartition("!")
        title = owner_title.strip("'").replace("''", "'")
        owner = self._book.sheets(title) if title else self._sheet
        names = _names_of(self._book, owner)
        if names.hasByName(key):
            names.getByName(key).setContent(_content(refers_to))
            return Name(self._book, owner, key)
        origin = bridge.struct("table.CellAddress")
        try:
            names.addNewByName(key, _content(refers_to), origin, 0)
        except bridge.error_class("uno.RuntimeException") as error:
            raise ValueError(f"{key!r} cannot be a name: it looks like a cell.") from error
        return Name(self._book, owner, key)


def _content(refers_to: str) -> str:
    text = refers_to if refers_to.startswith("=") else f"={refers_to}"
    sheet, mark, cells = text.rpartition("!")
    # Excel pins what a name refers to; the office would move it with the asking cell.
    if parse(cells) is not None:
        text = sheet + mark + _RELATIVE.sub(r"$\1$\2", cells)
    return formulas.to_office(text)[1:]


def _names_of(book: Any, sheet: Any) -> Any:
    return sheet.xl.NamedRanges if sheet else book.document.model.NamedRanges
