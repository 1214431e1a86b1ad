"""A session with an office: one that runs is asked; where none runs, one is started unseen."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from xlcrm.errors import HostError
from xlcrm.hosts.libreoffice.office import Office

_OF_PYTHONS = {"VIRTUAL_ENV", "PYTHONHOME"}
_PATIENCE = 60.0
_PAUSE = 0.05
_QUIETLY = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard")


class Session:
    """An office on a profile that can be asked; ended afterwards if it was started for that.

    A second start on the profile of an office that runs hands its wishes over to that one, which
    then listens to us, too. Use it as a context manager.

    Args:
        office: the program.
        profile: the folder of the profile; the user's own if left out.
    """

    def __init__(self, office: Office, profile: Path | None = None) -> None:
        where = [] if profile is None else [f"-env:UserInstallation={profile.absolute().as_uri()}"]
        self._office = office
        self._command = [office.start, *where]
        pipe = f"xlcrm{secrets.token_hex(8)}"
        self._listens = f"pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.uno: Any = office.uno()
        self.context: Any = None
        self.ran_before = False
        """Whether the user had the office running."""

    def __enter__(self) -> Self:
        """Connects.

        Raises:
            HostError: the office does not start, or does not answer in time.
        """
        self._process = _start([*self._command, *_QUIETLY, f"--accept={self._listens}"])
        try:
            self.context = _connect(self.uno, f"uno:{self._listens}", self._process)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_PAUSE)
            self.ran_before = self._process.poll() is not None
        except BaseException:
            _end(self._process)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Lets the office of the user's be, and ends one of ours."""
        if self.ran_before:
            # What is started are the program that was found and options of ours.
            subprocess.run([*self._command, f"--unaccept={self._listens}"], check=False)  # noqa: S603
            return
        try:
            _terminate(self.uno, self.context)
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(self._process)

    @property
    def group(self) -> int:
        """The process group of the office that was started."""
        return self._process.pid

    def service(self, name: str) -> Any:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    # What is started are the program that was found and options of ours.
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
        env=without_venv(os.environ),
    )


def without_venv(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment in which an office is started: without virtual environments.

    The office's own Python looks for its home along PATH. Where it comes upon that of a virtual
    environment, it takes that one's library, which lacks the office's modules.

    Args:
        environment: that of this process.
    """
    folders = environment.get("PATH", "").split(os.pathsep)
    kept = [one for one in folders if not (Path(one).parent / "pyvenv.cfg").is_file()]
    rest = {name: value for name, value in environment.items() if name not in _OF_PYTHONS}
    return {**rest, "PATH": os.pathsep.join(kept)}


def _connect(uno: Any, url: str, process: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    service = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(service, local)
    no_answer = uno.getClass("com.sun.star.connection.NoConnectException")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(url)
        except no_answer:
            if time.monotonic() > until or process.poll() not in {None, 0}:
                raise HostError("host.office_silent", seconds=int(_PATIENCE)) from None
        if process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_PAUSE)
        else:
            time.sleep(_PAUSE)


def _terminate(uno: Any, context: Any) -> None:
    """Ends the office; it hangs up before it has answered."""
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    with suppress(uno.getClass("com.sun.star.lang.DisposedException")):
        desktop.terminate()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what was started, with the processes that it has started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
