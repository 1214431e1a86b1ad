"""Which language a reader wants, while no workbook says it: as asked, else as the system has it."""

import sys
from collections.abc import Iterable, Mapping

from xlcrm.language import DEFAULT, LANGUAGES

OPTION = "--lang"
VARIABLE = "XLCRM_LANG"
_POSIX = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name a system's language, the first that is set before the others."""


def reader_language(arguments: Iterable[str], environment: Mapping[str, str]) -> str:
    """The language in which the command line speaks until a workbook says otherwise.

    Args:
        arguments: of the command line; `--lang` counts wherever it stands.
        environment: `XLCRM_LANG`, else the variables of the system.

    Returns:
        One of `LANGUAGES`; English where nothing is said that we speak.
    """
    asked = _option(list(arguments)) or environment.get(VARIABLE) or _system(environment)
    return _code(asked) or DEFAULT


def asked_language(arguments: Iterable[str], environment: Mapping[str, str]) -> str:
    """The language that was asked for by name, and not only found in the system.

    Args:
        arguments: of the command line; `--lang` counts wherever it stands.
        environment: `XLCRM_LANG`.

    Returns:
        One of `LANGUAGES`; "" where none was.
    """
    return _code(_option(list(arguments)) or environment.get(VARIABLE, ""))


def _code(asked: str) -> str:
    code = asked.casefold().replace("-", "_").partition("_")[0].partition(".")[0]
    return code if code in LANGUAGES else ""


def _option(arguments: list[str]) -> str:
    for at, argument in enumerate(arguments):
        name, mark, value = argument.partition("=")
        if name == OPTION:
            return value if mark else "".join(arguments[at + 1 : at + 2])
    return ""


def _system(environment: Mapping[str, str]) -> str:
    named = next((environment[name] for name in _POSIX if environment.get(name)), "")
    if not named and sys.platform == "win32":
        import ctypes
        import locale

        found = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(found, "")
    return named
