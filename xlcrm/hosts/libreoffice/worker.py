"""The thread in the background: what takes time is done there, so that the window stays usable."""

import threading
import time
from collections.abc import Callable, Hashable

from xlcrm.hosts.libreoffice.collecting import nothing_collected
from xlcrm.hosts.libreoffice.journal import note_failure

QUIET, LONGEST = 0.04, 0.3
"""Seconds without an edit after which the figures are made anew, and how long at the most an edit
waits for that while others follow it."""

Job = Callable[[], object]


class Worker:
    """Does jobs one after the other; a job that is asked for again is done once.

    The thread starts with the first job. It never keeps the office from ending.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._jobs: dict[Hashable, tuple[Job, float, float]] = {}
        self._thread: threading.Thread | None = None

    def soon(self, key: Hashable, job: Job) -> None:
        """Does a job when nobody has asked for it for a moment."""
        now = time.monotonic()
        with self._condition:
            _, _, latest = self._jobs.get(key, (job, now, now + LONGEST))
            self._jobs[key] = job, min(now + QUIET, latest), latest
            self._start()

    def now(self, key: Hashable, job: Job) -> None:
        """Does a job as soon as the one before it is done."""
        now = time.monotonic()
        with self._condition:
            self._jobs[key] = job, now, now
            self._start()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="xlcrm", daemon=True)
            self._thread.start()
        self._condition.notify()

    def _run(self) -> None:
        while True:
            job = self._next()
            with nothing_collected():
                try:
                    job()
                except Exception:  # noqa: BLE001 - the thread's edge: nobody else would see it
                    note_failure("a job in the background failed")

    def _next(self) -> Job:
        with self._condition:
            while True:
                now = time.monotonic()
                due = [(at, key) for key, (_, at, _) in self._jobs.items()]
                if due:
                    at, key = min(due, key=lambda one: one[0])
                    if at <= now:
                        return self._jobs.pop(key)[0]
                    self._condition.wait(at - now)
                else:
                    self._condition.wait()
