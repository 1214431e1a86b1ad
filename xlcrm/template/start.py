"""The Start sheet: how to work in ten lines, whose cells are whose, and a way to every sheet."""

from collections.abc import Mapping
from math import ceil

from xlcrm.cells import Address, quoted
from xlcrm.language import has_text, text
from xlcrm.patches import Cell, Style, WriteSheet
from xlcrm.report.measure import text_pixels
from xlcrm.report.theme import ACCENT, FAINT, GREY, INK
from xlcrm.sheets import MODELS
from xlcrm.template.looks import LINE, PALE
from xlcrm.template.places import START, Places

_TITLE = Style(bold=True, size=20, color=ACCENT, valign="vcenter")
_LEAD = Style(color=GREY, valign="vcenter")
_SECTION = Style(bold=True, size=13, color=ACCENT, border_bottom=LINE, valign="vcenter")
_NUMBER = Style(bold=True, color=ACCENT, align="center", valign="vcenter")
_TEXT = Style(color=INK, valign="vcenter")
_LINK = Style(color=ACCENT, underline=True, valign="vcenter", indent=1)
_BOLD = Style(bold=True, color=INK, valign="vcenter", indent=1)
_SWATCHES = {"yours": ACCENT, "filled": GREY, "own": PALE, "generated": FAINT}
_STEPS = 10
_MARK, _WHERE, _WHAT = 2, 3, 4
_WIDTHS = {1: 2.0, _MARK: 6.0, _WHERE: 24.0, _WHAT: 104.0}
_LINE_HEIGHT = 21.0
_PADDING = 7
"""Pixels that a cell's edges take, and a step of indentation."""


class _Page:
    """Lines of three cells (a mark, where, what), written from the top."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.language = places.language
        self.row = 2
        self.cells: dict[Address, Cell] = {}
        self.heights: dict[int, float] = {}

    def text(self, key: str) -> str:
        return text(f"start.{key}", self.language)

    def line(self, cells: dict[int, Cell], height: float = _LINE_HEIGHT) -> None:
        self.cells |= {Address(self.row, at): cell for at, cell in cells.items()}
        self.heights[self.row] = height
        self.row += 1

    def section(self, key: str) -> None:
        self.row += 1
        rest = {at: Cell(style=_SECTION) for at in (_WHERE, _WHAT)}
        self.line({_MARK: Cell(self.text(key), style=_SECTION), **rest}, 26.0)

    def link(self, table: str) -> Cell:
        title = self.places.table(table).sheet
        return Cell(title, style=_LINK, link=f"{quoted(title)}!A1")


def start_sheet(places: Places) -> WriteSheet:
    """The Start sheet.

    Args:
        places: where the sheets and tables stand to which it leads.
    """
    page, language = _Page(places), places.language
    page.line({_MARK: Cell(page.text("title"), style=_TITLE)}, 34.0)
    page.line({_MARK: Cell(page.text("lead"), style=_LEAD)})
    page.line({_MARK: Cell(page.text("promise"), style=_LEAD)})
    page.section("work.title")
    for number in range(1, _STEPS + 1):
        page.line(_step(page, number))
    page.section("whose.title")
    for name, fill in _SWATCHES.items():
        page.line(
            {
                _MARK: Cell(style=Style(fill=fill)),
                _WHERE: Cell(page.text(f"cells.{name}.label"), style=_BOLD),
                _WHAT: Cell(page.text(f"cells.{name}.text"), style=_TEXT),
            }
        )
    page.section("overview.title")
    for table in MODELS:
        about = Cell(text(f"table.{table}.row", language), style=_TEXT)
        page.line({_WHERE: page.link(table), _WHAT: about})
    page.row += 1
    page.line({_MARK: Cell(page.text("foot.text"), style=_LEAD)})
    title, widths = places.title(START), _widths(page.cells)
    return WriteSheet(START, title, page.cells, widths=widths, heights=page.heights, tab=ACCENT)


def _widths(cells: Mapping[Address, Cell]) -> dict[int, float]:
    """The columns' widths: as in English, and wider where another language needs it."""
    widths = dict(_WIDTHS)
    for at, cell in cells.items():
        if at.column in {_WHERE, _WHAT} and isinstance(cell.value, str):
            pixels = text_pixels(cell.value, cell.style.size, bold=cell.style.bold)
            needed = (pixels + _PADDING * (1 + cell.style.indent) - 5) / 7
            widths[at.column] = max(widths[at.column], ceil(needed))
    return widths


def _step(page: _Page, number: int) -> dict[int, Cell]:
    step = f"step.{number}"
    if has_text(f"start.{step}.button", page.language):
        where = Cell(page.text(f"{step}.button"), style=_BOLD)
    else:
        where = page.link(page.text(f"{step}.table"))
    return {
        _MARK: Cell(number, style=_NUMBER),
        _WHERE: where,
        _WHAT: Cell(page.text(f"{step}.text"), style=_TEXT),
    }
