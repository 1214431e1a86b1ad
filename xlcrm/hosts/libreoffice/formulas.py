"""Formula texts as Calc has them: which call a function of ours, and under which name."""

import re

from xlcrm.hosts.libreoffice.names import ADD_IN
from xlcrm.udfs.catalogue import FUNCTIONS

_NAMES = "|".join(sorted(FUNCTIONS, key=len, reverse=True))
_TEXT = re.compile(r'"[^"]*"')
_CALLED = re.compile(r"([\w.]+)\s*\(")
_START = re.compile(rf"^={ADD_IN}\.", re.IGNORECASE)
_FORMULA = re.compile(
    rb"(<(f|formula|formula1|formula2|definedName)\b[^>]*(?<!/)>)([^<]*)(?=</\2>)"
)
_MARKUP_TEXT = re.compile(rb'((?:&quot;|").*?(?:&quot;|"))', re.DOTALL)
_NAME = re.compile(
    rb"(?<![\w.])(?:%b\.)?(%b)(?=\()" % (ADD_IN.encode(), _NAMES.encode()), re.IGNORECASE
)


def calls_ours(formula: str) -> bool:
    """Whether a formula calls a function of the catalogue; texts in it are passed over."""
    if '"' in formula:
        formula = _TEXT.sub('""', formula)
    called = (name.upper().removeprefix(f"{ADD_IN}.") for name in _CALLED.findall(formula))
    return any(name in FUNCTIONS for name in called)


def unprefixed(formula: str) -> str:
    """A cell's formula as Excel would have it, where nothing but one call stands in it."""
    return _START.sub("=", formula.strip("{}"))


def as_excel_knows(part: bytes) -> bytes:
    """A part of an .xlsx file with the functions under the names that Excel knows them by.

    Calc writes its own name before each, and in small letters those that it does not know.

    Args:
        part: the XML of a sheet or of the workbook, as Calc writes it.
    """
    return _FORMULA.sub(lambda match: match[1] + _renamed(match[3]), part)


def _renamed(formula: bytes) -> bytes:
    pieces = _MARKUP_TEXT.split(formula)
    pieces[::2] = [_NAME.sub(lambda match: match[1].upper(), piece) for piece in pieces[::2]]
    return b"".join(pieces)
