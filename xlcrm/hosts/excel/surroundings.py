"""What of a Windows machine decides whether the add-in can live there, as plain facts.

Only `windows` looks at the machine; all decisions are made over these facts, wherever they come
from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath

from xlcrm.hosts.excel.mac import MacExcel

_STORE = ("windowsapps", "pythonsoftwarefoundation.python")


@dataclass(frozen=True)
class Python:
    """The Python in which xlcrm stands.

    Attributes:
        executable: the interpreter.
        folders: where xlwings may have put its libraries: beside the interpreter and above.
        xlwings: the version of xlwings; "" where it is missing.
        libraries: the names of xlwings' libraries that were found, and the folder of each.
        com: whether pywin32, over which Excel speaks with Python, is there.
    """

    executable: PurePath
    folders: tuple[PurePath, ...]
    xlwings: str
    libraries: Mapping[str, PurePath] = field(default_factory=dict)
    com: bool = True

    @property
    def from_store(self) -> bool:
        """Whether it, or the one that its venv stands on, comes from the Microsoft Store.

        The Store lets nobody start such a one from outside.
        """
        places = [str(place).casefold() for place in (self.executable, *self.folders)]
        return any(name in place for name in _STORE for place in places)

    @property
    def unseen(self) -> PurePath:
        """The interpreter that opens no window."""
        name = self.executable.name.casefold()
        return self.executable.with_name("pythonw.exe") if name == "python.exe" else self.executable

    def library(self, bits: int) -> str:
        """The name of xlwings' library for an Excel of 32 or 64 bits."""
        return f"xlwings{bits}-{self.xlwings}.dll"

    def missing_library(self, bits: int | None) -> str:
        """The library that an Excel needs and that is not there; "" where it is.

        Args:
            bits: 32 or 64; None where that is unknown, and either may do.
        """
        wanted = [self.library(one) for one in ((64, 32) if bits is None else (bits,))]
        return "" if any(name in self.libraries for name in wanted) else wanted[0]


@dataclass(frozen=True)
class Excel:
    """The Excel of the user.

    Attributes:
        program: its file; None where no Excel was found.
        bits: 32 or 64; None where that is unknown.
        version: as the registry names it, such as "16.0".
        startup: the folder from which it opens everything at its start.
        addins: the folder in which add-ins are kept that are switched on by hand.
        options: the values of its registry key "Options", by name.
        security: what settings and policies say about macros and add-ins, by name, policies first.
        trusted: the folders that are trusted, where somebody changed them.
        trusted_by_policy: the folders that an administrator trusts.
    """

    program: PureWindowsPath | None
    bits: int | None
    version: str
    startup: Path
    addins: Path
    options: Mapping[str, str] = field(default_factory=dict)
    security: Mapping[str, int] = field(default_factory=dict)
    trusted: tuple[str, ...] = ()
    trusted_by_policy: tuple[str, ...] = ()

    @property
    def from_store(self) -> bool:
        """Whether it comes from the Microsoft Store."""
        return self.program is not None and _STORE[0] in str(self.program).casefold()


@dataclass(frozen=True)
class Surroundings:
    """A machine.

    Attributes:
        system: as `sys.platform` says.
        python: the Python in which xlcrm stands.
        excel: None where the machine is no Windows.
        cloud: folders that are kept in step with the web, such as OneDrive's.
        code_page: the code page of programs that know no Unicode, such as "cp1252".
        mac: the Excel of a Mac; None where the machine is none.
        running: whether an Excel of the user's is running.
    """

    system: str
    python: Python
    excel: Excel | None
    cloud: tuple[str, ...] = ()
    code_page: str = "cp1252"
    mac: MacExcel | None = None
    running: bool = False
