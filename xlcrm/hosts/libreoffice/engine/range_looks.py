"""How a range looks: sizes, colours, number format, alignment, merging."""

from typing import Any

from xlcrm.hosts.libreoffice.engine import colors, measures, uniform
from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.borders import Borders
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.characters import Characters
from xlcrm.hosts.libreoffice.engine.fonts import CellFont
from xlcrm.hosts.libreoffice.engine.range_base import RangeBase

_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "fill": "REPEAT",
    "justify": "BLOCK",
    "distributed": "BLOCK",
    "center_across_selection": "CENTER",
}
_VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4, "distributed": 4}
_STANDARD_VERTICAL = 0


class RangeLooks(RangeBase):
    """A range's looks."""

    @property
    def font(self) -> CellFont:
        """The font."""
        return CellFont(self.api)

    @property
    def borders(self) -> Borders:
        """The lines around and between the cells."""
        return Borders(self)

    @property
    def characters(self) -> Characters:
        """The text of the first cell, with its parts."""
        return Characters(self.sheet.cell_at(self.place))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The background; None where there is none or the cells differ."""
        number = uniform.value(self.api, "CellBackColor") if self.place.cells > 0 else None
        return None if number is None else colors.from_office(number)

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        if self.place.cells > 0:
            self.api.CellBackColor = colors.to_office(color_or_rgb)

    def set_colors(self, colors: list[list[Any]]) -> None:
        """Sets the background cell by cell; an ellipsis leaves a cell as it is."""
        for row, values in enumerate(colors):
            for column, color in enumerate(values):
                if color is not ...:
                    self.area(self.place.part(row, column)).color = color

    @property
    def number_format(self) -> str | None:
        """The number format as Excel writes it; None where the cells differ."""
        if self.place.cells < 1:
            return ""
        key = uniform.value(self.api, "NumberFormat")
        return None if key is None else self.sheet.document.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        if self.place.cells > 0:
            self.api.NumberFormat = self.sheet.document.formats.key(value)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long texts are broken into lines; None where the cells differ."""
        wrapped: bool | None = uniform.value(self.api, "IsTextWrapped")
        return wrapped

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        """How texts stand between left and right; None where the cells differ."""
        found = uniform.value(self.api, "HoriJustify")
        return found and next(name for name, value in _HORIZONTAL.items() if value == found.value)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.api.HoriJustify = enum("table.CellHoriJustify", _HORIZONTAL[value])

    @property
    def vertical_alignment(self) -> str | None:
        """How texts stand between top and bottom; None where the cells differ."""
        found = uniform.value(self.api, "VertJustify")
        if found is None:
            return None
        if found == _STANDARD_VERTICAL:
            return "bottom"
        return next(name for name, value in _VERTICAL.items() if value == found)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.api.VertJustify = _VERTICAL[value]

    def adjust_indent(self, amount: int) -> None:
        """Moves texts to the right by so many characters; less than 0: to the left."""
        step = measures.hundredths(10)
        self.api.ParaIndent = max(0, self.api.ParaIndent + amount * step)

    @property
    def merge_area(self) -> Any:
        """The merged cells that the first cell belongs to, or that cell alone."""
        cursor = self.sheet.xl.createCursorByRange(self.sheet.cells_at(self.place.part(0, 0)))
        cursor.collapseToMergedArea()
        return self.area(from_office(cursor.getRangeAddress()))

    @property
    def merge_cells(self) -> bool:
        """Whether the first cell belongs to merged cells."""
        return len(self.merge_area) > 1

    def merge(self, across: bool) -> None:
        """Merges all cells, or those of each row."""
        # The office does not merge over cells that are merged already.
        self.api.merge(False)
        if not across:
            self.api.merge(True)
            return
        for row in range(self.place.height):
            part = Place(self.place.row + row, self.place.column, 1, self.place.width)
            self.sheet.cells_at(part).merge(True)

    def unmerge(self) -> None:
        """Takes merged cells apart."""
        self.api.merge(False)
