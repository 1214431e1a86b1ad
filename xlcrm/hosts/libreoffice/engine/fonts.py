"""The font of cells, of a shape, or of a part of a text."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import colors, uniform
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_BOLD, _NORMAL = 150.0, 100.0


class CellFont(Guarded, base_classes.Font):
    """A font; a property is None where the text does not share it.

    Args:
        text: what has the office's properties of characters.
    """

    def __init__(self, text: Any) -> None:
        self._text = text

    @property
    def api(self) -> Any:
        """What carries the font in the office."""
        return self._text

    @property
    def bold(self) -> bool | None:
        """Whether it is bold."""
        weight = uniform.value(self._text, "CharWeight")
        return None if weight is None else bool(weight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._text.CharWeight = _BOLD if value else _NORMAL

    @property
    def italic(self) -> bool | None:
        """Whether it is slanted."""
        posture = uniform.value(self._text, "CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._text.CharPosture = enum("awt.FontSlant", "ITALIC" if value else "NONE")

    @property
    def size(self) -> float | None:
        """The size in points."""
        height = uniform.value(self._text, "CharHeight")
        return None if height is None else round(float(height), 2)

    @size.setter
    def size(self, value: float) -> None:
        self._text.CharHeight = float(value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Red, green and blue; the automatic colour is black."""
        number = uniform.value(self._text, "CharColor")
        return None if number is None else colors.from_office(number) or (0, 0, 0)

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self._text.CharColor = colors.to_office(color_or_rgb)

    @property
    def name(self) -> str | None:
        """The name of the typeface."""
        name: str | None = uniform.value(self._text, "CharFontName")
        return name

    @name.setter
    def name(self, value: str) -> None:
        self._text.CharFontName = value
