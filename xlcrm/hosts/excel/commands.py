"""The buttons of the ribbon: a command of the catalogue on a file that Excel has let go of."""

import getpass
from collections.abc import Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from xlcrm.crm.history_lines import Stamp
from xlcrm.errors import XlcrmError
from xlcrm.language import text
from xlcrm.macros.catalogue import COMMANDS, Command, Kind, Parameter
from xlcrm.macros.outcome import Ask, Listing, Outcome, explain
from xlcrm.workbook.closed import ClosedWorkbook

_MOST_ROWS = 8
_LONGEST = 1000
"""A message box of VBA shows no more."""

_SILENT: dict[Kind, Any] = {Kind.FLAG: False, Kind.PAIRS: {}, Kind.TEXTS: ()}


def run_command(name: str, path: str, options: Sequence[str]) -> tuple[str, str]:
    """Runs a command.

    Args:
        name: the command's.
        path: the workbook's file.
        options: names and values in turn, as texts.

    Returns:
        "done" or "error", and what the user is told.
    """
    command = COMMANDS[name]
    given = dict(zip(options[::2], options[1::2], strict=True))
    now = datetime.now()
    try:
        arguments = {one.name: _argument(one, given.get(one.name)) for one in command.parameters}
        if command.writes:
            arguments["stamp"] = Stamp(name, _user(), now.replace(microsecond=0))
        outcome = _function(command)(
            ClosedWorkbook.open(Path(path)),
            _answer_of(command),
            _silent,
            today=now.date(),
            **arguments,
        )
    except XlcrmError as error:
        return "error", explain(error)
    return "done", told(outcome)


def told(outcome: Outcome) -> str:
    """What a command says, as lines: its messages, and the first rows of each listing."""
    lines = [message.text(outcome.language) for message in outcome.messages]
    for listing in outcome.listings:
        if listing.rows:
            lines += ["", *_listed(listing, outcome.language)]
    shown = "\n".join(lines)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 3]}..."


def _listed(listing: Listing, language: str) -> list[str]:
    shown = listing.rows[:_MOST_ROWS]
    lines = [listing.title.text(language)]
    lines += ["   ".join("" if cell is None else str(cell) for cell in row) for row in shown]
    rest = len(listing.rows) - _MOST_ROWS
    if rest > 0:
        lines.append(text("excel.more", language, n=rest))
    return lines


def _function(command: Command) -> Any:
    module, _, function = command.function.rpartition(".")
    return getattr(import_module(f"xlcrm.macros.{module}"), function)


def _argument(parameter: Parameter, value: str | None) -> Any:
    if value is None:
        return _SILENT.get(parameter.kind)
    if parameter.kind is Kind.FLAG:
        return True
    if parameter.kind is Kind.FILE:
        return Path(value)
    if parameter.kind is Kind.TEXTS:
        return tuple(value.split())
    return date.fromisoformat(value) if parameter.kind is Kind.DATE else value


def _user() -> str:
    """Who is at work; a system that knows no name has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _answer_of(command: Command) -> Ask:
    """Answers a command's questions: yes where it showed before what it would do, else no."""
    shown = any(parameter.name in {"dry_run", "apply"} for parameter in command.parameters)

    def answer(key: str, **parameters: Any) -> bool:
        del key, parameters
        return shown

    return answer


def _silent(key: str, **parameters: Any) -> None:
    """Excel waits: nothing can be shown in between."""
    del key, parameters
