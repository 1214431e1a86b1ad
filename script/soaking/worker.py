"""A child process with limits that tries cases one by one; the next one starts where one dies."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import tempfile
import traceback
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

MEMORY = 2 << 30
CPU_SECONDS, SECONDS = 20.0, 120.0
_OWN_LINES = 4


@dataclass(frozen=True)
class Outcome:
    """How a case ended.

    Attributes:
        number: the case.
        name, what: its file and what was done to it.
        end: the code of the refusal, or "saved"; "" for a fault.
        fault: what must not happen and did; "" for none.
    """

    number: int
    name: str
    what: str
    end: str
    fault: str


def outcomes(seed: int, numbers: Iterable[int], workers: int = 1) -> Iterator[Outcome]:
    """Tries cases in children; a child that dies is a fault of its case, and is replaced.

    Args:
        seed: together with the number, decides a case.
        numbers: the cases.
        workers: how many children work at the same time; with more than one, outcomes come as
            they are found.
    """
    waiting = iter(numbers)
    busy: dict[Connection, _Child] = {}
    try:
        for number in islice(waiting, workers):
            child = _Child(seed)
            child.give(number)
            busy[child.pipe] = child
        while busy:
            for pipe in wait(list(busy)):
                child = busy.pop(pipe)  # type: ignore[index] # what comes back is what was given
                yield child.outcome()
                number = next(waiting, None)
                if number is None:
                    child.end()
                    continue
                child = child if child.alive else _Child(seed)
                child.give(number)
                busy[child.pipe] = child
    finally:
        for child in busy.values():
            child.end()


class _Child:
    """A child process that tries one case at a time.

    Args:
        seed: as for `outcomes`.
    """

    def __init__(self, seed: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.alive = True
        self._process = context.Process(target=_serve, args=(theirs, seed), daemon=True)
        self._process.start()
        theirs.close()
        self._number = -1

    def give(self, number: int) -> None:
        """Gives it a case."""
        self._number = number
        # That nobody is there to take it shows when the outcome is asked for.
        with suppress(ConnectionError):
            self.pipe.send(number)

    def outcome(self) -> Outcome:
        """How the case ended; waits for it."""
        try:
            return self.pipe.recv()
        except (EOFError, ConnectionError):
            self.end()
            fault = f"the process ended: {_reason(self._process.exitcode)}"
            return Outcome(self._number, "", "", "", fault)

    def end(self) -> None:
        """Lets it come to its end."""
        self.alive = False
        self.pipe.close()
        self._process.join()


def _reason(status: int | None) -> str:
    if status is None or status >= 0:
        return f"status {status}"
    name = signal.Signals(-status).name
    spent = {"SIGPROF": f" (over {CPU_SECONDS:.0f} s CPU)", "SIGALRM": f" (over {SECONDS:.0f} s)"}
    return name + spent.get(name, "")


def _serve(pipe: Connection, seed: int) -> None:
    """The child: takes numbers, gives outcomes, until the other end is closed."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from soaking.sources import sources

    books = sources()
    with tempfile.TemporaryDirectory() as folder:
        while True:
            try:
                number = pipe.recv()
            except EOFError:
                return
            # Without a handler the signal ends the process, wherever it hangs.
            signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            outcome = _try(books, seed, number, Path(folder))
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(outcome)


def _try(books: list[tuple[str, bytes]], seed: int, number: int, folder: Path) -> Outcome:
    from soaking import trial
    from soaking.sources import case

    name, what, data = case(books, seed, number)
    place = folder / str(number)
    place.mkdir()
    path = place / name
    path.write_bytes(data)
    end = fault = ""
    try:
        end = trial.run(path)
    except Exception as error:  # noqa: BLE001 - that none comes out is what is tested
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if "xlcrm" in frame[0]]
        lines = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in own[-_OWN_LINES:]]
        fault = f"{type(error).__name__}: {str(error)[:400]} at {' '.join(lines)}"
    finally:
        shutil.rmtree(place)
    return Outcome(number, name, what, end, fault)
