"""Doctor: what stands between Excel and xlcrm on this machine, and what to do about it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path, PureWindowsPath

from xlcrm.hosts.excel import windows
from xlcrm.hosts.excel.install import is_current
from xlcrm.hosts.excel.mac import mac_problems
from xlcrm.hosts.excel.open_keys import naming
from xlcrm.hosts.excel.sources import FILE_NAME
from xlcrm.hosts.excel.surroundings import Excel, Python, Surroundings
from xlcrm.macros.outcome import Listing, Message, Outcome, Progress, say

_ALL_BUT_SIGNED, _NONE = 3, 4
"""Of the setting for macros: those that let no unsigned one run."""

_BLOCKED = 0
"""In the list of managed add-ins; 1 is always on, 2 is left to the user."""

_NO = 0


def doctor(progress: Progress, *, today: date) -> Outcome:
    """Looks at the machine on which it runs.

    Args:
        progress: told what is done.
        today: the day.
    """
    del today
    progress("progress.looking")
    return report(windows.look(), windows.is_marked)


def report(found: Surroundings, is_marked: Callable[[Path], bool]) -> Outcome:
    """What is wrong on a machine, in sentences.

    Args:
        found: the machine.
        is_marked: whether Windows has marked a file as coming from the internet.
    """
    problems = list(_problems(found, is_marked))
    head = say("doctor.python", python=str(found.python.executable), xlwings=_xlwings(found))
    heads = [head]
    if found.excel is not None and found.excel.program is not None:
        bits = found.excel.bits or "?"
        heads.append(say("doctor.excel", program=str(found.excel.program), bits=bits))
    if found.mac is not None:
        heads.append(say("doctor.mac"))
    if not problems:
        well = "doctor.well" if found.mac is None else "doctor.well_on_mac"
        return Outcome((*heads, say(well)))
    rows = [[number, problem] for number, problem in enumerate(problems, 1)]
    listing = Listing(say("doctor.found", n=len(problems)), ["", ""], rows)
    return Outcome(tuple(heads), (listing,), found=True)


def _xlwings(found: Surroundings) -> str:
    return found.python.xlwings or "-"


def _problems(found: Surroundings, is_marked: Callable[[Path], bool]) -> Iterator[Message]:
    if found.mac is not None:
        if not found.python.xlwings:
            yield say("doctor.no_xlwings")
        yield from mac_problems(found.mac)
        yield from _age_problems(found.mac.files[0], found.python)
        return
    yield from _python_problems(found)
    if found.excel is None:
        yield say("doctor.system", system=found.system)
        return
    if found.excel.program is None:
        yield say("doctor.no_excel")
        return
    yield from _excel_problems(found, found.excel)
    yield from _macro_problems(found.excel)
    yield from _addin_problems(found.excel, is_marked)
    yield from _age_problems(found.excel.startup / FILE_NAME, found.python)


def _python_problems(found: Surroundings) -> Iterator[Message]:
    python = found.python
    if python.from_store:
        yield say("doctor.store_python", python=str(python.executable))
    if not python.xlwings:
        yield say("doctor.no_xlwings")
    elif found.excel is not None and not python.com:
        yield say("doctor.no_com")
    try:
        str(python.executable).encode(found.code_page)
    except (UnicodeEncodeError, LookupError):
        yield say("doctor.odd_path", python=str(python.executable))
    if _within(str(python.executable), found.cloud):
        yield say("doctor.cloud_python", python=str(python.executable))


def _excel_problems(found: Surroundings, excel: Excel) -> Iterator[Message]:
    if excel.from_store:
        yield say("doctor.store_excel", program=str(excel.program))
    python = found.python
    missing = python.missing_library(excel.bits)
    if python.xlwings and missing:
        yield say("doctor.no_library", name=missing, bits=excel.bits or "?")


def _macro_problems(excel: Excel) -> Iterator[Message]:
    """What settings and policies have against an add-in that nobody signed.

    Policies as Microsoft's templates for Office name them. Those that are left out do not concern
    it: they are about files from the internet, about signatures of files that have one, and about
    ActiveX.
    """
    # Windows finds values of the registry in any case, and policies write theirs in lower case.
    says = {name.casefold(): value for name, value in excel.security.items()}
    if says.get("vbaoff"):
        yield say("doctor.vba_off")
    if says.get("disablealladdins"):
        yield say("doctor.addins_off")
    listed = says.get(FILE_NAME)
    if listed == _BLOCKED or (says.get("restricttolist") and listed is None):
        yield say("doctor.not_listed", name=FILE_NAME)
    if says.get("requireaddinsig"):
        yield say("doctor.signature_wanted")
    if says.get("requirealwaysonmacrosig"):
        yield say("doctor.signature_at_start")
    yield from _trust_problems(excel, says)


def _trust_problems(excel: Excel, says: Mapping[str, int]) -> Iterator[Message]:
    file = str(excel.startup / FILE_NAME)
    by_policy = _within(file, excel.trusted_by_policy)
    closed = says.get("allow user locations") == _NO and not by_policy
    if says.get("alllocationsdisabled") or closed:
        if says.get("vbawarnings") in {_ALL_BUT_SIGNED, _NONE}:
            yield say("doctor.macros_off")
        else:
            yield say("doctor.not_trusted", folder=str(excel.startup))
    elif excel.trusted and not by_policy and not _within(file, excel.trusted):
        yield say("doctor.not_trusted", folder=str(excel.startup))


def _addin_problems(excel: Excel, is_marked: Callable[[Path], bool]) -> Iterator[Message]:
    file = excel.startup / FILE_NAME
    if not file.exists():
        yield say("doctor.not_installed", folder=str(excel.startup))
    elif is_marked(file):
        yield say("doctor.marked", file=str(file))
    others = naming(excel.options, FILE_NAME)
    if (excel.addins / FILE_NAME).exists():
        others.append(str(excel.addins / FILE_NAME))
    ours = str(file).casefold()
    for other in dict.fromkeys(path for path in others if path.casefold() != ours):
        yield say("doctor.older", file=other)


def _age_problems(file: Path, python: Python) -> Iterator[Message]:
    """An add-in names the Python and the version of xlwings for which it was made."""
    if file.exists() and python.xlwings and not is_current(file, python):
        yield say("doctor.outdated", file=str(file))


def _within(path: str, folders: tuple[str, ...]) -> bool:
    parents = {str(parent).casefold() for parent in PureWindowsPath(path).parents}
    return any(str(PureWindowsPath(folder)).casefold() in parents for folder in folders)
