"""Formula texts: one call of a catalogue function, as a cell would hold it.

The grammar is deliberately small: a call with literals, DATE(y,m,d), TODAY(), a minus before a
number, and empty arguments. References, operators and other functions are refused, because on a
closed workbook there is no spreadsheet to compute them.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from types import MappingProxyType
from typing import Any

from xlcrm.errors import FormulaError
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY
from xlcrm.udfs.catalogue import FUNCTIONS, Argument, Function, Kind

Literal = str | float | bool | date | None
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)'
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)|(?P<mark>[-+(),;=]))"
)
_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+")
_SERIAL_START = date(1899, 12, 30)
_MOST = 1_000_000
_LONGEST = 8_192
_FIRST_SERIAL = 10_000
"""18 May 1927: a smaller number given for a date is a number of days, or a year, or a slip."""
_DEEPEST = 8
"""What a cell takes: Excel's longest formula; dates within dates are never deeper."""
_REMEMBERED = 4_096
"""So many texts are read once, for as long as they are asked for."""


@dataclass(frozen=True)
class Call:
    """A parsed formula: the function and its arguments by name; what was left out is None."""

    function: Function
    arguments: Mapping[str, Any]


@lru_cache(_REMEMBERED)
def parse(formula: str, today: date) -> Call:
    """Reads a formula text; the texts of a sheet are the same after each change.

    Args:
        formula: such as '=CHURN_RATE(DATE(1997,1,1),,"region=North")'; the "=" may be missing.
        today: what TODAY() is.

    Raises:
        FormulaError: it is no call of a catalogue function, or an argument is wrong.
    """
    reader = _Reader(formula, today)
    name = reader.name()
    if reader.computes() or _A_CELL.fullmatch(name):
        raise reader.refuse(("name", name))
    function = find(name)
    values = reader.arguments()
    reader.end()
    return Call(function, MappingProxyType(bind(function, values)))


def find(name: str) -> Function:
    """The function of a name, whatever its case.

    Raises:
        FormulaError: the catalogue has no such function; the nearest names are suggested.
    """
    function = FUNCTIONS.get(name.upper())
    if function is None:
        near = difflib.get_close_matches(name.upper(), FUNCTIONS, n=1, cutoff=0.6)
        code = "formula.unknown_function_near" if near else "formula.unknown_function"
        raise FormulaError(code, name=name.upper(), near="".join(near))
    return function


def bind(function: Function, values: list[Literal]) -> dict[str, Any]:
    """Values in order as arguments by name, each of its kind.

    Raises:
        FormulaError: too many, too few, or one is not of its kind.
    """
    if len(values) > len(function.arguments):
        raise FormulaError("formula.too_many", given=len(values), **_shape(function))
    padded = [*values, *[None] * (len(function.arguments) - len(values))]
    bound: dict[str, Any] = {}
    for argument, value in zip(function.arguments, padded, strict=True):
        if value is None or value == "":
            if not argument.optional:
                raise FormulaError("formula.missing", argument=argument.name, **_shape(function))
            bound[argument.name] = None
        else:
            bound[argument.name] = _fit(function, argument, value)
    return bound


def _shape(function: Function) -> dict[str, str]:
    return {"function": function.name, "signature": function.signature}


def _fit(function: Function, argument: Argument, value: Literal) -> Any:
    def refused(code: str, **more: Any) -> FormulaError:
        said = {"argument": argument.name, "value": _shown(value)}
        return FormulaError(code, function=function.name, **said, **more)

    if argument.kind is Kind.DATE:
        return _as_date(value, refused)
    if argument.kind in {Kind.DAYS, Kind.COUNT}:
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
        if 0 <= number <= _MOST and number == int(number):
            return int(number)
        raise refused("formula.not_whole", most=_MOST)
    if argument.kind is Kind.NUMBER:
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return float(value)
        raise refused("formula.not_number")
    if isinstance(value, bool | date):
        raise refused("formula.not_text")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _shown(value: Literal) -> str:
    """A value as one types it: TRUE, 1E+308, 0.1."""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15G}" if isinstance(value, int | float) else str(value)


def _as_date(value: Literal, refused: Callable[[str], FormulaError]) -> date:
    day: date | None = None
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if 0 <= value < _FIRST_SERIAL:
            raise refused("formula.number_for_date")
        if value <= (LAST_DAY - _SERIAL_START).days:
            day = _SERIAL_START + timedelta(days=int(value))
    elif isinstance(value, str):
        with suppress(ValueError):
            day = date.fromisoformat(value.strip())
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise refused("formula.not_a_date")
    return day


class _Reader:
    """Reads the marks of one formula from left to right."""

    def __init__(self, formula: str, today: date) -> None:
        self.formula = formula
        self.today = today
        self.at = self.depth = 0
        if len(formula) > _LONGEST:
            raise FormulaError("formula.too_long", most=_LONGEST)
        self.tokens = self._tokens()
        if self._peek() == ("mark", "="):
            self.at = 1

    def _tokens(self) -> list[tuple[str, str]]:
        tokens, position, text = list[tuple[str, str]](), 0, self.formula.rstrip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise FormulaError(
                    "formula.not_understood", formula=self.formula, at=text[position:].strip()[:20]
                )
            tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            position = match.end()
        return tokens

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self.at += 1
        return token

    def refuse(self, token: tuple[str, str]) -> FormulaError:
        if token[0] == "end":
            return FormulaError("formula.cut_short", formula=self.formula)
        return FormulaError("formula.not_understood", formula=self.formula, at=token[1])

    def _expect(self, mark: str) -> None:
        token = self._next()
        if token != ("mark", mark):
            raise self.refuse(token)

    def name(self) -> str:
        token = self._next()
        if token[0] != "name":
            raise self.refuse(token)
        return token[1]

    def computes(self) -> bool:
        """Whether something else than arguments follows, as in A1+1."""
        return self._peek() != ("end", "") and self._peek() != ("mark", "(")

    def end(self) -> None:
        token = self._next()
        if token[0] != "end":
            raise self.refuse(token)

    def arguments(self) -> list[Literal]:
        self._expect("(")
        values: list[Literal] = []
        if self._peek() == ("mark", ")"):
            self._next()
            return values
        while True:
            values.append(self._argument())
            token = self._next()
            if token == ("mark", ")"):
                return values
            if token not in {("mark", ","), ("mark", ";")}:
                raise self.refuse(token)

    def _argument(self) -> Literal:
        kind, piece = self._peek()
        if kind == "mark" and piece in ",;)":
            return None
        self.at += 1
        if kind == "text":
            return piece[1:-1].replace('""', '"')
        if kind == "number":
            return float(piece)
        if kind == "mark" and piece in "+-":
            kind, number = self._next()
            if kind == "number":
                return -float(number) if piece == "-" else float(number)
        if kind == "name":
            return self._named(piece.upper())
        raise self.refuse((kind, piece))

    def _named(self, name: str) -> Literal:
        if name in {"TRUE", "FALSE"}:
            if self._peek() == ("mark", "("):
                self.arguments()
            return name == "TRUE"
        if name not in {"DATE", "TODAY"}:
            raise self.refuse(("name", name))
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refuse(("name", name))
        parts = self.arguments()
        self.depth -= 1
        if name == "TODAY" and not parts:
            return self.today
        numbers = [int(p) for p in parts if isinstance(p, float) and p.is_integer()]
        if name == "DATE" and len(parts) == len(numbers) == 3:  # noqa: PLR2004 - year, month, day
            return self._date(*numbers)
        raise self.refuse(("name", name))

    def _date(self, year: int, month: int, day: int) -> date:
        """A date as Excel makes it: DATE(2024,13,1) is 2025-01-01, DATE(24,1,1) is in 1924."""
        years, months = divmod(month - 1, 12)
        if 0 <= year < FIRST_DAY.year:
            year += FIRST_DAY.year
        try:
            return date(year + years, months + 1, 1) + timedelta(days=day - 1)
        except (ValueError, OverflowError):
            raise FormulaError(
                "formula.not_understood", formula=self.formula, at=f"DATE({year},{month},{day})"
            ) from None
