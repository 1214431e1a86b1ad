"""Boxes over Excel's window: what a button says and asks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import xlwings as xw

from xlcrm.language import text

_LONGEST_PROMPT = 255
"""Excel's box for a line of text takes no more."""


class Prompts(Protocol):
    """What xlwings cannot ask for."""

    def line(self, question: str) -> str | None:
        """A line of text; None where the user went away."""

    def file(self, title: str) -> str | None:
        """The path of a file; None where the user went away."""


class Boxes:
    """Speaks with whoever pressed a button; see `hosts.buttons.talk.Talk`.

    Args:
        app: the Excel.
        prompts: asks for what is typed and picked.
        language: of what stands in the boxes besides; "" for English.
    """

    def __init__(self, app: xw.App, prompts: Prompts, language: str = "") -> None:
        self._app = app
        self._language = language
        self._prompts = prompts

    def tell(self, said: str, *, worry: bool = False) -> None:
        """Shows a message."""
        self._app.alert(said, text("excel.title"), "ok", "critical" if worry else "info")

    def ask(self, question: str) -> bool:
        """Asks for yes or no."""
        return self._app.alert(question, text("excel.title"), "yes_no") == "yes"

    def choose(self, question: str, options: Sequence[str]) -> str | None:
        """Lets one of some words be chosen, by its number or as it stands."""
        listed = "\n".join(f"{number}  {word}" for number, word in enumerate(options, 1))
        by_key = {str(number): word for number, word in enumerate(options, 1)}
        by_key |= {word.casefold(): word for word in options}
        while True:
            asked = text("excel.choose", self._language)
            answer = self.type_in(f"{question}\n\n{listed}\n\n{asked}")
            if answer is None:
                return None
            if answer.casefold() in by_key:
                return by_key[answer.casefold()]

    def type_in(self, question: str) -> str | None:
        """Lets a line be typed; what is too long for Excel's box is shown before it."""
        if len(question) > _LONGEST_PROMPT:
            self.tell(question)
            question = text("excel.answer", self._language)
        answer = self._prompts.line(question)
        return answer.strip() or None if answer else None

    def pick_file(self, title: str) -> Path | None:
        """Lets a file be picked."""
        answer = self._prompts.file(title)
        return Path(answer) if answer else None


class ExcelsOwn:
    """Excel's own boxes, on Windows.

    Args:
        app: Excel's `Application`.
        language: of the kinds of files; "" for English.
    """

    _TEXT = 2

    def __init__(self, app: Any, language: str = "") -> None:
        self._app = app
        self._language = language

    def line(self, question: str) -> str | None:
        """A line of text; None where the user went away."""
        answer = self._app.InputBox(Prompt=question, Title=text("excel.title"), Type=self._TEXT)
        return answer if isinstance(answer, str) else None

    def file(self, title: str) -> str | None:
        """The path of a file; None where the user went away."""
        # Excel parts labels and patterns by commas; a label must have none of its own.
        rows, others = (
            text(f"office.{name}", self._language).replace(", ", " / ")
            for name in ("rows_files", "all_files")
        )
        kinds = f"{rows},*.csv;*.tsv;*.txt;*.xlsx,{others},*.*"
        answer = self._app.GetOpenFilename(FileFilter=kinds, Title=title)
        return answer if isinstance(answer, str) else None
