"""The window in which a button was pressed: its document, its status bar, its selection."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.beans.PropertyState import DIRECT_VALUE as _DIRECT
from com.sun.star.lang import DisposedException

from xlcrm.hosts.libreoffice.typed import enter, is_typed_into
from xlcrm.language import text

_XLSX = "Calc MS Excel 2007 XML"
_WHOLE, _STEP = 100, 4
"""Of the bar. How many steps follow is not known: each takes a quarter of what is left."""


class Window:
    """The window.

    Args:
        frame: the frame of the window.
    """

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.document = frame.getController().getModel()
        self._indicator: Any = None
        self._shown = 0

    def progress(self, key: str, **parameters: Any) -> None:
        """Says in the status bar what is done now."""
        said = text(key, **parameters)
        if self._indicator is None:
            self._indicator = self._frame.createStatusIndicator()
            self._indicator.start(said, _WHOLE)
        self._shown += (_WHOLE - self._shown) // _STEP
        self._indicator.setText(said)
        self._indicator.setValue(self._shown)

    def quiet(self) -> None:
        """Gives the status bar back."""
        if self._indicator is not None:
            with suppress(DisposedException):  # the window may have been closed
                self._indicator.end()
        self._indicator, self._shown = None, 0

    @property
    def typed_into(self) -> bool:
        """Whether a cell of the document is being typed into, in this window or another one.

        What is typed belongs to no cell yet, and goes to whatever sheet the window shows next.
        """
        return any(map(is_typed_into, self._frames()))

    def enter(self) -> None:
        """Enters what is being typed, where it is being typed."""
        for frame in filter(is_typed_into, self._frames()):
            enter(frame)

    def _frames(self) -> Iterator[Any]:
        views = self.document.getControllers()
        while views.hasMoreElements():
            yield views.nextElement().getFrame()

    def show(self, title: str) -> None:
        """Shows a sheet."""
        self._frame.getController().setActiveSheet(self.document.Sheets.getByName(title))

    def file(self) -> Path | None:
        """The document's file; None where it has none on this computer."""
        url = self.document.URL
        return Path(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else None

    def save_copy(self, target: Path) -> None:
        """Saves the document as it is now, as another .xlsx file."""
        # Loaded with the file format, which only files that are saved need.
        from xlcrm.hosts.libreoffice.stripping import strip_prefixes

        kind = PropertyValue("FilterName", 0, _XLSX, _DIRECT)
        self.document.storeToURL(target.as_uri(), (kind,))
        strip_prefixes(target)

    def put_away(self) -> None:
        """Saves the document if that is needed, and shows an empty one in its place."""
        if self.document.isModified():
            self.document.store()
        self._frame.loadComponentFromURL("private:factory/scalc", "_self", 0, ())

    def take_out(self, path: Path) -> None:
        """Shows a file in the place of what is shown now."""
        self._frame.loadComponentFromURL(path.as_uri(), "_self", 0, ())

    def selected_rows(self) -> dict[str, list[range]]:
        """The selected rows by the title of their sheet; rows count from 1."""
        selected = self.document.getCurrentSelection()
        if hasattr(selected, "getRangeAddresses"):
            places = selected.getRangeAddresses()
        elif hasattr(selected, "getRangeAddress"):
            places = (selected.getRangeAddress(),)
        else:
            places = ()
        titles = self.document.Sheets.ElementNames
        rows: dict[str, list[range]] = {}
        for place in places:
            rows.setdefault(titles[place.Sheet], []).append(
                range(place.StartRow + 1, place.EndRow + 2)
            )
        return rows
