"""The buttons of Calc: one for each command that the catalogue shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from xlcrm.macros.catalogue import COMMANDS, Command

_GROUPS = (
    ("today", "card"),
    ("validate", "suggestions", "leads", "convert", "undo"),
    ("refresh",),
    ("import", "adopt", "clean", "checkup", "copy"),
)
"""What stands together at the front; the other commands follow by themselves."""

_LAST = "about"


@dataclass(frozen=True)
class Button:
    """One entry of the menu, and one button of the toolbar.

    Attributes:
        command: what it runs.
    """

    command: Command

    @property
    def name(self) -> str:
        """Its command's."""
        return self.command.name

    @property
    def label(self) -> str:
        """The key of what it says."""
        return f"command.{self.name}.label"

    @property
    def tip(self) -> str:
        """The key of what is shown while the mouse rests on it."""
        return f"command.{self.name}.tip"


def button_groups(commands: Iterable[Command] = tuple(COMMANDS.values())) -> list[list[Button]]:
    """The buttons in their order, those that belong together in one list."""
    shown = {one.name: Button(one) for one in commands if one.button}
    groups = [[shown.pop(name) for name in group if name in shown] for group in _GROUPS]
    last = [shown.pop(_LAST)] if _LAST in shown else []
    return [group for group in (*groups, list(shown.values()), last) if group]


def buttons_by_name() -> dict[str, Button]:
    """All buttons, in their order."""
    return {button.name: button for group in button_groups() for button in group}
