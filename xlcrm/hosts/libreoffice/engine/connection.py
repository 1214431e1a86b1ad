"""One living office: where it is, its desktop, and whether it still answers."""

import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlcrm.hosts.libreoffice.engine import bridge, process
from xlcrm.hosts.libreoffice.engine.documents import Document
from xlcrm.hosts.libreoffice.engine.errors import OfficeError, OfficeStartError
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_START_SECONDS, _END_SECONDS = 60.0, 10.0
_unknown_pids = itertools.count(-1, -1)


class Connection(Guarded):
    """A living office.

    Args:
        context: its component context.
        pid: its process id; a negative number stands for one that nobody tells.
        own: the process, where this Python started it; only such a one is ever ended.
    """

    def __init__(self, context: Any, pid: int, own: process.OfficeProcess | None = None) -> None:
        self.context = context
        self.pid = pid
        self.own = own
        self.desktop = self.service("frame.Desktop")
        self._documents: dict[str, Document] = {}

    def service(self, name: str) -> Any:
        """A new service of the office; the name is given without "com.sun.star."."""
        return self.context.ServiceManager.createInstanceWithContext(
            f"com.sun.star.{name}", self.context
        )

    def alive(self) -> bool:
        """Whether the office still answers."""
        try:
            self.desktop.getComponents()
        except bridge.error_class("uno.Exception"):
            return False
        return True

    def document(self, model: Any) -> Document:
        """What is remembered of an open spreadsheet, made at the first question."""
        uid = model.RuntimeUID
        if uid not in self._documents:
            self._documents[uid] = Document(model, uid, self)
        return self._documents[uid]

    def spreadsheets(self) -> list[Document]:
        """All open spreadsheets, in the order of their opening."""
        found = [self.document(model) for model in self._models()]
        open_uids = {document.uid for document in found}
        order = {uid: at for at, uid in enumerate(self._documents) if uid in open_uids}
        self._documents = {uid: self._documents[uid] for uid in order}
        return sorted(found, key=lambda document: order[document.uid])

    def _models(self) -> Iterator[Any]:
        components = self.desktop.getComponents().createEnumeration()
        while components.hasMoreElements():
            model = components.nextElement()
            services = getattr(model, "supportsService", None)
            if services is not None and services("com.sun.star.sheet.SpreadsheetDocument"):
                yield model

    def end(self) -> None:
        """Ends the office if this Python started it; else only lets it go."""
        if self.own is None:
            return
        try:
            for document in self.spreadsheets():
                document.close()
            self.desktop.terminate()
        except OfficeError:
            self.own.kill()
            return
        except bridge.error_class("uno.Exception"):
            # The office may be gone before it answers that it goes.
            pass
        if not self.own.wait(_END_SECONDS):
            self.own.kill()

    def kill(self) -> None:
        """Ends the office at once if this Python started it; else only lets it go."""
        if self.own is not None:
            self.own.kill()


def start(*, visible: bool) -> Connection:
    """Starts an office with a profile of its own and connects to it.

    Raises:
        OfficeMissingError: LibreOffice or its Python support is missing.
        OfficeStartError: it ended, or did not answer within a minute.
    """
    bridge.uno()
    own = process.OfficeProcess(visible=visible and process.can_show_windows())
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if (code := own.poll()) is not None:
            own.kill()
            raise OfficeStartError(f"LibreOffice ended while it started (exit code {code}).")
        context = _resolved(f"pipe,name={own.pipe}")
        if context is not None:
            return Connection(context, own.pid, own)
        process.pause()
    own.kill()
    raise OfficeStartError(f"LibreOffice did not answer within {_START_SECONDS:.0f} seconds.")


def connect(where: str) -> Connection:
    """Connects to a running office that was started with `--accept`.

    Args:
        where: the name of its pipe, or a whole "pipe,name=..." or "socket,host=...,port=...".

    Raises:
        OfficeMissingError: LibreOffice's Python support is missing.
        OfficeStartError: nobody listens there.
    """
    bridge.uno()
    where = where if "," in where else f"pipe,name={where}"
    context = _resolved(where)
    if context is None:
        raise OfficeStartError(f"No LibreOffice listens at {where}: start it with --accept first.")
    pipe = where.partition("name=")[2] if where.startswith("pipe") else ""
    pid = process.pid_listening(pipe) if pipe else None
    return Connection(context, pid or next(_unknown_pids))


def inside(context: Any = None) -> Connection:
    """The office that this Python runs in.

    Args:
        context: the component context, as the office hands it to a component; None asks for it.

    Raises:
        OfficeStartError: this Python does not run in an office.
    """
    if context is None:
        # Outside of an office the question for a desktop would crash this Python.
        program = Path(os.path.realpath("/proc/self/exe")).name
        if not program.startswith("soffice"):
            raise OfficeStartError("This Python does not run inside of LibreOffice.")
        context = bridge.uno().getComponentContext()
    return Connection(context, os.getpid())


def _resolved(where: str) -> Any:
    local = bridge.uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    try:
        return resolver.resolve(f"uno:{where};urp;StarOffice.ComponentContext")
    except bridge.error_class("uno.Exception"):
        return None
