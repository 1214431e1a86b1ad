"""The pictures on the buttons: line drawings, so that they are sharp at whatever size is asked."""

from collections.abc import Iterable, Mapping

from xlcrm.hosts.libreoffice.buttons import Button

SMALL, BIG = 16, 26
"""The sides that the office asks for, in pixels."""

_FOLDER = "icons"
_INK = "#1F6F8B"
_GRID = 16
"""What the drawings are drawn on has so many steps each way."""
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"'
    ' viewBox="0 0 {grid} {grid}"><path fill="none" stroke="{ink}" stroke-width="1.3"'
    ' stroke-linecap="round" stroke-linejoin="round" d="{line}"/></svg>'
)

_ANY = "M2.5 2.5h11v11h-11zM2.5 6h11M6 6v7.5"
"""A sheet: of a command that has no drawing of its own."""

_DRAWINGS: Mapping[str, str] = {
    # a day of the calendar, ticked
    "today": "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.5v3M10.5 1.5v3M5.5 10l2 2 3-3.5",
    # a card with a face
    "card": (
        "M1.5 3.5h13v9h-13zM5 8a1.5 1.5 0 1 0 0-3a1.5 1.5 0 1 0 0 3"
        "M3 10.5q2-3 4 0M9.5 6.5h3M9.5 9.5h3"
    ),
    # a tick
    "validate": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M5 8l2.3 2.5l4-5",
    # a pencil
    "suggestions": "M2.5 13.5l1-3.5l7.5-7.5l2.5 2.5l-7.5 7.5zM9.5 4l2.5 2.5",
    # a funnel
    "leads": "M2 2.5h12l-4.5 5.5v5.5l-3-2v-3.5z",
    # from one box into the other
    "convert": "M1.5 5.5h4v5h-4zM10.5 5.5h4v5h-4zM6.5 3q3-2 5 .5M9.3 3.6h2.3v-2.3",
    # back
    "undo": "M6 2.5l-3.5 3.5l3.5 3.5M2.5 6h7a4 4 0 0 1 0 8h-3",
    # around
    "refresh": "M13 5.5a5.5 5.5 0 1 0 .5 3.5M13.5 2v3.8h-3.8",
    # into the tray
    "import": "M8 1.5v8M4.5 6.5l3.5 3.5l3.5-3.5M2 10.5v3.5h12v-3.5",
    # a list, ticked off
    "clean": (
        "M6.5 3.5h8M6.5 8h8M6.5 12.5h8"
        "M1.5 3.5l1.2 1.3l2-2.5M1.5 8l1.2 1.3l2-2.5M1.5 12.5l1.2 1.3l2-2.5"
    ),
    # a pulse
    "checkup": "M1 8.5h3.5l1.8-5l3 9l2-4h3.7",
    # a sheet that leaves another one behind
    "copy": "M5.5 4.5h8v10h-8zM5.5 11.5h-3v-10h8v3M8 8h3M8 11h3",
    # a person, taken out
    "erase": (
        "M6 7.5a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 1 0 0 5.4M1 14q.5-5 5-5q2 0 3 1"
        "M10.5 10.5l4 4M14.5 10.5l-4 4"
    ),
    # a sheet that becomes one of ours
    "adopt": "M1.5 2.5h9v11h-9zM1.5 6h9M5 6v7.5M13.5 5v6M10.5 8h6",
    # what is to be known
    "about": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M8 7.5v4M8 4.3v1",
}


def icon_path(button: Button, size: int) -> str:
    """Where the picture of a button lies in the extension."""
    return f"{_FOLDER}/{button.name}_{size}.svg"


def icons(buttons: Iterable[Button]) -> dict[str, bytes]:
    """The pictures of buttons, by where they lie in the extension."""
    return {
        icon_path(button, size): _drawn(button.name, size)
        for button in buttons
        for size in (SMALL, BIG)
    }


def _drawn(name: str, size: int) -> bytes:
    return _SVG.format(size=size, grid=_GRID, ink=_INK, line=_DRAWINGS.get(name, _ANY)).encode()
