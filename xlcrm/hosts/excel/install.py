"""Putting the add-in into Excel's startup folder, and taking it out again."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Protocol

from xlcrm.errors import HostError
from xlcrm.hosts.excel import windows
from xlcrm.hosts.excel.addin import build_addin
from xlcrm.hosts.excel.open_keys import naming, opened, without
from xlcrm.hosts.excel.sources import FILE_NAME, Baked
from xlcrm.hosts.excel.surroundings import Excel, Python, Surroundings
from xlcrm.macros.outcome import Outcome, Progress, say


class Machine(Protocol):
    """What installing asks of a machine; `windows` is the real one."""

    def look(self) -> Surroundings:
        """The machine as it is now."""

    def set_options(self, excel: Excel, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Puts values into the registry key of Excel's options."""


def install(progress: Progress, profile: Path | None = None, machine: Machine = windows) -> Outcome:
    """Builds the add-in for this Python and puts it where Excel opens it at its start.

    Args:
        progress: told what is done.
        profile: the folder in which it is put; Excel's startup folder if left out.
        machine: on which it is done.

    Raises:
        HostError: no Excel, or a Python that Excel cannot ask; Excel has an older one open; the
            folder cannot be written.
    """
    found = machine.look()
    if profile is None:
        excel = _usable(found)
        folder = excel.startup
    else:
        folder = profile
    progress("progress.addin")
    content = build_addin(baked(found.python))
    target = folder / FILE_NAME
    _put(target, content)
    if profile is None and found.excel is not None:
        _free_options(machine, found.excel)
    return Outcome((say("excel.installed", file=str(target)), say("excel.start")))


def uninstall(
    progress: Progress, profile: Path | None = None, machine: Machine = windows
) -> Outcome:
    """Takes the add-in out, wherever Excel opens it from.

    Args:
        progress: told what is done.
        profile: the folder in which it was put; Excel's startup folder if left out.
        machine: on which it is done.

    Raises:
        HostError: no Excel; Excel has it open.
    """
    found = machine.look()
    progress("progress.addin_out")
    if profile is None:
        excel = _excel(found)
        folders = [excel.startup, excel.addins]
        changed = _free_options(machine, excel)
    else:
        folders, changed = [profile], False
    files = [folder / FILE_NAME for folder in folders if (folder / FILE_NAME).exists()]
    for file in files:
        _remove(file)
    if not files and not changed:
        return Outcome((say("excel.not_installed"),))
    removed = tuple(say("excel.uninstalled", file=str(file)) for file in files)
    return Outcome((*removed, say("excel.gone")))


def baked(python: Python) -> Baked:
    """What an add-in has to know of a Python.

    Raises:
        HostError: xlwings is missing.
    """
    if not python.xlwings:
        raise HostError("host.xlwings_missing", python=str(python.executable))
    folder = next(iter(python.libraries.values()), None)
    return Baked(python.unseen, folder or _beside(python), python.xlwings)


def _beside(python: Python) -> PureWindowsPath:
    return python.folders[0] if python.folders else python.executable.parent


def _excel(found: Surroundings) -> Excel:
    if found.excel is None:
        raise HostError("host.excel_system", system=found.system)
    return found.excel


def _usable(found: Surroundings) -> Excel:
    """The machine's Excel, where both it and the Python can be used.

    Raises:
        HostError: something is missing.
    """
    excel, python = _excel(found), found.python
    if excel.program is None:
        raise HostError("host.excel_missing")
    if python.from_store:
        raise HostError("host.store_python", python=str(python.executable))
    if python.xlwings and excel.bits is not None:
        name = python.library(excel.bits)
        if name not in python.libraries:
            folders = ", ".join(map(str, python.folders))
            raise HostError("host.xlwings_library", name=name, folders=folders)
    return excel


def _free_options(machine: Machine, excel: Excel) -> bool:
    """Takes an add-in of ours out of Excel's options: it would be open twice."""
    if not naming(excel.options, FILE_NAME):
        return False
    machine.set_options(excel, opened(excel.options), without(excel.options, FILE_NAME))
    return True


def _put(target: Path, content: bytes) -> None:
    """Writes a file as a whole: Excel, started in between, finds the old or the new one."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not in the startup folder itself: Excel would open what is not finished.
        with tempfile.NamedTemporaryFile(dir=target.parent.parent, delete=False) as beside:
            beside.write(content)
        try:
            Path(beside.name).replace(target)
        except OSError:
            Path(beside.name).unlink()
            raise
    except OSError as error:
        raise _refused(error, target) from error


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except OSError as error:
        raise _refused(error, file) from error


def _refused(error: OSError, file: Path) -> HostError:
    why = error.strerror or str(error)
    if isinstance(error, PermissionError) and file.exists():
        return HostError("host.excel_has_it_open", file=str(file), why=why)
    return HostError("host.folder_refused", folder=str(file.parent), why=why)
