"""The Problems sheet: every finding with a link to its cell."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from xlcrm.cells import Address, Extent, Value, quoted
from xlcrm.language import DEFAULT, has_text, text
from xlcrm.language.writing import written_day
from xlcrm.patches import WriteSheet
from xlcrm.problems import Level, Problem
from xlcrm.report import theme
from xlcrm.report.page import Page
from xlcrm.sheets import MODELS
from xlcrm.udfs.context import Context

_AS_TYPED = frozenset({"cell.not_a_date"})
"""Problems about texts that only look like days."""
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
MOST_QUOTED = 120
"""So many characters of a value are quoted."""

MOST = 10_000
"""So many are listed; the sheet says how many more there are."""

_WIDTHS = {3: 14.0, 4: 9.0, 5: 78.0, 6: 24.0}


def level_word(problem: Problem, language: str) -> str:
    """How bad a problem is, in a word."""
    return text(f"report.problems.{problem.level}", language)


def message(problem: Problem, language: str) -> str:
    """A problem in the reader's language; what commands find has its texts among theirs."""
    key = f"problem.{problem.code}"
    found = key if has_text(key, language) else f"crm.{problem.code}"
    named = {name: _shortened(value) for name, value in problem.parameters.items()}
    if named.get("by"):
        named["by"] = text(f"crm.key.{named['by']}", language)
    if language != DEFAULT and problem.code not in _AS_TYPED:
        named = {name: _spoken(name, value, language) for name, value in named.items()}
    return text(found, language, **named)


def _spoken(name: str, value: Any, language: str) -> Any:
    """A parameter as the language has it: days, and the sheets of tables."""
    if name in {"table", "tables"}:
        titles = {one: text(f"table.{one}.title", language) for one in MODELS}
        return " / ".join(titles.get(one, one) for one in str(value).split(" / "))
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        with suppress(ValueError):
            return written_day(_day_of(value), language)
    return value


def _day_of(value: str) -> date:
    return datetime.fromisoformat(value) if " " in value else date.fromisoformat(value)


def _shortened(value: Any) -> Any:
    """What a message quotes; a cell may hold a novel."""
    long = isinstance(value, str) and len(value) > MOST_QUOTED
    return value[: MOST_QUOTED - 1] + "\u2026" if long else value


def problems_sheet(problems: Sequence[Problem], context: Context) -> WriteSheet:
    """The sheet, errors first.

    Args:
        problems: in the order of sheets and cells.
        context: for the as-of date and the language.
    """
    page = Page("problems", context)
    levels = list(Level)
    words = [page.text(f"problems.{level}") for level in levels]
    page.widths |= {2: max(map(len, words)) + 3.0} | _WIDTHS
    ordered = sorted(problems, key=lambda problem: levels.index(problem.level))
    counts = Counter(problem.level for problem in problems)
    parts = [page.text(f"problems.{level}s", n=n) for level in levels if (n := counts[level])]
    answer = page.text(
        "problems.answer" if problems else "problems.none",
        n=len(problems),
        parts=", ".join(parts),
    )
    row = page.head(5, answer)
    if len(ordered) > MOST:
        row = page.note(row, 2, 5, "problems.more", shown=MOST, n=len(ordered)) + 1
    headers = [page.text(f"problems.{name}") for name in ("level", "sheet", "cell", "what", "try")]
    listed = [_row(problem, page) for problem in ordered[:MOST]]
    wrap = {3: theme.CELL_WRAP, 4: theme.CELL_WRAP}
    page.rows(row, 2, headers, listed, wrap)
    _links(page, row, ordered[:MOST])
    if listed:
        levels_column = Extent.of(row + 1, 2, len(listed), 1)
        first = levels_column.first.a1
        for level, fill in ((Level.ERROR, theme.BAD_FILL), (Level.WARNING, theme.WARN_FILL)):
            named = page.text(f"problems.{level}")
            page.highlight(levels_column, f'{first}="{named}"', fill)
    page.freeze = Address(row + 1, 1)
    return page.sheet()


def _row(problem: Problem, page: Page) -> list[Value]:
    return [
        page.text(f"problems.{problem.level}"),
        problem.sheet,
        problem.cell,
        message(problem, page.language),
        _shortened(problem.suggestion),
    ]


def _links(page: Page, header_row: int, problems: Sequence[Problem]) -> None:
    for row, problem in enumerate(problems, start=header_row + 1):
        if problem.cell:
            target = f"{quoted(problem.sheet)}!{problem.cell}"
            page.put(row, 4, problem.cell, theme.LINK, link=target)
