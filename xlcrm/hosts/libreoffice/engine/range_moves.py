"""What moves cells: insert, delete, copy, paste, sort, fill."""

from collections.abc import Sequence
from typing import Any

from xlcrm.hosts.libreoffice.engine.bridge import enum, properties, struct, typed
from xlcrm.hosts.libreoffice.engine.range_base import RangeBase

_PASTES = {
    None: "A",
    "all": "A",
    "all_except_borders": "A",
    "all_merging_conditional_formats": "A",
    "all_using_source_theme": "A",
    "comments": "N",
    "formats": "T",
    "formulas": "SVDF",
    "formulas_and_number_formats": "SVDFT",
    "values": "SVD",
    "values_and_number_formats": "SVDT",
}
_OPERATIONS = {None: 0, "add": 1, "subtract": 2, "multiply": 3, "divide": 4}
_NO_SHIFT = 4
_FILLS = {
    "fill_copy": ("SIMPLE", "FILL_DATE_DAY"),
    "fill_series": ("LINEAR", "FILL_DATE_DAY"),
    "linear_trend": ("LINEAR", "FILL_DATE_DAY"),
    "growth_trend": ("GROWTH", "FILL_DATE_DAY"),
    "fill_days": ("DATE", "FILL_DATE_DAY"),
    "fill_weekdays": ("DATE", "FILL_DATE_WEEKDAY"),
    "fill_months": ("DATE", "FILL_DATE_MONTH"),
    "fill_years": ("DATE", "FILL_DATE_YEAR"),
}


class RangeMoves(RangeBase):
    """Moves a range's cells."""

    @property
    def _office(self) -> Any:
        return self.place.office(self.sheet.position)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Inserts blank cells here; the cells that stand here move down or right."""
        del copy_origin  # the office always takes the looks from above or left
        if self.place.whole_rows:
            mode = "ROWS"
        elif self.place.whole_columns:
            mode = "COLUMNS"
        elif shift is None:
            mode = "DOWN" if self.place.width >= self.place.height else "RIGHT"
        else:
            mode = shift.upper()
        self.sheet.xl.insertCells(self._office, enum("sheet.CellInsertMode", mode))

    def delete(self, shift: str | None = None) -> None:
        """Takes the cells out; those below or to the right close the gap."""
        if self.place.whole_rows:
            mode = "ROWS"
        elif self.place.whole_columns:
            mode = "COLUMNS"
        elif shift is None:
            mode = "UP" if self.place.width > self.place.height else "LEFT"
        else:
            mode = shift.upper()
        self.sheet.xl.removeRange(self._office, enum("sheet.CellDeleteMode", mode))
        self.sheet.document.removals += 1

    def copy(self, destination: Any = None) -> None:
        """Copies everything to another place, or remembers it for `paste`."""
        if destination is None:
            self._dispatch(".uno:Copy")
            self.sheet.app.copied = (self.sheet, self.place)
            return
        target = destination.impl if hasattr(destination, "impl") else destination
        if target.sheet.document.uid == self.sheet.document.uid:
            where = target.place.office_cell(target.sheet.position)
            self.sheet.xl.copyRange(where, self._office)
        else:
            self._transfer(target)

    def _transfer(self, target: Any) -> None:
        self.select()
        content = self.sheet.document.controller.getTransferable()
        target.select()
        target.sheet.document.controller.insertTransferable(content)

    def move(self, destination: Any) -> None:
        """Moves the cells to another place of the same book."""
        target = destination.impl if hasattr(destination, "impl") else destination
        where = target.place.office_cell(target.sheet.position)
        self.sheet.xl.moveRange(where, self._office)

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """Copies another range here."""
        source = source_range.impl if hasattr(source_range, "impl") else source_range
        source.copy()
        self.paste(copy_type, skip_blanks=skip_blanks, transpose=transpose)

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """Pastes what was copied last, all of it or a part."""
        if paste == "column_widths" and self.sheet.app.copied is not None:
            self._paste_widths()
            return
        if paste not in _PASTES:
            raise NotImplementedError(f"LibreOffice cannot paste {paste!r}.")
        arguments = properties(
            Flags=_PASTES[paste],
            FormulaCommand=_OPERATIONS[operation],
            SkipEmptyCells=skip_blanks,
            Transpose=transpose,
            AsLink=False,
            MoveMode=_NO_SHIFT,
        )
        self.area(self.place.part(0, 0)).dispatch(".uno:InsertContents", arguments)

    def _paste_widths(self) -> None:
        sheet, place = self.sheet.app.copied
        source = sheet.cells_at(place).getColumns()
        here = self.place.part(0, 0, 1, place.width)
        target = self.sheet.cells_at(here).getColumns()
        for index in range(place.width):
            target.getByIndex(index).Width = source.getByIndex(index).Width

    def dispatch(self, command: str, arguments: tuple[Any, ...] = ()) -> None:
        """Runs one of the office's own commands on this range."""
        self.select()
        self._run(command, arguments)

    def _dispatch(self, command: str) -> None:
        self.dispatch(command)

    def _run(self, command: str, arguments: tuple[Any, ...]) -> None:
        frame = self.sheet.document.controller.getFrame()
        helper = self.sheet.document.connection.service("frame.DispatchHelper")
        helper.executeDispatch(frame, command, "", 0, arguments)

    def sort(self, keys: Sequence[int], ascending: Sequence[bool], has_headers: bool) -> None:
        """Sorts the rows by columns, which count from 1 within the range."""
        fields = tuple(
            struct("table.TableSortField", Field=key - 1, IsAscending=up, IsCaseSensitive=False)
            for key, up in zip(keys, ascending, strict=True)
        )
        self.api.sort(
            properties(
                SortFields=typed("[]com.sun.star.table.TableSortField", fields),
                ContainsHeader=has_headers,
                IsSortColumns=False,
                BindFormatsToContent=True,
            )
        )

    def remove_duplicates(self, columns: Sequence[int], has_headers: bool) -> None:
        """Keeps the first of the rows that are alike in these columns, which count from 1."""
        first = 1 if has_headers else 0
        rows = list(self.api.getFormulaArray())
        seen, kept = set(), []
        for row in rows[first:]:
            key = tuple(str(row[column - 1]).casefold() for column in columns)
            if key not in seen:
                seen.add(key)
                kept.append(row)
        blank = ("",) * self.place.width
        kept = rows[:first] + kept + [blank] * (len(rows) - first - len(kept))
        self.api.setFormulaArray(tuple(kept))

    def autofill(self, destination: Any, type_: str) -> None:
        """Continues the cells over a larger range, as a copy or as a series."""
        target = destination.impl if hasattr(destination, "impl") else destination
        down = target.place.height > self.place.height
        direction = enum("sheet.FillDirection", "TO_BOTTOM" if down else "TO_RIGHT")
        cells = target.sheet.cells_at(target.place)
        count = self.place.height if down else self.place.width
        if type_ == "fill_default":
            cells.fillAuto(direction, count)
            return
        if type_ not in _FILLS:
            raise NotImplementedError(f"LibreOffice cannot fill by {type_!r}.")
        mode, date_mode = _FILLS[type_]
        step = 2.0 if mode == "GROWTH" else 1.0
        cells.fillSeries(
            direction,
            enum("sheet.FillMode", mode),
            enum("sheet.FillDateMode", date_mode),
            step,
            1e300,
        )
