"""The add-ins that Excel opens by its options: the registry's values OPEN, OPEN1, OPEN2 ...

Excel reads them in order and stops at the first number that is missing.
"""

import re
from collections.abc import Mapping
from pathlib import PureWindowsPath

_NAME = re.compile(r"OPEN(\d*)$", re.IGNORECASE)
_PATH = re.compile(r'^(?:/\w+\s+)*"?([^"]*)"?$')


def opened(options: Mapping[str, str]) -> dict[str, str]:
    """The values that open something, in Excel's order.

    Args:
        options: the values of the registry key by name.
    """
    found = {name: value for name, value in options.items() if _NAME.match(name)}
    return dict(sorted(found.items(), key=lambda item: _number(item[0])))


def naming(options: Mapping[str, str], file_name: str) -> list[str]:
    """The paths of what is opened under a file name, wherever it stands."""
    paths = (path_of(value) for value in opened(options).values())
    wanted = file_name.casefold()
    return [path for path in paths if PureWindowsPath(path).name.casefold() == wanted]


def without(options: Mapping[str, str], file_name: str) -> dict[str, str]:
    """The values that open something else, numbered anew without a gap."""
    wanted = file_name.casefold()
    kept = [
        value
        for value in opened(options).values()
        if PureWindowsPath(path_of(value)).name.casefold() != wanted
    ]
    return {f"OPEN{number or ''}": value for number, value in enumerate(kept)}


def path_of(value: str) -> str:
    """The path in a value such as `/R "C:/a b.xlam"`."""
    match = _PATH.match(value.strip())
    return match[1] if match else value


def _number(name: str) -> int:
    match = _NAME.match(name)
    return int(match[1] or 0) if match else 0
