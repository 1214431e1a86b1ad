"""The lines around and between cells."""

from collections.abc import Sequence
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import colors
from xlcrm.hosts.libreoffice.engine.bridge import struct
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_UNSET = base_classes._UNSET  # noqa: SLF001 - xlwings' own mark for "not given" has no other name
_SIDES = {
    "edge_top": "Top",
    "edge_bottom": "Bottom",
    "edge_left": "Left",
    "edge_right": "Right",
    "inside_horizontal": "Horizontal",
    "inside_vertical": "Vertical",
}
_DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}
_STYLES = {
    "continuous": 0,
    "dot": 1,
    "dash": 2,
    "double": 3,
    "dash_dot": 16,
    "slant_dash_dot": 16,
    "dash_dot_dot": 17,
}
_NO_LINE = 32767
_TWO = 2
_WEIGHTS = {"hairline": 2, "thin": 26, "medium": 62, "thick": 88}
"""Widths in hundredths of a millimetre; the office reads a file of Excel's with the same ones."""


class Border(Guarded, base_classes.Border):
    """One line of a range.

    Args:
        parent: the range.
        side: its name in xlwings.
    """

    def __init__(self, parent: Any, side: str) -> None:
        self._parent = parent
        self._side = side

    @property
    def api(self) -> Any:
        """The line as the office knows it; None where the cells differ."""
        if self._side in _DIAGONALS:
            return self._parent.api.getPropertyValue(_DIAGONALS[self._side])
        table = self._parent.api.TableBorder2
        name = _SIDES[self._side]
        valid = getattr(table, f"Is{name}LineValid")
        return getattr(table, f"{name}Line") if valid else None

    @property
    def line_style(self) -> str | None:
        """The kind of line; None where there is none."""
        line = self.api
        if line is None or not _drawn(line):
            return None
        return next((name for name, style in _STYLES.items() if style == line.LineStyle), None)

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.change(line_style=value)

    @property
    def weight(self) -> str | None:
        """How thick the line is; None where there is none."""
        line = self.api
        if line is None or not _drawn(line):
            return None
        return min(_WEIGHTS, key=lambda name: abs(_WEIGHTS[name] - line.LineWidth))

    @weight.setter
    def weight(self, value: str) -> None:
        self.change(weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The line's colour; None where there is no line."""
        line = self.api
        return colors.from_office(line.Color) if line is not None and _drawn(line) else None

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self.change(color=color_or_rgb)

    def change(self, line_style: Any = _UNSET, weight: Any = _UNSET, color: Any = _UNSET) -> None:
        """Changes what is given; a line that was not there becomes a thin one."""
        line = self.api
        if line is None or not _drawn(line):
            line = struct("table.BorderLine2", LineStyle=0, LineWidth=_WEIGHTS["thin"])
        if line_style is None:
            line = struct("table.BorderLine2", LineStyle=_NO_LINE)
        elif line_style is not _UNSET:
            line.LineStyle = _STYLES[line_style]
        if weight is not _UNSET:
            line.LineWidth = _WEIGHTS[weight]
        line.OuterLineWidth = line.LineWidth
        if color is not _UNSET:
            line.Color = colors.to_office(color)
        self._draw(line)

    def _draw(self, line: Any) -> None:
        cells = self._parent.api
        if self._side in _DIAGONALS:
            cells.setPropertyValue(_DIAGONALS[self._side], line)
            return
        name = _SIDES[self._side]
        wanted = {f"{name}Line": line, f"Is{name}LineValid": True}
        cells.TableBorder2 = struct("table.TableBorder2", **wanted)


def _sides(shape: tuple[int, int]) -> tuple[str, ...]:
    missing = {"inside_horizontal": shape[0] < _TWO, "inside_vertical": shape[1] < _TWO}
    return tuple(side for side in _SIDES if not missing.get(side))


class Borders(Guarded, base_classes.Borders):
    """All lines of a range.

    Args:
        parent: the range.
    """

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """The range as the office knows it."""
        return self.parent.api

    def __getitem__(self, key: str) -> Border:
        return Border(self.parent, key)

    def _common(self, attribute: str) -> Any:
        values = {getattr(self[side], attribute) for side in _sides(self.parent.shape)}
        return values.pop() if len(values) == 1 else None

    @property
    def line_style(self) -> str | None:
        """The kind of all lines; None where they differ or there are none."""
        style: str | None = self._common("line_style")
        return style

    @line_style.setter
    def line_style(self, value: Any) -> None:
        self.set(line_style=value)

    @property
    def weight(self) -> str | None:
        """How thick all lines are; None where they differ or there are none."""
        weight: str | None = self._common("weight")
        return weight

    @weight.setter
    def weight(self, value: Any) -> None:
        self.set(weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour of all lines; None where they differ or there are none."""
        color: tuple[int, int, int] | None = self._common("color")
        return color

    @color.setter
    def color(self, value: Any) -> None:
        self.set(color=value)

    def set(
        self,
        which: Sequence[str] = base_classes.BORDER_GRID_SIDES,
        *,
        line_style: Any = _UNSET,
        weight: Any = _UNSET,
        color: Any = _UNSET,
    ) -> None:
        """Changes some lines; what is not given stays."""
        for side in which:
            if side in _DIAGONALS or side in _sides(self.parent.shape):
                self[side].change(line_style, weight, color)

    def clear(self, which: Sequence[str] = base_classes.BORDER_SIDES) -> None:
        """Takes lines away."""
        self.set(which, line_style=None)


def _drawn(line: Any) -> bool:
    return bool(line.LineStyle != _NO_LINE and (line.LineWidth or line.OuterLineWidth))
