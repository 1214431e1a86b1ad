"""All open documents that have something to do with xlcrm, and what happens to them when.

The office's thread reads and shows, the one in the background computes and knows only ids.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from xlcrm.hosts.libreoffice.areas import areas, has_ours
from xlcrm.hosts.libreoffice.binding import Place, bind, cells_to_bind
from xlcrm.hosts.libreoffice.formulas import unprefixed
from xlcrm.hosts.libreoffice.worker import Worker

if TYPE_CHECKING:
    from xlcrm.hosts.libreoffice.live import LiveDocument
    from xlcrm.hosts.libreoffice.work import Work

InMainThread = Callable[[Callable[[], None]], None]
"""Has a job done in the thread of the office's windows."""


class Documents:
    """The open documents, by the office's id of each.

    Args:
        in_main_thread: has a job done in the thread of the office's windows.
    """

    def __init__(self, in_main_thread: InMainThread) -> None:
        self._in_main_thread = in_main_thread
        self._worker = Worker()
        self._open: dict[str, LiveDocument] = {}
        self._opening: dict[str, tuple[Any, list[Place]]] = {}
        self._to_bind: dict[str, list[Place]] = {}

    def of(self, document: Any) -> "LiveDocument":
        """A document that is live from now on."""
        # The first document of ours pays for what this loads, not the start of the office.
        from xlcrm.hosts.libreoffice.live import LiveDocument

        uid: str = document.RuntimeUID
        if uid not in self._open:
            self._open[uid] = LiveDocument(
                document, lambda: self._edited(uid), lambda: self._forget(uid)
            )
        return self._open[uid]

    def opened(self, document: Any) -> None:
        """Has the functions of a document bound, as soon as their values are there."""
        cells = list(cells_to_bind(document))
        if cells or areas(document):
            uid = document.RuntimeUID
            self._opening[uid] = document, cells
            self._worker.now(("load", uid), lambda: self._load(uid))

    def saving(self, document: Any) -> None:
        """Brings the figures up to date, so that none is saved that an edit has overtaken."""
        live = self._open.get(document.RuntimeUID)
        if live is not None:
            live.catch_up()

    def closed(self, document: Any) -> None:
        """Forgets a document."""
        self._forget(document.RuntimeUID)

    # In the background:

    def _load(self, uid: str) -> None:
        import_module("xlcrm.hosts.libreoffice.live")
        self._in_main_thread(lambda: self._open_up(uid))

    def _compute(self, uid: str, work: "Work") -> None:
        if work.do_in_sight():
            self._in_main_thread(lambda: self._show_in_sight(uid, work))
        if work.do_all():
            self._in_main_thread(lambda: self._show(uid, work))

    # In the office's thread:

    def _open_up(self, uid: str) -> None:
        document, cells = self._opening.pop(uid, (None, []))
        if cells or (document is not None and has_ours(document)):
            live = self.of(document)
            self._to_bind[uid] = cells
            self._start(uid, live.read([unprefixed(place.formula) for place in cells]))

    def _edited(self, uid: str) -> None:
        if uid in self._open:
            self._worker.soon(uid, lambda: self._in_main_thread(lambda: self._refresh(uid)))

    def _refresh(self, uid: str) -> None:
        live = self._open.get(uid)
        if live is not None:
            self._start(uid, live.read())

    def _start(self, uid: str, work: "Work | None") -> None:
        if work is not None:
            self._worker.now(("compute", uid), lambda: self._compute(uid, work))

    def _show_in_sight(self, uid: str, work: "Work") -> None:
        live = self._open.get(uid)
        if live is not None:
            live.show(work, all_of_it=False)

    def _show(self, uid: str, work: "Work") -> None:
        live = self._open.get(uid)
        if live is not None:
            live.show(work)
            bind(live.document, self._to_bind.pop(uid, []))

    def _forget(self, uid: str) -> None:
        self._opening.pop(uid, None)
        self._to_bind.pop(uid, None)
        live = self._open.pop(uid, None)
        if live is not None:
            live.close()
