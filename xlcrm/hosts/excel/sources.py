"""The modules of the add-in's VBA project: those that are written, and those that are generated."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath

from xlcrm.hosts.excel.ovba.modules import Module, ModuleKind
from xlcrm.hosts.excel.ribbon import MODULE, anywhere_ids, buttons, callbacks_code
from xlcrm.hosts.excel.vba_text import vba_text
from xlcrm.hosts.excel.wrappers import functions_code, names_code
from xlcrm.language import DEFAULT, text

FILE_NAME = "xlcrm.xlam"
SCRIPT_NAME = "xlcrm.applescript"
PROJECT = "Xlcrm"
SHEET = "Sheet1"

_WRITTEN = (
    "XlcrmAdopted.bas",
    "XlcrmBinding.bas",
    "XlcrmBridge.bas",
    "XlcrmCache.bas",
    "XlcrmCommands.bas",
    "XlcrmEvents.cls",
    "XlcrmServer.bas",
    "XlcrmTables.bas",
    "XlcrmWatching.bas",
)
_SERVER = "import xlcrm.hosts.excel.server as s;s.serve('$(CLSID)','{language}')"


@dataclass(frozen=True)
class Baked:
    """What an add-in is built for; it never reads any of this from a workbook.

    Attributes:
        python: the interpreter without a window, as its system writes paths.
        folder: where xlwings' libraries stand.
        xlwings: the version of xlwings, which is part of their names.
        language: of its buttons and messages, and of Python's where a workbook remembers none.
    """

    python: PurePath
    folder: PurePath
    xlwings: str
    language: str = DEFAULT

    @property
    def command_line(self) -> str:
        """How the server is started: the same for all workbooks, so that there is one.

        Neither the environment nor the folder in which Excel happens to be adds any module.
        """
        server = _SERVER.format(language=self.language)
        return f'"{self.python}" -E -P -B -c "{server}"'


def modules(baked: Baked) -> list[Module]:
    """All modules of the project, the workbook and its sheet first."""
    filled = _texts(baked.language) | _places(baked)
    written = [_written(name, filled) for name in _WRITTEN]
    return [
        Module("ThisWorkbook", ModuleKind.WORKBOOK, _read("ThisWorkbook.cls")),
        Module(SHEET, ModuleKind.SHEET),
        *written,
        Module("XlcrmFunctions", ModuleKind.PROCEDURES, functions_code(baked.language)),
        Module("XlcrmNames", ModuleKind.PROCEDURES, names_code()),
        Module(MODULE, ModuleKind.PROCEDURES, callbacks_code(buttons())),
    ]


def _written(name: str, filled: Mapping[str, str]) -> Module:
    code = _read(name)
    for place, content in filled.items():
        code = code.replace("{{" + place + "}}", content)
    stem, _, ending = name.rpartition(".")
    return Module(stem, ModuleKind.CLASS if ending == "cls" else ModuleKind.PROCEDURES, code)


def _read(name: str) -> str:
    return (files(__package__) / "vba" / name).read_text(encoding="ascii")


def _places(baked: Baked) -> dict[str, str]:
    return {
        "LIBRARY_64": f"xlwings64-{baked.xlwings}.dll",
        "LIBRARY_32": f"xlwings32-{baked.xlwings}.dll",
        "FOLDER": vba_text(str(baked.folder)),
        "COMMAND_LINE": vba_text(baked.command_line),
        "FILE_NAME": FILE_NAME,
        "SCRIPT": vba_text(SCRIPT_NAME),
        "ANYWHERE": anywhere_ids(buttons()),
    }


def _texts(language: str) -> dict[str, str]:
    keys = ["title", "working", "no_reason", "broken_off", "waits", "taken"]
    keys += ["no_answer", "no_library", "not_on_mac", "no_script"]
    return {key.upper(): vba_text(text(f"excel.{key}", language)) for key in keys}
