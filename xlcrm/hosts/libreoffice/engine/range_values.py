"""What stands in a range: values, formulas, error values."""

from typing import Any

from xlcrm.hosts.libreoffice.engine import formulas, reading, writing
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.range_base import RangeBase

VALUE, MOMENT, TEXT, NOTE, FORMULA, LOOK, OBJECTS, STYLES = 1, 2, 4, 8, 16, 32, 64, 128
"""The office's flags of what a cell holds (com.sun.star.sheet.CellFlags)."""
CONTENTS = VALUE | MOMENT | TEXT | FORMULA
_FORMATS = LOOK | STYLES


class RangeValues(RangeBase):
    """A range's values and formulas."""

    @property
    def max_cells_per_read(self) -> None:
        """No limit: blocks are cut where they are read."""
        return

    @property
    def max_cells_per_write(self) -> None:
        """No limit: blocks are cut where they are written."""
        return

    @property
    def raw_value(self) -> Any:
        """The value of one cell, or rows of values; an empty cell is None or ""."""
        if self.place.cells < 1:
            return None
        rows = reading.read(self.sheet, self.place)
        if self.place.cells > 1:
            return rows
        return None if rows[0][0] == "" else rows[0][0]

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if self.place.cells < 1:
            return
        if not isinstance(data, list | tuple):
            self._fill(data)
            return
        rows = data if data and isinstance(data[0], list | tuple) else [data]
        writing.write(self.sheet, self.place, rows)

    def _fill(self, value: Any) -> None:
        if value is None or value == "":
            self.clear_contents()
        elif isinstance(value, str) and value.startswith("=") and self.place.cells > 1:
            self._fill_formula(value)
        else:
            writing.write(self.sheet, self.place, [[value] * self.place.width] * self.place.height)

    def _fill_formula(self, formula: str) -> None:
        place = self.place
        self.sheet.cell_at(place).setFormula(formulas.to_office(formula))
        direction = "com.sun.star.sheet.FillDirection".removeprefix("com.sun.star.")
        if place.height > 1:
            column = self.sheet.cells_at(place.part(0, 0, place.height))
            column.fillAuto(enum(direction, "TO_BOTTOM"), 1)
        if place.width > 1:
            self.api.fillAuto(enum(direction, "TO_RIGHT"), 1)

    @property
    def formula(self) -> Any:
        """The formula or the text of one cell, or rows of them."""
        if self.place.cells < 1:
            return None
        rows = tuple(tuple(_shown(text) for text in row) for row in self.api.getFormulaArray())
        return rows if self.place.cells > 1 else rows[0][0]

    @formula.setter
    def formula(self, value: Any) -> None:
        if self.place.cells < 1:
            return
        if isinstance(value, list | tuple):
            self.raw_value = value
        elif isinstance(value, str) and value.startswith("="):
            self._fill_formula(value)
        else:
            self._fill(value)

    formula2 = formula

    @property
    def formula_array(self) -> Any:
        """The array formula, or None where there is none over exactly these cells."""
        if self.place.cells < 1:
            return None
        return formulas.from_office(self.api.getArrayFormula()) or None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        if self.place.cells > 0:
            self.api.setArrayFormula(formulas.to_office(value))

    @property
    def has_array(self) -> bool:
        """Whether the first cell belongs to an array formula."""
        first = self.sheet.cell_at(self.place)
        return str(first.getFormula()).startswith("{=")

    def clear_contents(self) -> None:
        """Empties the cells; looks and notes stay."""
        if self.place.cells > 0:
            self.api.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        """Gives the cells the looks of new ones."""
        if self.place.cells > 0:
            self.api.clearContents(_FORMATS)

    def clear(self) -> None:
        """Empties the cells and gives them the looks of new ones; notes go, too."""
        if self.place.cells > 0:
            self.api.clearContents(CONTENTS | NOTE | _FORMATS)


def _shown(text: str) -> str:
    # The office marks texts that look like numbers by an apostrophe.
    return text[1:] if text.startswith("'") else formulas.from_office(text)
