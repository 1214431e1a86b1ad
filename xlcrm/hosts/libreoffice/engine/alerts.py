"""Messages with buttons."""

from typing import Any

from xlcrm.hosts.libreoffice.engine.bridge import enum

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_KINDS = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "ERRORBOX"}


def ask(
    connection: Any, window: Any, prompt: str, title: str, buttons: str | None, mode: str | None
) -> str:
    """Shows a message over a window.

    Args:
        connection: the office.
        window: the window.
        prompt: what it says.
        title: its title.
        buttons: "ok", "ok_cancel", "yes_no" or "yes_no_cancel".
        mode: None, "info" or "critical".

    Returns:
        "ok", "cancel", "yes" or "no".
    """
    toolkit = connection.service("awt.Toolkit")
    kind = enum("awt.MessageBoxType", _KINDS[mode])
    box = toolkit.createMessageBox(window, kind, _BUTTONS[buttons or "ok"], title, prompt)
    return _ANSWERS[box.execute()]
