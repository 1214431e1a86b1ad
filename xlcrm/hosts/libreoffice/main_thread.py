"""Having a job done in the thread of the office's windows, which alone may hold its objects."""

from collections.abc import Callable
from typing import Any

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.lang import DisposedException

from xlcrm.hosts.libreoffice.journal import note_failure


class _Callback(unohelper.Base, XCallback):
    def __init__(self, job: Callable[[], None]) -> None:
        self._job = job

    def notify(self, data: Any) -> None:
        del data
        try:
            self._job()
        except DisposedException:
            return
        except Exception:  # noqa: BLE001 - the outermost edge: the office cannot show it
            note_failure("a job in the window's thread failed")


def in_main_thread(job: Callable[[], None]) -> None:
    """Has the office do a job when it is idle, in the thread of its windows."""
    context = uno.getComponentContext()
    service = "com.sun.star.awt.AsyncCallback"
    context.ServiceManager.createInstanceWithContext(service, context).addCallback(
        _Callback(job), None
    )
