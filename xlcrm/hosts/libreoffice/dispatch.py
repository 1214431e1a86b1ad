"""What the office asks about the addresses of the buttons, and tells when one is pressed.

An address is "org.xlcrm:validate". Whoever presses it by a macro may give the answers to all
questions as the argument "Answers", a list of texts; nothing is then shown, and what would have
been is the result of the call.
"""

import gc
from typing import Any

import unohelper
from com.sun.star.beans import NamedValue
from com.sun.star.frame import (
    ControlCommand,
    DispatchResultEvent,
    FeatureStateEvent,
    XDispatchProvider,
    XNotifyingDispatch,
)
from com.sun.star.lang import XInitialization, XServiceInfo

from xlcrm.hosts.libreoffice.buttons import buttons_by_name
from xlcrm.hosts.libreoffice.main_thread import in_main_thread
from xlcrm.hosts.libreoffice.names import BUTTONS, PROTOCOL, SERVICES
from xlcrm.language import text

_FAILED, _SUCCEEDED = 0, 1


class Buttons(unohelper.Base, XDispatchProvider, XNotifyingDispatch, XInitialization, XServiceInfo):
    """The buttons of one window; the names of the methods are the office's.

    Args:
        context: the office's component context.
    """

    def __init__(self, context: Any) -> None:
        self._context = context
        self._frame: Any = None

    def initialize(self, arguments: Any) -> None:
        """Told which window it is."""
        self._frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:  # noqa: N802
        """Who acts on an address; None for nobody."""
        del target, flags
        return self if self._frame is not None and _name(url) in buttons_by_name() else None

    def queryDispatches(self, requests: Any) -> Any:  # noqa: N802
        """Who acts on each of some addresses."""
        return tuple(
            self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests
        )

    def dispatch(self, url: Any, arguments: Any) -> None:
        """A button was pressed."""
        self.dispatchWithNotification(url, arguments, None)

    def dispatchWithNotification(  # noqa: N802
        self, url: Any, arguments: Any, listener: Any
    ) -> None:
        """A button was pressed; the listener is told what came of it."""
        name = _name(url)
        answers = next((one.Value for one in arguments if one.Name == "Answers"), None)
        in_main_thread(lambda: self._press(name, answers, listener))

    def addStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802
        """A button wants to know whether it can be pressed, and what its tip is.

        It can be always: a command says why it cannot be done.
        """
        event = FeatureStateEvent()
        event.Source, event.FeatureURL, event.IsEnabled = self, url, True
        tip = text(buttons_by_name()[_name(url)].tip)
        event.State = ControlCommand("SetQuickHelpText", (NamedValue("HelpText", tip),))
        listener.statusChanged(event)

    def removeStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802
        """A button is gone."""

    def getImplementationName(self) -> str:  # noqa: N802
        """The name of the class."""
        return BUTTONS

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Whether it is such a service."""
        return name == SERVICES[BUTTONS]

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """What services it is."""
        return (SERVICES[BUTTONS],)

    def _press(self, name: str, answers: Any, listener: Any) -> None:
        # The first button that is pressed pays for what this loads, not the start of the office.
        from xlcrm.hosts.libreoffice.pressing import press

        def finished(done: bool, said: tuple[str, ...]) -> None:
            if listener is not None:
                event = DispatchResultEvent()
                event.Source, event.State = self, _SUCCEEDED if done else _FAILED
                event.Result = said
                listener.dispatchFinished(event)
            # What is left in circles must not be let go of by a thread in the background.
            gc.collect()

        press(self._context, self._frame, buttons_by_name()[name].command, answers, finished)


def _name(url: Any) -> str:
    protocol, _, name = url.Complete.partition(":")
    return str(name) if protocol == PROTOCOL else ""
