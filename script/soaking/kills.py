"""Kills a process while it saves a workbook: the file is whole then, exactly the old or the new.

As a command this is that process: it saves a book once, and kills itself at a given point.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from xlcrm.patches import AppendRows, EditCells, RemoveRows
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.versions import previous_paths

if TYPE_CHECKING:
    from types import FrameType

KEEP = 2
_HEADER, _TABLE = "note", "T"
# Points by the modules in which they lie; among all calls few would fall where files change names.
_SCOPES = {
    "disk": {"saving.py", "versions.py", "archive.py", "pathlib.py", "tempfile.py", "shutil.py"},
    "swap": {"saving.py", "versions.py"},
}
_ALL = "all"


class NotWholeError(AssertionError):
    """What must hold after a kill does not."""


def kill(path: Path, times: int, seed: int = 1) -> tuple[int, int]:
    """Kills saving processes at random points, and checks the book after each kill.

    Args:
        path: a book whose table T has a column "note"; it is written again and again, and must
            have a folder of its own.
        times: how many processes are killed.
        seed: decides where.

    Returns:
        After how many kills the book was the old one, and after how many the new one.

    Raises:
        NotWholeError: it was neither, or the next save did not go well.
    """
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    old = new = 0
    scopes = (_ALL, *_SCOPES)
    points = {scope: _save_elsewhere(path, n, scope, 0) for n, scope in enumerate(scopes, 1)}
    number = len(points)
    while old + new < times:
        number += 1
        scope = random.choice(sorted(points))
        before, after = path.read_bytes(), _result(path, number)
        if _save_elsewhere(path, number, scope, random.randint(1, points[scope])):
            continue  # it had come to its end before the point
        found = path.read_bytes()
        if found not in {before, after}:
            raise NotWholeError(f"save {number} was killed: neither the old nor the new book")
        old, new = old + (found == before), new + (found == after)
        number += 1
        _check_next_save(path, number)
    return old, new


def save(path: Path, number: int) -> None:
    """Writes a number into a book; each other save makes the table longer, each next shorter."""
    book = ClosedWorkbook.open(path, keep=KEEP)
    place = book.tables()[_TABLE]
    rows = range(place.first_row, place.extent.last.row + 1)
    change: AppendRows | RemoveRows = AppendRows(_TABLE, {_HEADER: [number]})
    if number % 2:
        change = RemoveRows(_TABLE, rows[5:], rows[4])
    book.apply([EditCells(_TABLE, _HEADER, dict.fromkeys(rows, number)), change])


def _result(path: Path, number: int) -> bytes:
    """What a save makes of a book that nothing stops."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        save(copy, number)
        return copy.read_bytes()


def _save_elsewhere(path: Path, number: int, scope: str, point: int) -> int:
    """Saves in a process that kills itself at a point; the points it passed, 0 when it did."""
    done = subprocess.run(
        [sys.executable, "-m", "soaking.kills", str(path), str(number), scope, str(point)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    if done.returncode == -signal.SIGKILL:
        return 0
    if done.returncode:
        raise NotWholeError(done.stderr)
    return int(done.stdout)


def _check_next_save(path: Path, number: int) -> None:
    """The save after a kill goes well, and clears away what was left."""
    before, wanted = path.read_bytes(), _result(path, number)
    save(path, number)
    kept = previous_paths(path)
    names = {item.name for item in path.parent.iterdir()}
    if path.read_bytes() != wanted or kept[0].read_bytes() != before:
        raise NotWholeError(f"save {number} after a kill went wrong")
    if names != {path.name, *(version.name for version in kept)}:
        raise NotWholeError(f"save {number} after a kill left {names}")


def _module(frame: FrameType) -> str:
    return frame.f_code.co_filename.rpartition(os.sep)[2]


def main() -> None:
    """Saves once; prints how many points it passed, unless it was killed at one."""
    path, number, scope, point = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    modules = _SCOPES.get(scope)
    passed = 0

    def watch(frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal passed
        if modules is None or _module(frame) in modules:
            passed += 1
            if passed == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    save(path, number)
    sys.setprofile(None)
    print(passed)


if __name__ == "__main__":
    main()
