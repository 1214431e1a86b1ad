"""A cell that is being typed into: what stands in its input line is in no cell yet.

The office has no word for it. It offers a space that breaks no line only while text is edited, and
a move of the cursor by no cell enters what was typed where it was typed.
"""

from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.beans.PropertyState import DIRECT_VALUE as _DIRECT
from com.sun.star.frame import XStatusListener
from com.sun.star.util import URL

_WHILE_TYPING, _BY_NO_CELL = ".uno:InsertNonBreakingSpace", ".uno:GoDown"


class _Asked(unohelper.Base, XStatusListener):
    """Keeps whether a command is offered; the office says so at once."""

    def __init__(self) -> None:
        self.offered = False

    def statusChanged(self, event: Any) -> None:  # noqa: N802 - the office's name
        self.offered = event.IsEnabled

    def disposing(self, source: Any) -> None:
        """The window is gone."""


def is_typed_into(frame: Any) -> bool:
    """Whether a cell, or another text, of a window is being typed into.

    Args:
        frame: the frame of the window.
    """
    url = _url(_WHILE_TYPING)
    command, asked = frame.queryDispatch(url, "_self", 0), _Asked()
    if command is not None:
        command.addStatusListener(asked, url)
        command.removeStatusListener(asked, url)
    return asked.offered


def enter(frame: Any) -> None:
    """Enters what is being typed, as the key does; the cursor and the selection stay.

    Args:
        frame: the frame of a window in which a cell is being typed into.
    """
    url, view = _url(_BY_NO_CELL), frame.getController()
    command, selected = frame.queryDispatch(url, "_self", 0), view.getSelection()
    command.dispatch(url, (_argument("By", uno.Any("short", 0)), _argument("Sel", False)))  # noqa: FBT003
    view.select(selected)


def _argument(name: str, value: Any) -> PropertyValue:
    return PropertyValue(name, 0, value, _DIRECT)


def _url(complete: str) -> URL:
    url = URL()
    url.Complete = complete
    context = uno.getComponentContext()
    service = "com.sun.star.util.URLTransformer"
    parser = context.ServiceManager.createInstanceWithContext(service, context)
    found: URL = parser.parseStrict(url)[1]
    return found
