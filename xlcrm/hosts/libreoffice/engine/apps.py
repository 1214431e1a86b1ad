"""Offices: those that this Python started or connected to."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import alerts, saving, scripts
from xlcrm.hosts.libreoffice.engine import connection as connections
from xlcrm.hosts.libreoffice.engine.books import Books
from xlcrm.hosts.libreoffice.engine.bridge import properties
from xlcrm.hosts.libreoffice.engine.connection import Connection
from xlcrm.hosts.libreoffice.engine.documents import Document
from xlcrm.hosts.libreoffice.engine.errors import OfficeError
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.selections import selection_on
from xlcrm.hosts.libreoffice.engine.settings import Settings

_PRODUCT = "/org.openoffice.Setup/Product"


class App(Guarded, base_classes.App):
    """An office.

    Args:
        apps: the offices that it is one of.
        connection: the way to it.

    Attributes:
        active_uid: the document that was made active last.
        copied: the sheet and the place that were copied last.
    """

    def __init__(self, apps: "Apps", connection: Connection) -> None:
        self._apps = apps
        self.connection = connection
        self.settings = Settings()
        self.active_uid = ""
        self.copied: tuple[Any, Any] | None = None
        self._shown = False

    @property
    def engine(self) -> Any:
        """The engine."""
        return self._apps.engine

    @property
    def api(self) -> Any:
        """The office's desktop."""
        return self.connection.desktop

    xl = api

    @property
    def pid(self) -> int:
        """The process id; a negative number where nobody tells it."""
        return self.connection.pid

    @property
    def version(self) -> str:
        """The office's version, such as "7.4.7.2"."""
        return str(self._product("ooSetupVersionAboutBox"))

    @property
    def path(self) -> str:
        """The folder of the office's programs."""
        service = self.connection.service("util.PathSubstitution")
        return saving.path(service.substituteVariables("$(prog)", True))

    def _product(self, key: str) -> Any:
        provider = self.connection.service("configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", properties(nodepath=_PRODUCT)
        )
        return access.getByName(key)

    @property
    def books(self) -> Books:
        """The open books."""
        return Books(self)

    @property
    def selection(self) -> Any:
        """The selected cells of the active book; None where something else is selected."""
        if len(self.books) == 0:
            return None
        book = self.books.active
        return selection_on(book.sheets.active, book.document.controller.getSelection())

    def activate(self, steal_focus: bool = False) -> None:
        """Makes it the office that xlwings means by default."""
        self._apps.put_first(self)
        if steal_focus and len(self.books):
            self.books.active.document.activate()

    @property
    def visible(self) -> bool:
        """Whether its windows are shown; a headless office only remembers what was asked."""
        return self._shown

    @visible.setter
    def visible(self, visible: bool) -> None:
        self._shown = bool(visible)
        for document in self.connection.spreadsheets():
            document.window.setVisible(self._shown)

    def quit(self) -> None:
        """Ends the office if this Python started it; else only lets it go."""
        self._apps.forget(self)
        self.connection.end()

    def kill(self) -> None:
        """Ends the office at once if this Python started it; else only lets it go."""
        self._apps.forget(self)
        self.connection.kill()

    def adopt(self, document: Document) -> None:
        """Gives a document that was opened the settings of this office."""
        self.settings.apply_to(document)
        if self._shown:
            document.window.setVisible(True)

    def let_go(self, document: Document) -> None:
        """Forgets a document that is closed."""
        self.settings.forget(document)
        if self.copied is not None and self.copied[0].document.uid == document.uid:
            self.copied = None

    @property
    def screen_updating(self) -> bool:
        """Whether the windows are drawn."""
        return self.settings.screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.settings.set_screen_updating(value, self.connection.spreadsheets())

    @property
    def calculation(self) -> str:
        """When formulas are computed: "automatic", "semiautomatic" or "manual"."""
        return self.settings.calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        self.settings.set_calculation(value, self.connection.spreadsheets())

    def calculate(self) -> None:
        """Computes the formulas that wait for it."""
        for document in self.connection.spreadsheets():
            document.model.calculate()

    @property
    def interactive(self) -> bool:
        """Whether the windows take keys and clicks."""
        return self.settings.interactive

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self.settings.set_interactive(value, self.connection.spreadsheets())

    @property
    def display_alerts(self) -> bool:
        """Whether messages are wanted; the office never asks through this interface."""
        return self.settings.display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self.settings.display_alerts = bool(value)

    @property
    def enable_events(self) -> bool:
        """Whether macros on events are wanted; the office has no switch for them."""
        return self.settings.enable_events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self.settings.enable_events = bool(value)

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar; False where it is the office's own."""
        return self.settings.status_bar

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        frame = self.books.active.document.controller.getFrame()
        self.settings.set_status_bar(value, frame)

    @property
    def cut_copy_mode(self) -> str | None:
        """The word "copy" while something waits to be pasted."""
        return "copy" if self.copied is not None else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: Any) -> None:
        if not value:
            self.copied = None

    def alert(
        self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any
    ) -> str:
        """Shows a message and says which button was pressed.

        Raises:
            OfficeError: no book is open, so there is no window to show it in.
        """
        del callback
        window = self.books.active.document.window
        return alerts.ask(self.connection, window, prompt, title or "", buttons, mode)

    def run(self, macro: str, args: list[Any]) -> Any:
        """Runs a macro of the office or of the active book."""
        return scripts.run(self.connection, self.books.active.document, macro, args)


class Apps(Guarded, base_classes.Apps):
    """The offices that this Python started or connected to, the active one first.

    Args:
        engine: the engine.
    """

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def _living(self) -> list[App]:
        self._apps = [app for app in self._apps if app.connection.alive()]
        return self._apps

    def keys(self) -> list[int]:
        """Their process ids."""
        return [app.pid for app in self._living()]

    def add(
        self,
        spec: str | None = None,
        add_book: bool | None = None,
        xl: Any = None,
        visible: bool | None = None,
    ) -> App:
        """Starts an office with a profile of its own, or connects to one.

        Args:
            spec: the pipe ("name" or "pipe,name=...") or the socket of a running office.
            add_book: whether a new book is opened in it.
            xl: the component context, where this Python runs inside of the office.
            visible: with windows; False starts it headless.

        Raises:
            OfficeMissingError: LibreOffice or its Python support is missing.
            OfficeStartError: it did not start, or nobody listens there.
        """
        if xl is not None:
            connection = connections.inside(xl)
        elif spec is not None:
            connection = connections.connect(spec)
        else:
            connection = connections.start(visible=visible is not False)
        try:
            return self.admit(connection, add_book=add_book is not False and spec is None)
        except OfficeError:
            connection.kill()
            raise

    def admit(self, connection: Connection, *, add_book: bool) -> App:
        """The office of a connection, new or known, as the active one."""
        app = next((app for app in self._living() if app.pid == connection.pid), None)
        if app is None:
            app = App(self, connection)
        self.put_first(app)
        if add_book:
            app.books.add()
        return app

    def put_first(self, app: App) -> None:
        """Makes an office the active one."""
        self._apps = [app, *(other for other in self._apps if other is not app)]

    def forget(self, app: App) -> None:
        """Lets an office go."""
        self._apps = [other for other in self._apps if other is not app]

    @staticmethod
    def cleanup() -> None:
        """Nothing is left over: each office is ended by its own process id."""

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._living()))

    def __len__(self) -> int:
        return len(self._living())

    def __getitem__(self, pid: int) -> App:
        for app in self._living():
            if app.pid == pid:
                return app
        raise KeyError(pid)
