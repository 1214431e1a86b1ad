"""What the office calls: the worksheet functions, the events of documents, and the buttons."""

from functools import cache
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.lang import DisposedException, XServiceInfo, XServiceName
from com.sun.star.task import XJob

from xlcrm.hosts.libreoffice.dispatch import Buttons
from xlcrm.hosts.libreoffice.documents import Documents
from xlcrm.hosts.libreoffice.journal import note_failure
from xlcrm.hosts.libreoffice.main_thread import in_main_thread
from xlcrm.hosts.libreoffice.names import (
    ADD_IN,
    BUTTONS,
    CLOSED,
    EVENTS,
    FUNCTIONS_CLASS,
    INTERFACE,
    OPENED,
    SAVED,
    SAVING,
    SERVICES,
)
from xlcrm.hosts.threads import settle_threads, take_short_turns
from xlcrm.udfs.catalogue import FUNCTIONS, Function


def implementations() -> Any:
    """What the office asks a component written in Python for."""
    settle_threads()
    take_short_turns()
    helper = unohelper.ImplementationHelper()
    for name, made in ((FUNCTIONS_CLASS, _functions), (EVENTS, Events), (BUTTONS, Buttons)):
        helper.addImplementation(made, name, (SERVICES[name],))
    return helper


@cache
def _documents() -> Documents:
    return Documents(in_main_thread)


class _Service(unohelper.Base, XServiceInfo, XServiceName):
    """The add-in as a service; the names of the methods are the office's."""

    def getServiceName(self) -> str:  # noqa: N802
        return ADD_IN

    def getImplementationName(self) -> str:  # noqa: N802
        return FUNCTIONS_CLASS

    def supportsService(self, name: str) -> bool:  # noqa: N802
        return name == ADD_IN

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (ADD_IN,)


def _functions(context: Any) -> Any:
    """The service with a method for each function of the catalogue."""
    del context
    methods = {function.name: _method(function) for function in FUNCTIONS.values()}
    return type("Functions", (_Service, uno.getClass(INTERFACE)), methods)()


def _method(function: Function) -> Any:
    def compute(self: Any, document: Any, *arguments: Any) -> Any:
        del self
        try:
            return _documents().of(document).result(function, arguments)
        except Exception:
            note_failure(function.name)
            raise  # Calc shows #VALUE!

    return compute


class Events(unohelper.Base, XJob):
    """Told when a document was opened, is about to be saved, or was saved."""

    def __init__(self, context: Any) -> None:
        del context

    def execute(self, arguments: Any) -> None:
        """Acts on an event.

        Args:
            arguments: the office's; the event and its document stand in "Environment".
        """
        groups = {group.Name: group.Value for group in arguments}
        told = {one.Name: one.Value for one in groups["Environment"]}
        try:
            _act(told["EventName"], told["Model"])
        except DisposedException:
            return  # the document was closed meanwhile
        except Exception:  # noqa: BLE001 - the outermost edge: opening and saving must go on
            note_failure(told["EventName"])


def _act(event: str, document: Any) -> None:
    if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        return
    if event in OPENED:
        _documents().opened(document)
    elif event in SAVING:
        _documents().saving(document)
    elif event in SAVED and document.URL.startswith("file:"):
        # The file format is of no interest before there is a file to mend.
        from xlcrm.hosts.libreoffice.stripping import strip_prefixes

        strip_prefixes(Path(uno.fileUrlToSystemPath(document.URL)))
    elif event in CLOSED:
        _documents().closed(document)
