"""Putting the add-in into Excel's startup folder, and taking it out again."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Protocol

from xlcrm.errors import HostError
from xlcrm.hosts.excel import windows
from xlcrm.hosts.excel.addin import build_addin
from xlcrm.hosts.excel.journal import journal_files, remove_folder
from xlcrm.hosts.excel.mac import MacExcel, install_on_mac
from xlcrm.hosts.excel.open_keys import naming, opened, without
from xlcrm.hosts.excel.placing import put, remove
from xlcrm.hosts.excel.sources import FILE_NAME, Baked
from xlcrm.hosts.excel.surroundings import Excel, Python, Surroundings
from xlcrm.language import DEFAULT, LANGUAGES
from xlcrm.macros.outcome import Outcome, Progress, say


class Machine(Protocol):
    """What installing asks of a machine; `windows` is the real one."""

    def look(self) -> Surroundings:
        """The machine as it is now."""

    def set_options(self, excel: Excel, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Puts values into the registry key of Excel's options."""


def install(
    progress: Progress,
    profile: Path | None = None,
    machine: Machine = windows,
    *,
    language: str = DEFAULT,
) -> Outcome:
    """Builds the add-in for this Python and puts it where Excel opens it at its start.

    Args:
        progress: told what is done.
        profile: the folder in which it is put; Excel's startup folder if left out.
        machine: on which it is done.
        language: of the buttons and messages.

    Raises:
        HostError: no Excel, or one that cannot ask this Python; Excel is running, or has an older
            one open; the folder cannot be written.
    """
    found = machine.look()
    if profile is None and found.mac is not None:
        return _on_mac(progress, found, found.mac, language)
    folder = _usable(found).startup if profile is None else profile
    if profile is None:
        _refuse_running(found)
    progress("progress.addin")
    content = build_addin(baked(found.python, language))
    target = folder / FILE_NAME
    if profile is None and found.excel is not None:
        _free_options(machine, found.excel)
    put(target, content)
    return Outcome((say("excel.installed", file=str(target)), say("excel.start")))


def _on_mac(progress: Progress, found: Surroundings, excel: MacExcel, language: str) -> Outcome:
    if excel.program is None:
        raise HostError("host.excel_missing")
    _refuse_running(found)
    progress("progress.addin")
    content = build_addin(baked(found.python, language))
    return install_on_mac(excel, content, sys.executable, language)


def uninstall(
    progress: Progress, profile: Path | None = None, machine: Machine = windows
) -> Outcome:
    """Takes the add-in out, wherever Excel opens it from, and its log.

    Args:
        progress: told what is done.
        profile: the folder in which it was put; Excel's startup folder if left out.
        machine: on which it is done.

    Raises:
        HostError: no Excel; Excel is running, or has it open; a folder cannot be written.
    """
    found = machine.look()
    progress("progress.addin_out")
    if profile is not None:
        files = _standing([profile / FILE_NAME])
        logs: list[Path] = []
        opens = False
    else:
        files = _standing(_places(found))
        logs = journal_files()
        opens = found.excel is not None and bool(naming(found.excel.options, FILE_NAME))
        if files or opens:
            _refuse_running(found)
    if opens and found.excel is not None:
        _free_options(machine, found.excel)
    for file in (*files, *logs):
        remove(file)
    if profile is None:
        remove_folder()
    if not files and not opens and not logs:
        return Outcome((say("excel.not_installed"),))
    removed = tuple(say("excel.uninstalled", file=str(file)) for file in files)
    return Outcome((*removed, say("excel.gone")))


def _places(found: Surroundings) -> Sequence[Path]:
    """All files that may be ours, wherever Excel opens them from."""
    if found.mac is not None:
        return found.mac.files
    if found.excel is None:
        raise HostError("host.excel_nothing_here", system=found.system)
    return found.excel.startup / FILE_NAME, found.excel.addins / FILE_NAME


def _standing(files: Sequence[Path]) -> list[Path]:
    return [file for file in files if file.exists()]


def _refuse_running(found: Surroundings) -> None:
    """An Excel that runs sees nothing of what comes, and writes its options anew when it ends.

    Raises:
        HostError: it is running.
    """
    if found.running:
        raise HostError("host.excel_running")


def is_current(file: Path, python: Python) -> bool:
    """Whether an add-in is what would be installed now for a Python, in any language.

    Args:
        file: the add-in.
        python: the Python.

    Returns:
        True also where the file cannot be read, so that nobody can tell.
    """
    try:
        content = file.read_bytes()
    except OSError:
        return True
    made = (build_addin(baked(python, language)) for language in LANGUAGES)
    return content in made


def baked(python: Python, language: str = DEFAULT) -> Baked:
    """What an add-in has to know of a Python.

    Args:
        python: the Python.
        language: of the buttons and messages; "" is English.

    Raises:
        HostError: xlwings is missing.
    """
    if not python.xlwings:
        raise HostError("host.xlwings_missing", python=str(python.executable))
    folder = next(iter(python.libraries.values()), None)
    return Baked(python.unseen, folder or _beside(python), python.xlwings, language or DEFAULT)


def _beside(python: Python) -> PurePath:
    return python.folders[0] if python.folders else python.executable.parent


def _usable(found: Surroundings) -> Excel:
    """The machine's Excel, where both it and the Python can be used.

    Raises:
        HostError: something is missing.
    """
    excel, python = found.excel, found.python
    if excel is None:
        raise HostError("host.excel_system", system=found.system)
    if excel.program is None:
        raise HostError("host.excel_missing")
    if excel.from_store:
        raise HostError("host.store_excel", program=str(excel.program))
    if python.from_store:
        raise HostError("host.store_python", python=str(python.executable))
    if not python.xlwings:
        raise HostError("host.xlwings_missing", python=str(python.executable))
    if not python.com:
        raise HostError("host.pywin32_missing", python=str(python.executable))
    missing = python.missing_library(excel.bits)
    if missing:
        folders = ", ".join(map(str, python.folders))
        raise HostError("host.xlwings_library", name=missing, folders=folders)
    return excel


def _free_options(machine: Machine, excel: Excel) -> None:
    """Takes an add-in of ours out of Excel's options: it would be open twice."""
    if not naming(excel.options, FILE_NAME):
        return
    try:
        machine.set_options(excel, opened(excel.options), without(excel.options, FILE_NAME))
    except OSError as error:
        raise HostError("host.registry_refused", why=str(error)) from error
