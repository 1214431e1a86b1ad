"""The LibreOffice on this machine: where it is, which Python it has, how it is asked things."""

import importlib.util
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from xlcrm.errors import HostError

_PLACES = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
)
_BRIDGES = ("libpyuno.so", "libpyuno.dylib", "pyuno.pyd")
_BESIDE = ("", "../Frameworks", "../Resources", "/usr/lib/python3/dist-packages")
_PYTHON = re.compile(rb"(?:lib)?python3\.?(\d{1,2})(?=[.\0dm])|Versions/3\.(\d{1,2})/")


@dataclass(frozen=True)
class Office:
    """An installed LibreOffice.

    Attributes:
        program: the folder of its programs.
    """

    program: Path

    @classmethod
    def find(cls) -> "Office":
        """The LibreOffice that the command `soffice` starts, else one in the usual places.

        Raises:
            HostError: there is none.
        """
        found = shutil.which("soffice") or shutil.which("libreoffice")
        if found is not None:
            return cls(Path(found).resolve().parent)
        for place in map(Path, _PLACES):
            for folder in sorted(Path(place.anchor).glob(str(place.relative_to(place.anchor)))):
                if any((folder / name).exists() for name in ("soffice", "soffice.exe")):
                    return cls(folder)
        raise HostError("host.office_missing")

    @property
    def start(self) -> str:
        """The file that starts it."""
        return str(self.program / ("soffice.exe" if sys.platform == "win32" else "soffice"))

    @property
    def python(self) -> str:
        """The version of its Python, such as "3.11"; "" where it has none.

        It stands in the library that joins the two.
        """
        for file in map(self._beside, _BRIDGES):
            if file is not None:
                match = _PYTHON.search(file.read_bytes())
                return f"3.{int(match[1] or match[2])}" if match else ""
        return ""

    def check_python(self) -> None:
        """Makes sure that its Python can use the packages of this one.

        Raises:
            HostError: it has no Python, or one of another version.
        """
        ours = f"{sys.version_info.major}.{sys.version_info.minor}"
        if not self.python:
            raise HostError("host.no_python", program=str(self.program))
        if self.python != ours:
            raise HostError(
                "host.other_python", program=str(self.program), theirs=self.python, ours=ours
            )

    def uno(self) -> ModuleType:
        """The module `uno`, with which this process speaks to the office.

        Raises:
            HostError: it is not there.
        """
        missing = [name for name in ("uno", "unohelper") if name not in sys.modules]
        if not missing:
            return sys.modules["uno"]
        os.environ.setdefault(
            "URE_BOOTSTRAP", f"vnd.sun.star.pathname:{self.program}/fundamentalrc"
        )
        if str(self.program) not in sys.path:
            sys.path.append(str(self.program))
        for name in missing:
            self._load(name)
        return sys.modules["uno"]

    def _load(self, name: str) -> None:
        file = self._beside(f"{name}.py")
        spec = importlib.util.spec_from_file_location(name, file) if file else None
        if spec is None or spec.loader is None:
            raise HostError("host.no_python", program=str(self.program))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except ImportError:
            del sys.modules[name]
            raise HostError("host.no_python", program=str(self.program)) from None

    def _beside(self, name: str) -> Path | None:
        for folder in _BESIDE:
            file = (self.program / folder / name) if folder else self.program / name
            if file.exists():
                return file
        return None
