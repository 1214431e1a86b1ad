"""Results that stay alive in their cells: Calc is told whenever one changes."""

import contextlib
from typing import Any

import uno
import unohelper
from com.sun.star.lang import DisposedException
from com.sun.star.sheet import ResultEvent, XVolatileResult

from xlcrm.hosts.libreoffice.parts import Answer

_NO_VALUE = uno.ByteSequence(b"")
"""What no cell can show: Calc makes #VALUE! of it."""


class LiveResult(unohelper.Base, XVolatileResult):
    """The result of one call of a function, wherever cells of a document make that call.

    Args:
        answer: what it is now.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._listeners: list[Any] = []

    # The names of the methods are Calc's.
    def addResultListener(self, listener: Any) -> None:  # noqa: N802
        """Calc shows the result from now on."""
        self._listeners.append(listener)
        listener.modified(self._event())

    def removeResultListener(self, listener: Any) -> None:  # noqa: N802
        """Calc does not show the result any more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def update(self, answer: Answer) -> bool:
        """Tells Calc, where the answer is another one; returns whether it is."""
        # Of thousands of answers few are others: most are the same objects as before.
        if answer is self._answer or answer == self._answer:
            return False
        self._answer = answer
        for listener in list(self._listeners):
            with contextlib.suppress(DisposedException):
                listener.modified(self._event())
        return True

    def _event(self) -> Any:
        event, shown = ResultEvent(), self._answer.shown
        event.Source = self
        if isinstance(shown, tuple):
            event.Value = uno.Any("[][]any", shown)
        else:
            event.Value = _NO_VALUE if shown is None else shown
        return event
