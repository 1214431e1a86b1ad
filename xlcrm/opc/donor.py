"""Whole sheets as a small workbook of their own, written by XlsxWriter.

The donor is then either a workbook for a user (`new_book`), or grafted into one (`graft`).
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookWriteError
from xlcrm.opc.cell_text import TEXT_LENGTH, holdable
from xlcrm.opc.donor_charts import insert_chart
from xlcrm.opc.donor_formats import Formats, add_format, add_validation
from xlcrm.opc.serials import to_serial
from xlcrm.patches import Cell, TableSpec, WriteSheet

_CREATED = datetime(2000, 1, 1)
_CALCULATED_BY = 191029
_A4 = 9
_UNSOUND = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPED = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)")
_CHAINED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")


def write_donor(
    sheets: Sequence[tuple[str, WriteSheet]], *, epoch_1904: bool = False, active: str = ""
) -> bytes:
    """A workbook that holds just these sheets.

    Args:
        sheets: each sheet's title and what it holds.
        epoch_1904: whether day 0 is 1904-01-01.
        active: the title of the sheet that is shown first; "" for the first that is not hidden.

    Returns:
        The bytes of an .xlsx file; equal sheets give equal bytes.

    Raises:
        BookWriteError: a text is longer than a cell may hold.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "date_1904": epoch_1904,
            "nan_inf_to_errors": True,
            "max_url_length": 2079,
        },
    )
    book.set_properties({"created": _CREATED, "author": "", "comments": ""})
    book.set_calc_mode("auto", _CALCULATED_BY)
    formats = Formats(book)
    whole = [(title, sheet.spelled_out()) for title, sheet in sheets]
    writers = [_Sheet(book, formats, title, sheet, epoch_1904) for title, sheet in whole]
    for writer in writers:
        writer.write()
    shown = [w for w in writers if not w.patch.hidden]
    first = next((w for w in shown if w.title == active), next(iter(shown), None))
    if first is not None:
        first.sheet.activate()
        first.sheet.set_first_sheet()
        for writer in writers:
            if writer.patch.hidden:
                writer.sheet.hide()
    book.close()
    return target.getvalue()


class _Worksheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A worksheet that takes formulas in the file's own form, as they are.

    XlsxWriter looks through every formula for some thirty new functions, each by itself.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")


class _Sheet:
    """Writes one sheet of the donor; XlsxWriter counts rows and columns from 0."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        formats: Formats,
        title: str,
        patch: WriteSheet,
        epoch_1904: bool,
    ) -> None:
        self.title = title
        self.patch = patch
        self.sheet = book.add_worksheet(title, worksheet_class=_Worksheet)
        self._book = book
        self._formats = formats
        self._epoch_1904 = epoch_1904

    def write(self) -> None:
        """Writes everything that the patch holds."""
        self._set_up()
        for table in self.patch.tables:
            self._table(table)
        for merge in self.patch.merges:
            if merge.first != merge.last:
                style = self.patch.cells.get(merge.first, Cell()).style
                self.sheet.merge_range(*_corners(merge), "", self._formats.of(style))
        self._cells()
        for rule in self.patch.formats:
            add_format(self.sheet, self._formats, rule)
        for validation in self.patch.validations:
            add_validation(self.sheet, validation)
        for chart in self.patch.charts:
            insert_chart(self._book, self.sheet, self.title, chart)

    def _arrays(self) -> set[Address]:
        """Writes formulas that fill blocks; returns all cells of these blocks but the first."""
        others: set[Address] = set()
        for array in self.patch.arrays:
            first, last = array.extent
            cell = self.patch.cells.get(first, Cell())
            self.sheet.write_dynamic_array_formula(
                *_corners(array.extent),
                "=" + array.formula,
                self._formats.of(cell.style),
                self._cached(cell),
            )
            for row in range(first.row, last.row + 1):
                others |= {Address(row, c) for c in range(first.column, last.column + 1)}
            others.discard(first)
        return others

    def _cells(self) -> None:
        """Writes the cells; those of a block hold its cached values, blank ones too."""
        others = self._arrays()
        leads = {array.extent.first for array in self.patch.arrays}
        for address in sorted({*self.patch.cells, *others}):
            cell = self.patch.cells.get(address, Cell())
            if address not in leads:
                self._cell(address, cell)
            if cell.note:
                self.sheet.write_comment(address.row - 1, address.column - 1, _sound(cell.note))

    def _set_up(self) -> None:
        patch, sheet = self.patch, self.sheet
        for column, width in sorted(patch.widths.items()):
            sheet.set_column(column - 1, column - 1, width)
        for row, height in sorted(patch.heights.items()):
            sheet.set_row(row - 1, height)
        if patch.freeze is not None:
            sheet.freeze_panes(patch.freeze.row - 1, patch.freeze.column - 1)
        if patch.tab:
            sheet.set_tab_color(patch.tab)
        if not patch.grid:
            sheet.hide_gridlines(2)
        if patch.landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        if patch.scale:
            sheet.set_print_scale(patch.scale)
            sheet.set_h_pagebreaks(list(patch.breaks))
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_zoom(patch.zoom)

    def _table(self, table: TableSpec) -> None:
        first, last = table.extent
        # XlsxWriter notes each cell of a table, twice; two rows of it are enough to name it by.
        short = Extent(first, Address(min(last.row, first.row + 1), last.column))
        self.sheet.add_table(
            *_corners(short),
            {
                "name": table.name,
                "columns": [{"header": header} for header in table.headers],
                "style": table.style or None,
            },
        )
        made = self.sheet.tables[-1]
        made["range"] = made["a_range"] = made["autofilter"] = table.extent.a1

    def _cell(self, address: Address, cell: Cell) -> None:
        row, column = address.row - 1, address.column - 1
        sheet, value, look = self.sheet, cell.value, self._formats.of(cell.style)
        if isinstance(value, str) and len(value) > TEXT_LENGTH:
            raise BookWriteError(
                "cell.too_long", sheet=self.title, cell=address.a1, limit=TEXT_LENGTH
            )
        if cell.link:
            sheet.write_url(row, column, "internal:" + _link(cell.link), look, string=" ")
        if cell.formula:
            cached = self._cached(cell)
            # XlsxWriter escapes what XML cannot hold in all texts but those of single formulas.
            shown = holdable(cached) if isinstance(cached, str) else cached
            sheet.write_formula(row, column, "=" + cell.formula, look, shown)
        elif value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, look)
        elif isinstance(value, date):
            serial = to_serial(value, epoch_1904=self._epoch_1904)
            if serial is None:
                sheet.write_string(row, column, value.isoformat(), look)
            else:
                sheet.write_number(row, column, serial, look)
        elif value:
            self._text(row, column, _sound(value), look)
        else:
            sheet.write_blank(row, column, None, look)

    def _text(self, row: int, column: int, text: str, look: Format) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for markup of its own and would write it as it is.
            self.sheet.write_rich_string(row, column, text[0], text[1], text[2:], look)
        elif _CHAINED.search(text):
            # Of two escapes that share a "_" it escapes the first alone; a run has none whole.
            self.sheet.write_rich_string(row, column, *_LIKE_ESCAPED.split(text), look)
        else:
            self.sheet.write_string(row, column, text, look)

    def _cached(self, cell: Cell) -> str | float | bool:
        value = cell.value
        if isinstance(value, date):
            return to_serial(value, epoch_1904=self._epoch_1904) or value.isoformat()
        if isinstance(value, str):
            return _sound(value)
        return "" if value is None else value


def _sound(text: str) -> str:
    """Text without what is no character: half a surrogate pair, U+FFFE and U+FFFF."""
    return _UNSOUND.sub("\ufffd", text)


def _corners(extent: Extent) -> tuple[int, int, int, int]:
    first, last = extent
    return first.row - 1, first.column - 1, last.row - 1, last.column - 1


def _link(link: str) -> str:
    """A place in the workbook with its sheet's title in quotes."""
    title, mark, cell = link.rpartition("!")
    if not mark or title.startswith("'"):
        return link
    return "'" + title.replace("'", "''") + "'!" + cell
