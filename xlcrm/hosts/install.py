"""Installing into a spreadsheet program, and taking it out again: `xlcrm install libreoffice`."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from xlcrm.errors import UsageError
from xlcrm.macros.outcome import Outcome, Progress

HOSTS: Mapping[str, str] = {
    "libreoffice": "xlcrm.hosts.libreoffice.install",
    "excel": "xlcrm.hosts.excel.install",
}
"""The module that installs into a program, by what the user calls it."""


def install(
    progress: Progress, *, today: date, program: str, profile: Path | None = None, lang: str = ""
) -> Outcome:
    """Installs the worksheet functions into a program.

    Args:
        progress: told what is done.
        today: the day.
        program: one of `HOSTS`.
        profile: the folder of the program's settings; the user's own if left out.
        lang: the language of what is put there, where the program itself does not choose it.

    Raises:
        UsageError: no such program.
        HostError: it is not there, or refuses.
    """
    del today
    outcome: Outcome = _host(program).install(progress, profile, language=lang)
    return outcome


def uninstall(
    progress: Progress, *, today: date, program: str, profile: Path | None = None
) -> Outcome:
    """Takes out of a program what `install` has put there.

    Args:
        progress: told what is done.
        today: the day.
        program: one of `HOSTS`.
        profile: the folder of the program's settings; the user's own if left out.

    Raises:
        UsageError: no such program.
        HostError: it is not there, or refuses.
    """
    del today
    outcome: Outcome = _host(program).uninstall(progress, profile)
    return outcome


def _host(program: str) -> Any:
    name = HOSTS.get(program.strip().casefold())
    if name is None:
        raise UsageError("usage.no_such_program", program=program, programs=", ".join(HOSTS))
    return import_module(name)
