"""What an office is told once and holds for each of its documents."""

from collections.abc import Iterable
from typing import Any

from xlcrm.hosts.libreoffice.engine.documents import Document

_CALCULATIONS = ("automatic", "semiautomatic", "manual")


class Settings:
    """The settings of an office.

    Attributes:
        screen_updating: whether windows are drawn.
        calculation: when formulas are computed.
        interactive: whether windows take keys and clicks.
        display_alerts: whether messages are wanted.
        enable_events: whether macros on events are wanted.
        status_bar: the text in the status bar, or False.
    """

    def __init__(self) -> None:
        self.screen_updating = True
        self.calculation = "automatic"
        self.interactive = True
        self.display_alerts = True
        self.enable_events = True
        self.status_bar: str | bool = False
        self._locked: dict[str, Document] = {}
        self._indicator: Any = None

    def apply_to(self, document: Document) -> None:
        """Tells a document that was just opened."""
        if self.calculation == "manual":
            document.model.enableAutomaticCalculation(False)
        if not self.screen_updating:
            self._lock(document)

    def forget(self, document: Document) -> None:
        """Forgets a document that is closed."""
        self._locked.pop(document.uid, None)

    def set_screen_updating(self, value: bool, documents: Iterable[Document]) -> None:
        """Draws the windows, or not."""
        self.screen_updating = bool(value)
        if not value:
            for document in documents:
                self._lock(document)
            return
        still_open = {document.uid for document in documents}
        for uid, document in self._locked.items():
            if uid in still_open:
                document.model.unlockControllers()
        self._locked.clear()

    def _lock(self, document: Document) -> None:
        if document.uid not in self._locked:
            document.model.lockControllers()
            self._locked[document.uid] = document

    def set_calculation(self, value: str, documents: Iterable[Document]) -> None:
        """Says when formulas are computed.

        Raises:
            ValueError: the value is none of xlwings'.
        """
        if value not in _CALCULATIONS:
            raise ValueError(f"calculation must be one of {', '.join(_CALCULATIONS)}")
        self.calculation = value
        for document in documents:
            document.model.enableAutomaticCalculation(value != "manual")

    def set_interactive(self, value: bool, documents: Iterable[Document]) -> None:
        """Lets the windows take keys and clicks, or not."""
        self.interactive = bool(value)
        for document in documents:
            document.window.setEnable(self.interactive)

    def set_status_bar(self, value: str | bool | None, frame: Any) -> None:
        """Shows a text in the status bar; False or None gives it back to the office."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if value is None or isinstance(value, bool):
            self.status_bar = False
            return
        self.status_bar = value
        self._indicator = frame.createStatusIndicator()
        self._indicator.start(value, 0)
