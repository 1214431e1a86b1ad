"""Whether Excel is running, by the system's own list of the user's processes."""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

_PATIENCE = 20
_EXCEL = {
    "win32": re.compile(rb'^"excel\.exe"', re.IGNORECASE | re.MULTILINE),
    "darwin": re.compile(rb"^Microsoft Excel\s*$", re.MULTILINE),
}


def excel_runs(system: str, ask: Callable[[Sequence[str]], bytes] | None = None) -> bool:
    """Whether an Excel of the user's is running; False where that cannot be found out.

    Args:
        system: as `sys.platform` says.
        ask: runs a program and gives what it prints; the real one if left out.
    """
    if system not in _EXCEL:
        return False
    return _EXCEL[system].search((ask or _printed)(_question(system))) is not None


def _question(system: str) -> Sequence[str]:
    if system == "darwin":
        return ("ps", "-x", "-c", "-o", "command=")
    question = ["tasklist", "/FO", "CSV", "/NH", "/FI", "IMAGENAME eq EXCEL.EXE"]
    session = _session()
    # On a server, others have an Excel of their own.
    return question if session is None else [*question, "/FI", f"SESSION eq {session}"]


def _session() -> int | None:
    """The number of the session at the computer that this process belongs to."""
    windll: Any = getattr(ctypes, "windll", None)
    number = ctypes.c_ulong()
    if windll is None or not windll.kernel32.ProcessIdToSessionId(
        os.getpid(), ctypes.byref(number)
    ):
        return None
    return number.value


def _printed(command: Sequence[str]) -> bytes:
    unseen = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        done = subprocess.run(  # noqa: S603 - a constant command of the system's
            command, capture_output=True, check=False, timeout=_PATIENCE, creationflags=unseen
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout
