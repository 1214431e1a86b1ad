"""Excel on a Mac: where the add-in goes, and the script through which its buttons start Python.

Excel there runs in a sandbox. It may start nothing itself, but it may call a script that the user
has put into one folder; that script, which takes its words from the add-in as arguments and never
as code, starts Python in the background. Of the functions nothing works there: cells keep what the
last refresh wrote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlcrm.hosts.excel.placing import put
from xlcrm.hosts.excel.sources import FILE_NAME, SCRIPT_NAME
from xlcrm.macros.outcome import Message, Outcome, say

_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized"
_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
_PROGRAM = "Applications/Microsoft Excel.app"
_CALL = "import sys, xlcrm.hosts.excel.server as s; s.run_on_mac(*sys.argv[1:], {language!r})"
_SCRIPT = """on XlcrmRun(given)
	set previous to AppleScript's text item delimiters
	set AppleScript's text item delimiters to tab
	set {{commandName, bookName}} to text items of given
	set AppleScript's text item delimiters to previous
	set python to quoted form of {python}
	set code to quoted form of {call}
	set given to quoted form of commandName & " " & quoted form of bookName
	do shell script python & " -E -P -B -c " & code & " " & given & " > /dev/null 2>&1 &"
end XlcrmRun
"""


@dataclass(frozen=True)
class MacExcel:
    """The Excel of the user of a Mac.

    Attributes:
        program: its bundle; None where no Excel was found.
        startup: the folder from which it opens everything at its start.
        scripts: the folder of the scripts that it may call.
    """

    program: Path | None
    startup: Path
    scripts: Path

    @property
    def files(self) -> tuple[Path, Path]:
        """The add-in, and the script that its buttons call."""
        return self.startup / FILE_NAME, self.scripts / SCRIPT_NAME


def look_at_mac(home: Path, root: Path = Path("/")) -> MacExcel:
    """The Excel of a user.

    Args:
        home: the user's folder.
        root: of the file system.
    """
    places = [folder / _PROGRAM for folder in (root, home)]
    program = next((place for place in places if place.exists()), None)
    return MacExcel(program, home / _STARTUP / "Excel", home / _SCRIPTS)


def script(python: str, language: str) -> str:
    """The AppleScript that starts a Python.

    Args:
        python: the path of the interpreter.
        language: in which it speaks where a workbook remembers none.
    """
    return _SCRIPT.format(python=_literal(python), call=_literal(_CALL.format(language=language)))


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def install_on_mac(excel: MacExcel, content: bytes, python: str, language: str) -> Outcome:
    """Puts the add-in and its script where Excel finds them.

    Args:
        excel: where.
        content: the add-in.
        python: the path of the interpreter.
        language: in which it speaks where a workbook remembers none.

    Raises:
        HostError: Excel has the add-in open, or a folder cannot be written.
    """
    addin, starter = excel.files
    put(addin, content)
    put(starter, script(python, language).encode())
    return Outcome((say("excel.installed_on_mac", file=str(addin)), say("excel.start")))


def mac_problems(excel: MacExcel) -> Iterator[Message]:
    """What stands between this Excel and xlcrm."""
    if excel.program is None:
        yield say("doctor.no_excel")
        return
    missing = [file for file in excel.files if not file.exists()]
    if missing:
        yield say("doctor.not_installed", folder=str(missing[0].parent))
