"""What is remembered of one open spreadsheet between two questions to it."""

from typing import Any

from xlcrm.hosts.libreoffice.engine.dates import Calendar
from xlcrm.hosts.libreoffice.engine.number_formats import NumberFormats
from xlcrm.hosts.libreoffice.engine.sheet_objects import SheetObjects


class Document:
    """An open spreadsheet document.

    Args:
        model: the document as the office knows it.
        uid: the office's own name for it, which stays while it is open.
        connection: the office that it is open in.

    Attributes:
        removals: how often cells were taken out: the office's object of a sheet then no longer
            reaches to the sheet's end, and has to be asked for again.
    """

    def __init__(self, model: Any, uid: str, connection: Any) -> None:
        self.model = model
        self.uid = uid
        self.connection = connection
        self.removals = 0
        self.sheets = SheetObjects(model)
        self.formats = NumberFormats(model.NumberFormats)
        self.calendar = Calendar(model.NullDate)

    @property
    def controller(self) -> Any:
        """The view of the document, which knows selection and active sheet."""
        return self.model.getCurrentController()

    @property
    def window(self) -> Any:
        """The window that it is shown in."""
        return self.controller.getFrame().getContainerWindow()

    def close(self) -> None:
        """Closes it without saving."""
        self.model.setModified(False)
        self.model.close(True)

    def activate(self) -> None:
        """Makes it the document that the office works with."""
        self.controller.getFrame().activate()
        self.window.toFront()
