"""What was measured as Markdown tables, which a terminal shows well too, and as JSON."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

from benchmarks.bars import CPU, RSS, STEP, Figures, Judgement

PEERS = (
    "polars",
    "duckdb",
    "fastexcel",
    "lxml",
    "openpyxl",
    "pandas",
    "pandera",
    "pydantic",
    "xlsxwriter",
)
NAMES = {1_000: "k", 1_000_000: "M"}


def size(rows: int) -> str:
    """10000 as "10k"; "" for no rows."""
    for unit, letter in sorted(NAMES.items(), reverse=True):
        if rows >= unit and rows % unit == 0:
            return f"{rows // unit}{letter}"
    return str(rows) if rows else ""


def rows_of(text: str) -> int:
    """ "10k" as 10000.

    Raises:
        ValueError: the text is no number of rows.
    """
    letters = {letter.casefold(): unit for unit, letter in NAMES.items()}
    unit = letters.get(text[-1:].casefold(), 1)
    digits = text[:-1] if unit > 1 else text
    rows = int(digits) * unit if digits.isdecimal() else 0
    if not 0 < rows < 1 << 20:
        raise ValueError(f"no number of rows: {text}")
    return rows


def machine() -> dict[str, Any]:
    """What the figures were measured on: cores, memory, versions, load, the day."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": date.today().isoformat(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PEERS},
    }


def title(on: dict[str, Any]) -> str:
    """The line above the tables: when, on what, with which versions."""
    place = f"{on['cores']} cores, {on['memory_gb']} GB, load {on['load']} at the start"
    versions = ", ".join(f"{name} {number}" for name, number in on["versions"].items())
    return f"{on['date']}, {place}; Python {on['python']}, {versions}"


def bars_table(judgements: Iterable[Judgement]) -> str:
    """The bars: what ours and the peer took, the ratio, the bar, and whether it holds."""
    rows = [
        (
            judged.bar.group,
            size(judged.rows),
            judged.bar.text,
            _number(judged.ours),
            "" if judged.theirs is None else f"{judged.peer} {_number(judged.theirs)}",
            f"{_number(judged.ratio)}{' x' if judged.peer else ''}",
            _bar(judged),
            {None: "not judged", True: "holds", False: "FAILS"}[judged.holds],
        )
        for judged in judgements
    ]
    return markdown(("group", "rows", "bar", "xlcrm", "peer", "ratio", "limit", "verdict"), rows)


def _bar(judged: Judgement) -> str:
    if judged.limit is None:
        return ""
    return f"{'>=' if judged.bar.less else '<='} {_number(judged.limit)}"


def cases_table(figures: Figures) -> str:
    """All cases: CPU, the step where it was measured by itself, memory, runs, problems found."""
    rows = []
    for (group, lines, case), runs in figures.runs.items():
        measured = [figures.value(group, lines, case, what) for what in (CPU, STEP, RSS)]
        problems = figures.value(group, lines, case, "problems")
        rows.append((group, size(lines), case, *map(_number, [*measured, problems]), len(runs)))
    return markdown(("group", "rows", "case", CPU, STEP, RSS, "problems", "runs"), rows)


def functions_table(figures: Figures) -> str:
    """The worksheet functions, slowest first: milliseconds anew, and with shared work done."""
    found: list[tuple[str, list[float | None]]] = []
    for (group, lines, case), runs in figures.runs.items():
        for name in runs[0].told:
            kind, _, function = name.partition(".")
            if kind == "function":
                found.append(
                    (
                        function,
                        [figures.value(group, lines, case, f"{k}.{function}") for k in KINDS],
                    )
                )
    found.sort(key=lambda row: -(row[1][0] or 0))
    return markdown(
        ("function", "ms, all anew", "ms, again"),
        [(name, *map(_number, pair)) for name, pair in found],
    )


KINDS = ("function", "again")


def markdown(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table whose columns line up."""
    lines = [list(headers), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(headers))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def _number(value: float | None) -> str:
    """Three figures that count, as people write them."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def as_json(
    figures: Figures, judgements: Iterable[Judgement], on: dict[str, Any]
) -> dict[str, Any]:
    """Everything, with every run, ready for JSON."""
    return {
        "machine": on,
        "bars": [
            {
                "group": judged.bar.group,
                "rows": judged.rows,
                "bar": judged.bar.text,
                "what": judged.bar.what,
                "xlcrm": judged.ours,
                "peer": judged.peer,
                "theirs": judged.theirs,
                "ratio": judged.ratio,
                "limit": judged.limit,
                "holds": judged.holds,
            }
            for judged in judgements
        ],
        "runs": [
            {"group": group, "rows": rows, "case": case, "cpu_s": run.cpu, "rss_mb": run.rss}
            | {"told": dict(run.told)}
            for (group, rows, case), runs in figures.runs.items()
            for run in runs
        ],
    }
