"""Boxes over a window of the office: messages, questions, a list to choose from, files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import uno

from xlcrm.language import text

_OK, _YES_NO, _YES = 1, 3, 2
_PLACE = 1 | 2
_WIDTH, _LINE, _GAP, _BUTTON = 260, 10, 6, 60
"""Of a dialog, in the office's units: about half a pixel each."""


class Dialogs:
    """Speaks with the user of a window; see `talk.Talk`.

    Args:
        context: the office's component context.
        frame: the frame of the window.
        before: called before a box is shown.

    Attributes:
        said: all that was said and asked, in order.
    """

    def __init__(self, context: Any, frame: Any, before: Callable[[], None]) -> None:
        self._context = context
        self._before = before
        self._window = frame.getContainerWindow()
        self._toolkit = self._service("com.sun.star.awt.Toolkit")
        self.said: list[str] = []

    def tell(self, said: str, *, worry: bool = False) -> None:
        """Shows a message."""
        self._box("WARNINGBOX" if worry else "INFOBOX", _OK, said)

    def ask(self, question: str) -> bool:
        """Asks for yes or no."""
        return bool(self._box("QUERYBOX", _YES_NO, question) == _YES)

    def choose(self, question: str, options: Sequence[str]) -> str | None:
        """Lets one of some words be chosen."""
        with self._dialog(question) as dialog:
            shown = {"StringItemList": tuple(options), "Dropdown": False, "SelectedItems": (0,)}
            answer = dialog.add("ListBox", "answer", min(len(options), 10) * _LINE + 4, **shown)
            if not dialog.execute():
                return None
            return str(answer.getSelectedItem()) or None

    def type_in(self, question: str) -> str | None:
        """Lets a line be typed."""
        with self._dialog(question) as dialog:
            answer = dialog.add("Edit", "answer", _LINE + 4)
            return str(answer.getText()).strip() or None if dialog.execute() else None

    def pick_file(self, title: str) -> Path | None:
        """Lets a file be picked."""
        self._about_to(title)
        picker = self._service("com.sun.star.ui.dialogs.FilePicker")
        picker.setTitle(title)
        picker.appendFilter(text("office.rows_files"), "*.csv;*.tsv;*.txt;*.xlsx")
        picker.appendFilter(text("office.all_files"), "*.*")
        if picker.execute() != 1:
            return None
        return Path(uno.fileUrlToSystemPath(picker.getSelectedFiles()[0]))

    def _dialog(self, question: str) -> "_Dialog":
        self._about_to(question)
        return _Dialog(self._service, self._toolkit, self._window, question)

    def _about_to(self, say: str) -> None:
        self.said.append(say)
        self._before()

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _box(self, kind: str, buttons: int, said: str) -> int:
        self._about_to(said)
        shown = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
        box = self._toolkit.createMessageBox(
            self._window, shown, buttons, text("office.menu"), said
        )
        try:
            answer: int = box.execute()
        finally:
            box.dispose()
        return answer


class _Dialog:
    """A window with a question, a control for the answer, and two buttons."""

    def __init__(self, service: Any, toolkit: Any, window: Any, question: str) -> None:
        self._model = service("com.sun.star.awt.UnoControlDialogModel")
        self._dialog = service("com.sun.star.awt.UnoControlDialog")
        self._dialog.setModel(self._model)
        self._toolkit, self._window = toolkit, window
        self._bottom = _GAP
        height = _LINE * (1 + sum(1 + len(line) // 60 for line in question.splitlines()))
        self.add("FixedText", "question", height, Label=question, MultiLine=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._dialog.dispose()

    def add(self, kind: str, name: str, height: int, **properties: Any) -> Any:
        """Adds a control below the others."""
        control = self._put(kind, name, _GAP, _WIDTH - 2 * _GAP, height, properties)
        self._bottom += height + _GAP
        return control

    def execute(self) -> bool:
        """Shows it; returns whether the answer counts."""
        for number, (name, kind) in enumerate((("ok", 1), ("cancel", 2)), 1):
            left = _WIDTH - (3 - number) * (_BUTTON + _GAP)
            shown = {"Label": text(f"office.{name}"), "PushButtonType": kind}
            self._put(
                "Button", name, left, _BUTTON, _LINE + 4, shown | {"DefaultButton": kind == 1}
            )
        self._model.Title = text("office.menu")
        self._model.Width, self._model.Height = _WIDTH, self._bottom + _LINE + 4 + _GAP
        self._dialog.createPeer(self._toolkit, self._window)
        around, own = self._window.getPosSize(), self._dialog.getPosSize()
        left, top = (around.Width - own.Width) // 2, (around.Height - own.Height) // 2
        self._dialog.setPosSize(around.X + left, around.Y + top, 0, 0, _PLACE)
        return bool(self._dialog.execute())

    def _put(
        self, kind: str, name: str, left: int, width: int, height: int, properties: dict[str, Any]
    ) -> Any:
        model = self._model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        place = {"PositionX": left, "PositionY": self._bottom, "Width": width, "Height": height}
        for key, value in (place | properties).items():
            setattr(model, key, _as_short(value) if key == "SelectedItems" else value)
        self._model.insertByName(name, model)
        return self._dialog.getControl(name)


def _as_short(values: Sequence[int]) -> Any:
    return uno.Any("[]short", tuple(values))
