"""Putting the extension into a user's profile, and taking it out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlcrm.errors import HostError
from xlcrm.hosts.libreoffice.extension import FILE_NAME, build_extension, package_folders
from xlcrm.hosts.libreoffice.names import IDENTIFIER
from xlcrm.hosts.libreoffice.office import Office
from xlcrm.hosts.libreoffice.session import Session
from xlcrm.macros.outcome import Outcome, Progress, say

_REPOSITORY = "user"


def install(progress: Progress, profile: Path | None = None, *, language: str = "") -> Outcome:
    """Installs the extension, in place of one that is there.

    Args:
        progress: told what is done.
        profile: the folder of the office's profile; the user's own if left out.
        language: not used; the extension has all, and the office shows its own.

    Raises:
        HostError: there is no LibreOffice, its Python is another one, or it refuses.
    """
    del language
    office = Office.find()
    office.check_python()
    progress("progress.extension")
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE_NAME
        file.write_bytes(build_extension(package_folders()))
        progress("progress.office")
        with Session(office, profile) as opened, _readable(opened):
            manager, environment = _manager(opened)
            _remove(opened, manager, environment)
            manager.addExtension(file.as_uri(), (), _REPOSITORY, None, environment)
    last = say("office.start_again") if opened.ran_before else say("office.start")
    return Outcome((say("office.installed"), last))


def uninstall(progress: Progress, profile: Path | None = None) -> Outcome:
    """Takes the extension out.

    Args:
        progress: told what is done.
        profile: the folder of the office's profile; the user's own if left out.

    Raises:
        HostError: there is no LibreOffice, or it refuses.
    """
    office = Office.find()
    progress("progress.office")
    with Session(office, profile) as opened, _readable(opened):
        manager, environment = _manager(opened)
        removed = _remove(opened, manager, environment)
    if removed and not opened.ran_before:
        # The office deletes the files of what was removed when it starts again.
        with Session(office, profile):
            progress("progress.office")
    if not removed:
        return Outcome((say("office.not_installed"),))
    last = say("office.start_again") if opened.ran_before else say("office.gone")
    return Outcome((say("office.uninstalled"), last))


def _manager(opened: Session) -> tuple[Any, Any]:
    # These classes exist only where an office can be asked.
    from xlcrm.hosts.libreoffice.consent import Consent

    singleton = "/singletons/com.sun.star.deployment.ExtensionManager"
    return opened.context.getValueByName(singleton), Consent()


def _remove(opened: Session, manager: Any, environment: Any) -> bool:
    """Takes the extension out, if it is there."""
    missing = opened.uno.getClass("com.sun.star.lang.IllegalArgumentException")
    try:
        found = manager.getDeployedExtension(_REPOSITORY, IDENTIFIER, FILE_NAME, environment)
    except missing:
        return False
    manager.removeExtension(found.Identifier.Value, found.Name, _REPOSITORY, None, environment)
    return True


@contextmanager
def _readable(opened: Session) -> Iterator[None]:
    """Turns the office's exceptions into errors that people can read."""
    try:
        yield
    except opened.uno.getClass("com.sun.star.uno.Exception") as error:
        # Its cause cannot be read: PyUNO fails on an exception that holds another one.
        why = str(error).strip() or type(error).__name__
        raise HostError("host.office_refused", why=why.splitlines()[0]) from error
