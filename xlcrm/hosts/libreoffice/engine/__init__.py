"""An xlwings engine for LibreOffice Calc.

    import xlwings as xw
    from xlcrm.hosts.libreoffice import engine

    engine.register()
    xw.engines["libreoffice"].activate()
    with xw.App(visible=False) as app:      # an office of our own, with its own profile
        app.books[0].sheets[0]["A1"].value = [["name", "since"], ["Ann", date(2024, 5, 1)]]

    app = engine.connect("mypipe")          # a running office, started with --accept
    app = engine.attach()                   # the office that this Python runs in

It knows nothing of the package that it stands in.
"""

from typing import Any

import xlwings as xw

from xlcrm.hosts.libreoffice.engine import connection as _connections
from xlcrm.hosts.libreoffice.engine.engine import NAME, Engine
from xlcrm.hosts.libreoffice.engine.errors import (
    BookUnreadableError,
    BookUnwritableError,
    OfficeError,
    OfficeGoneError,
    OfficeMissingError,
    OfficeStartError,
)

__all__ = [
    "NAME",
    "BookUnreadableError",
    "BookUnwritableError",
    "OfficeError",
    "OfficeGoneError",
    "OfficeMissingError",
    "OfficeStartError",
    "attach",
    "connect",
    "register",
]


def register() -> xw.Engine:
    """Adds the engine to `xw.engines` under the name "libreoffice", once."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=Engine()))
    engine: xw.Engine = xw.engines.engines_by_name[NAME]
    return engine


def connect(where: str) -> xw.App:
    """A running office that was started with `--accept`; quitting the app only lets it go.

    Args:
        where: the name of its pipe, or a whole "pipe,name=..." or "socket,host=...,port=...".

    Raises:
        OfficeMissingError: LibreOffice's Python support is missing.
        OfficeStartError: nobody listens there.
    """
    return _admitted(_connections.connect(where))


def attach(context: Any = None) -> xw.App:
    """The office that this Python runs in; quitting the app only lets it go.

    Args:
        context: the component context, as the office hands it to a component; None asks for it.

    Raises:
        OfficeStartError: this Python does not run in an office.
    """
    return _admitted(_connections.inside(context))


def _admitted(connection: _connections.Connection) -> xw.App:
    return xw.App(impl=register().impl.apps.admit(connection, add_book=False))
