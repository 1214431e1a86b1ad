"""Answering the office's questions while an extension is installed: the user has said yes."""

from typing import Any

import uno
import unohelper
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

_APPROVE = "com.sun.star.task.XInteractionApprove"


class Consent(unohelper.Base, XCommandEnvironment, XInteractionHandler):
    """Approves whatever can be approved; the names of the methods are the office's."""

    def getInteractionHandler(self) -> "Consent":  # noqa: N802
        """Who answers."""
        return self

    def getProgressHandler(self) -> None:  # noqa: N802
        """Nobody shows progress."""

    def handle(self, request: Any) -> None:
        """Answers a question; what it is about cannot be read from Python."""
        for way in request.getContinuations():
            approve = way.queryInterface(uno.getTypeByName(_APPROVE))
            if approve is not None:
                approve.select()
                return
