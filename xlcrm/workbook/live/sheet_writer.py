"""A blank sheet of an open book, written: looks and values in blocks, then what stands there."""

import re
from collections.abc import Mapping

import xlwings as xw

from xlcrm.cells import Address, Extent, quoted
from xlcrm.patches import Cell, Style, WriteSheet
from xlcrm.workbook.live.blocks import Raw, cell, cells
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.values import made_ready, slabs
from xlcrm.workbook.rectangles import rectangles

_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z_]*")


class SheetWriter:
    """Writes one blank sheet.

    Args:
        program: the program.
        sheet: the sheet.
        patch: what it is to hold.
    """

    def __init__(self, program: Program, sheet: xw.Sheet, patch: WriteSheet) -> None:
        self._program = program
        self._sheet = sheet
        self._patch = patch

    def write(self) -> None:
        """Writes everything that the patch holds, in the order that programs need."""
        patch, program, sheet = self._patch, self._program, self._sheet
        self._styles(patch.cells)
        self._values()
        self._sizes()
        for merge in patch.merges:
            if merge.first != merge.last:
                cells(sheet, merge).merge()
        self._links()
        numbers = {
            at: float(cell.value)
            for at, cell in patch.cells.items()
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        }
        program.looks.colors(sheet, patch.formats, numbers)
        for validation in patch.validations:
            program.looks.validate(sheet, validation)
        for table in patch.tables:
            made = sheet.tables.add(source=cells(sheet, table.extent), name=table.name)
            made.name = table.name
        for chart in patch.charts:
            program.looks.chart(sheet, chart)
        with program.part():
            self._dress()

    def _styles(self, held: Mapping[Address, Cell]) -> None:
        by_style: dict[Style, list[Address]] = {}
        for address, one in held.items():
            by_style.setdefault(one.style, []).append(address)
        for style, places in by_style.items():
            self._program.looks.style(self._sheet, style, rectangles(places))

    def _values(self) -> None:
        held = self._patch.cells
        filled = [at for at, cell in held.items() if cell.formula or cell.value is not None]
        if not filled:
            return
        rows, columns = zip(*filled, strict=True)
        block = Extent(Address(min(rows), min(columns)), Address(max(rows), max(columns)))
        epoch = self._program.epoch_1904
        for slab in slabs(block):
            written = [
                [
                    _raw(held.get(Address(row, column)), epoch_1904=epoch)
                    for column in range(slab.first.column, slab.last.column + 1)
                ]
                for row in range(slab.first.row, slab.last.row + 1)
            ]
            self._program.put_fresh(cells(self._sheet, slab), written)
        for array in self._patch.arrays:
            cells(self._sheet, array.extent).formula_array = "=" + array.formula

    def _sizes(self) -> None:
        for first, last, width in _equal(self._patch.widths):
            self._sheet.range((1, first), (1, last)).column_width = width
        for first, last, height in _equal(self._patch.heights):
            self._sheet.range((first, 1), (last, 1)).row_height = height

    def _links(self) -> None:
        linked = {at: cell for at, cell in self._patch.cells.items() if cell.link}
        for at, held in linked.items():
            if isinstance(held.value, str) and held.value and not held.formula:
                cell(self._sheet, at).add_hyperlink("#" + _target(held.link), held.value)
        self._styles(linked)
        for at, held in self._patch.cells.items():
            if held.note:
                cell(self._sheet, at).add_note(held.note)

    def _dress(self) -> None:
        patch, sheet = self._patch, self._sheet
        sheet.show_gridlines = patch.grid
        if patch.freeze is not None:
            frozen = Extent(Address(1, 1), Address(patch.freeze.row - 1, patch.freeze.column - 1))
            sheet.freeze_panes.freeze_at(_frozen(frozen))
        self._program.looks.dress(sheet, tab=patch.tab, zoom=patch.zoom)
        self._program.looks.printed(sheet, patch)
        sheet.visible = not patch.hidden


def _frozen(extent: Extent) -> str:
    """Rows and columns that stay in sight, as they are asked for."""
    if not extent.last.column:
        return f"1:{extent.last.row}"
    if not extent.last.row:
        return Extent(Address(1, 1), Address(1, extent.last.column)).a1
    return extent.a1


def _raw(held: Cell | None, *, epoch_1904: bool) -> Raw:
    if held is None:
        return None
    if held.formula:
        return "=" + held.formula
    return made_ready(held.value, epoch_1904=epoch_1904)


def _equal(sizes: Mapping[int, float]) -> list[tuple[int, int, float]]:
    """Runs of equal sizes: first, last, size."""
    found: list[tuple[int, int, float]] = []
    for number, size in sorted(sizes.items()):
        if found and found[-1][1] == number - 1 and found[-1][2] == size:
            found[-1] = (found[-1][0], number, size)
        else:
            found.append((number, number, size))
    return found


def _target(link: str) -> str:
    """A place in the workbook with its sheet's title in quotes where it needs them."""
    title, mark, cell = link.rpartition("!")
    if not mark or title.startswith("'") or _PLAIN_TITLE.fullmatch(title):
        return link
    return quoted(title) + "!" + cell
