"""An office of our own: started with its own profile, ended by its process id."""

import atexit
import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

from xlcrm.hosts.libreoffice.engine import bridge
from xlcrm.hosts.libreoffice.engine.errors import OfficeMissingError

_FRESH_PROFILE = 81
"""The exit code that asks to be started again, once a new profile was made."""


class OfficeProcess:
    """A LibreOffice that this Python started.

    Args:
        visible: with windows; else headless.

    Attributes:
        pipe: the name of the pipe on which it listens.
        pid: its process id.

    Raises:
        OfficeMissingError: LibreOffice is not installed, or cannot be run.
    """

    def __init__(self, *, visible: bool) -> None:
        self.pipe = f"xlwings-{uuid.uuid4().hex[:12]}"
        self._profile = Path(tempfile.mkdtemp(prefix="xlwings-office-"))
        self._visible = visible
        self._process = self._run()
        if not visible:
            # Nobody sees it, so nobody would end it once this Python is gone.
            atexit.register(self.kill)

    @property
    def pid(self) -> int:
        """The process id; it changes once, where a new profile asks for a second start."""
        return self._process.pid

    def poll(self) -> int | None:
        """The exit code, or None while it runs; starts it again where it asks for that."""
        code = self._process.poll()
        if code == _FRESH_PROFILE:
            self._process = self._run()
            return None
        return code

    def wait(self, seconds: float) -> bool:
        """Waits for its end; false where it still runs after that many seconds."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._clean()
        return True

    def kill(self) -> None:
        """Ends it at once and removes its profile."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._clean()

    def _run(self) -> "subprocess.Popen[bytes]":
        command = [
            str(_program()),
            f"-env:UserInstallation={self._profile.as_uri()}",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"--accept=pipe,name={self.pipe};urp;StarOffice.ComponentContext",
        ]
        if not self._visible:
            command.append("--headless")
        try:
            return subprocess.Popen(  # noqa: S603 - the office's own program
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise OfficeMissingError(f"LibreOffice cannot be started: {error}") from error

    def _clean(self) -> None:
        atexit.unregister(self.kill)
        shutil.rmtree(self._profile, ignore_errors=True)


def can_show_windows() -> bool:
    """Whether there is a screen to show windows on."""
    return os.name == "nt" or any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY"))


def pid_listening(pipe: str) -> int | None:
    """The process id of the office that listens on a pipe, where the system tells it."""
    wanted = f"pipe,name={pipe};"
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        # A process may end between the listing and the reading.
        with contextlib.suppress(OSError):
            if wanted in entry.read_bytes().decode(errors="replace"):
                return int(entry.parent.name)
    return None


def pause() -> None:
    """Waits a moment between two questions to an office that is starting."""
    time.sleep(0.05)


def _program() -> Path:
    # The wrapper script would hide the process id.
    for name in ("soffice.bin", "soffice.exe", "soffice"):
        file = bridge.program_folder() / name
        if file.exists():
            return file
    raise OfficeMissingError(f"No program of LibreOffice stands in {bridge.program_folder()}.")
