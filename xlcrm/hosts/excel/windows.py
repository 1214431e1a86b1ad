"""The machine itself: folders, the registry, marks on files. Nothing is decided in here."""

import ctypes
import importlib.util
import locale
import os
import struct
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

from xlcrm.hosts.excel.mac import look_at_mac
from xlcrm.hosts.excel.running import excel_runs
from xlcrm.hosts.excel.surroundings import Excel, Python, Surroundings

_OFFICE = "Software\\Microsoft\\Office"
_POLICY = "Software\\Policies\\Microsoft\\Office"
_PROGRAM = "Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
_SECURITY = (
    "Excel\\Security",
    "Excel\\Security\\Trusted Locations",
    "Excel\\Resiliency",
    "Excel\\Resiliency\\AddinList",
    "Common",
    "Common\\Security",
    "Common\\Security\\Trusted Locations",
)
_VERSIONS = ("16.0", "15.0", "14.0")
_CLOUD = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_ESCAPE = 0x1B
_MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: 64}


def look() -> Surroundings:
    """The machine as it is now."""
    excel = _excel() if sys.platform == "win32" else None
    cloud = tuple(os.environ[name] for name in _CLOUD if os.environ.get(name))
    mac = look_at_mac(Path.home()) if sys.platform == "darwin" else None
    running = excel_runs(sys.platform)
    return Surroundings(sys.platform, _python(), excel, cloud, locale.getencoding(), mac, running)


def set_options(excel: Excel, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Puts values into the registry key of Excel's options.

    Args:
        excel: whose options.
        old: values by name that go.
        new: values by name that come.

    Raises:
        OSError: the registry refuses.
    """
    winreg = _winreg()
    key = f"{_OFFICE}\\{excel.version}\\Excel\\Options"
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
        # What comes first: were this stopped halfway, no add-in of somebody else's would be lost.
        for name, value in new.items():
            winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
        for name in old.keys() - new.keys():
            winreg.DeleteValue(opened, name)


def is_marked(file: Path) -> bool:
    """Whether Windows has marked a file as coming from the internet."""
    try:
        stream = Path(f"{file}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "ZoneId=3" in stream or "ZoneId=4" in stream


def escape_pressed(pid: int) -> bool:
    """Whether the key Esc was pressed since this was asked last; elsewhere never.

    Args:
        pid: the process whose window is to be in front: the key may be meant for another program.
    """
    windll: Any = getattr(ctypes, "windll", None)
    if windll is None:
        return False
    # The first bit tells whether it is down now, the last whether it was meanwhile; asking forgets
    # that, also where another program is in front.
    pressed = bool(windll.user32.GetAsyncKeyState(_ESCAPE))
    owner = ctypes.c_ulong()
    windll.user32.GetWindowThreadProcessId(windll.user32.GetForegroundWindow(), ctypes.byref(owner))
    return pressed and owner.value == pid


def _python() -> Python:
    executable = PurePath(sys.executable)
    places = (Path(sys.executable).parent, Path(sys.prefix), Path(sys.base_prefix))
    try:
        xlwings = version("xlwings")
    except PackageNotFoundError:
        xlwings = ""
    libraries = {
        file.name: PurePath(place)
        for place in reversed(places)
        for file in place.glob(f"xlwings*-{xlwings}.dll")
    }
    com = importlib.util.find_spec("pythoncom") is not None
    return Python(executable, tuple(map(PurePath, places)), xlwings, libraries, com)


def _excel() -> Excel:
    roaming = Path(os.environ["APPDATA"]) / "Microsoft"
    program = _values(_PROGRAM, everybody=True).get("") or _values(_PROGRAM).get("")
    known = [v for v in _VERSIONS if _values(f"{_OFFICE}\\{v}\\Excel\\Options")]
    number = known[0] if known else _VERSIONS[0]
    options = _values(f"{_OFFICE}\\{number}\\Excel\\Options")
    file = Path(str(program)) if program else None
    return Excel(
        program=PureWindowsPath(file) if file else None,
        bits=_bits(file) if file else None,
        version=number,
        startup=roaming / "Excel" / "XLSTART",
        addins=roaming / "AddIns",
        options={name: value for name, value in options.items() if isinstance(value, str)},
        security=_security(number),
        trusted=tuple(_trusted(f"{_OFFICE}\\{number}\\Excel\\Security")),
        trusted_by_policy=tuple(
            path
            for place in ("Excel\\Security", "Common\\Security")
            for path in _trusted(f"{_POLICY}\\{number}\\{place}")
        ),
    )


def _security(number: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in _SECURITY:
        for root in (_POLICY, _OFFICE):
            for everybody in (False, True):
                values = _values(f"{root}\\{number}\\{place}", everybody=everybody)
                for name, value in values.items():
                    # The list of managed add-ins holds its numbers as texts.
                    if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
                        found.setdefault(name.casefold(), int(value))
    return found


def _trusted(security: str) -> Iterator[str]:
    """The trusted folders under a key; those for all programs stand one key deeper."""
    for key in (
        f"{security}\\Trusted Locations",
        f"{security}\\Trusted Locations\\All Applications",
    ):
        for name in _keys(key):
            path = _values(f"{key}\\{name}").get("Path")
            if isinstance(path, str):
                yield os.path.expandvars(path)


def _keys(key: str) -> list[str]:
    """The keys in a registry key; none where it is not there or may not be read."""
    winreg = _winreg()
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return [winreg.EnumKey(opened, at) for at in range(winreg.QueryInfoKey(opened)[0])]
    except OSError:
        return []


def _values(key: str, *, everybody: bool = False) -> dict[str, Any]:
    """The values of a registry key by name; none where it is not there or may not be read."""
    winreg = _winreg()
    root = winreg.HKEY_LOCAL_MACHINE if everybody else winreg.HKEY_CURRENT_USER
    try:
        with winreg.OpenKey(root, key) as opened:
            number = winreg.QueryInfoKey(opened)[1]
            rows = [winreg.EnumValue(opened, at) for at in range(number)]
    except OSError:
        return {}
    return {name: value for name, value, _ in rows}


def _bits(program: Path) -> int | None:
    """Whether a program is one of 32 or 64 bits: its header says so."""
    try:
        with program.open("rb") as file:
            head = file.read(4096)
        at = struct.unpack_from("<I", head, 0x3C)[0]
        return _MACHINES.get(struct.unpack_from("<H", head, at + 4)[0])
    except (OSError, struct.error):
        return None


def _winreg() -> Any:
    # The module exists on Windows only.
    return importlib.import_module("winreg")
