"""The `uno` module, wherever the office keeps it, and the few structures made with it."""

import importlib.util
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from xlcrm.hosts.libreoffice.engine.errors import OfficeMissingError

_PROGRAM_FOLDERS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
)
_UNO_FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/python3*/site-packages",
    "/usr/lib64/python3*/site-packages",
    "/Applications/LibreOffice.app/Contents/Resources",
)


def _existing(patterns: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    for pattern in patterns:
        path = Path(pattern)
        found += sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    return found


@cache
def program_folder() -> Path:
    """The folder with LibreOffice's programs.

    Raises:
        OfficeMissingError: no LibreOffice stands in a usual place or on the path.
    """
    on_path = shutil.which("soffice")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    for folder in candidates + _existing(_PROGRAM_FOLDERS):
        if any((folder / name).exists() for name in ("soffice.bin", "soffice.exe", "soffice")):
            return folder
    raise OfficeMissingError("LibreOffice was not found: install it, or put soffice on the path.")


@cache
def uno() -> ModuleType:
    """LibreOffice's `uno` module.

    Loaded by its file where it is on no path, so that the rest of the folder that it stands in
    (a system's packages) does not leak into this Python.

    Raises:
        OfficeMissingError: LibreOffice is not there, or its Python support is not, or was built
            for another Python.
    """
    try:
        return importlib.import_module("uno")
    except ImportError:
        pass
    for folder in [program_folder(), *_existing(_UNO_FOLDERS)]:
        file = folder / "uno.py"
        if file.exists():
            return _load("uno", file)
    raise OfficeMissingError(
        "LibreOffice's Python support was not found: install the package python3-uno."
    )


def _load(name: str, file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise OfficeMissingError(f"LibreOffice's Python support cannot be read: {file}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    if str(program_folder()) not in sys.path:
        sys.path.append(str(program_folder()))
    try:
        spec.loader.exec_module(module)
    except ImportError as error:
        del sys.modules[name]
        version = ".".join(map(str, sys.version_info[:2]))
        raise OfficeMissingError(
            f"LibreOffice's Python support does not work with Python {version}: {error}"
        ) from error
    return module


def struct(name: str, **fields: Any) -> Any:
    """A UNO structure, such as `struct("table.CellAddress", Row=2)`.

    Args:
        name: the type without "com.sun.star.".
        fields: values of its fields; the rest keep their defaults.
    """
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def enum(name: str, value: str) -> Any:
    """A value of a UNO enumeration; the type is given without "com.sun.star."."""
    return uno().Enum(f"com.sun.star.{name}", value)


def properties(**values: Any) -> tuple[Any, ...]:
    """A sequence of PropertyValue, as the office takes named arguments."""
    return tuple(
        struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items()
    )


def typed(type_name: str, value: Any) -> Any:
    """A value with its UNO type said, where the office does not guess it."""
    return uno().Any(type_name, value)


def error_class(name: str) -> type[Exception]:
    """The Python class of a UNO exception; the name is given without "com.sun.star."."""
    found: type[Exception] = uno().getClass(f"com.sun.star.{name}")
    return found
