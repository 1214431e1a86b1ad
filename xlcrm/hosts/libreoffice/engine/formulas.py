"""Formulas as Excel writes them, and as the office's interface takes them.

Excel:  =SUM('My data'!A1,{1,2;3,4})      separators `,`, sheets end in `!`
office: =SUM($'My data'.A1;{1;2|3;4})     separators `;`, sheets end in `.`
"""

import re

_STRING = r'"(?:[^"]|"")*"'
_QUOTED_SHEET = r"'(?:[^']|'')+'"
_WORD_SHEET = r"[^\W\d][\w]*"
_FROM_EXCEL = re.compile(
    rf"(?P<string>{_STRING})"
    rf"|(?P<sheet>{_QUOTED_SHEET}|{_WORD_SHEET})!"
    r"|(?P<error>\#[A-Z/0]+[!?]?)"
    r"|(?P<prefix>_xlfn\.(?:_xlws\.)?|_xlws\.)"
    r"|(?P<mark>[,;{}\[\]])"
)
_FROM_OFFICE = re.compile(
    rf"(?P<string>{_STRING})"
    rf"|(?P<second>(?<=:)\$?(?:{_QUOTED_SHEET}|{_WORD_SHEET})\.(?=\$?[A-Za-z]{{1,3}}\$?[0-9]))"
    rf"|\$?(?P<sheet>{_QUOTED_SHEET}|{_WORD_SHEET})\.(?=\$?[A-Za-z]{{1,3}}\$?[0-9:]|\#REF!|\$?[0-9])"
    r"|(?P<function>[a-z_][\w.]*)(?=\()"
    r"|(?P<mark>[;|{}\[\]])"
)


def to_office(formula: str) -> str:
    """A formula in Excel's writing, for `setFormula`; a text that is no formula stays."""
    if not formula.startswith("="):
        return formula
    depth = {"{": 0, "[": 0}

    def changed(match: re.Match[str]) -> str:
        if match["sheet"] is not None:
            return "$" + match["sheet"] + "."
        if match["prefix"] is not None:
            return ""
        if (mark := match["mark"]) is None:
            return match[0]
        _count(depth, mark)
        if depth["["]:
            return mark
        if depth["{"] and mark == ";":
            return "|"
        return ";" if mark == "," else mark

    return _FROM_EXCEL.sub(changed, formula)


def from_office(formula: str) -> str:
    """A formula as `getFormula` gives it, in Excel's writing; other texts stay.

    An array formula comes without its braces, as Excel gives it. Names of functions that the
    office does not know come back in capitals; it keeps them in small letters.
    """
    if formula.startswith("{="):
        formula = formula[1:-1]
    if not formula.startswith("="):
        return formula
    depth = {"{": 0, "[": 0}

    def changed(match: re.Match[str]) -> str:
        if match["sheet"] is not None:
            return match["sheet"] + "!"
        if match["function"] is not None:
            return match["function"].upper()
        if match["second"] is not None:
            return ""
        if (mark := match["mark"]) is None:
            return match[0]
        _count(depth, mark)
        if depth["["]:
            return mark
        if depth["{"] and mark == "|":
            return ";"
        return "," if mark == ";" else mark

    return _FROM_OFFICE.sub(changed, formula)


def _count(depth: dict[str, int], mark: str) -> None:
    if mark in depth:
        depth[mark] += 1
    elif mark == "}":
        depth["{"] -= 1
    elif mark == "]":
        depth["["] -= 1
