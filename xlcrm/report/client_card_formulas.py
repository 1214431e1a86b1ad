"""Formulas about one client that follow the cell in which the client is chosen."""

import re
from dataclasses import dataclass

import polars as pl

from xlcrm.cells import Address, Extent, Grid, TablePlace, column_letters, quoted
from xlcrm.frames import Frames
from xlcrm.metrics.figure import Figure
from xlcrm.patches import Cell, Style
from xlcrm.report.page import BLANK, Page, figure_of

WHO = "\x01"
"""Stands for the client's id inside of a text of a formula."""
CHOSEN = Address(6, 3)
"""The cell in which the client is chosen."""
TABLE = "ClientCard"
"""The table of that one cell, under its header: by it the choice is read again."""
CHOICE = Extent(Address(CHOSEN.row - 1, CHOSEN.column), CHOSEN)
"""The cells of that table."""
_ALONE = re.compile(rf'(?<!")"{WHO}"(?!")')
_ABSOLUTE = f"${column_letters(CHOSEN.column)}${CHOSEN.row}"


@dataclass(frozen=True)
class Client:
    """Whose card it is.

    Attributes:
        key: the id.
        row: the sheet row in Customers.
    """

    key: str
    row: int

    def literal(self, formula: str) -> str:
        """A formula with the client's id in it, as it is computed now."""
        return formula.replace(WHO, self.key)


def chosen(card: Grid, frames: Frames) -> Client | None:
    """Who is chosen on a card that stands in the workbook; None where that is no customer.

    Args:
        card: the table `TABLE`.
        frames: the workbook's tables.
    """
    # What stands below the table is read with it, as rows that were typed there.
    key = str(card.columns[0][0] or "").strip() if card.height else ""
    people = frames["Customers"].filter(pl.col("customer_id") == key)
    return Client(key, people["row"][0]) if people.height else None


def live(formula: str) -> str:
    """A formula that takes the id from the cell."""
    alone = _ALONE.sub(lambda _: _ABSOLUTE, formula)
    return alone.replace(WHO, f'"&{_ABSOLUTE}&"')


def where(column: str = "customer_id") -> str:
    """The argument of a formula that chooses the client's rows."""
    return f'"{column}=""{WHO}"""'


def figure(page: Page, at: Address, client: Client, formula: str, style: Style) -> Figure:
    """Puts a figure into a cell: the formula follows the chosen client, the value is of this one.

    Args:
        page: the sheet.
        at: where.
        client: whose value is kept.
        formula: with `WHO` for the id, without "=".
        style: how it looks.
    """
    found = figure_of(client.literal(formula), page.context)
    value = BLANK if found.value is None else found.value
    page.cells[at] = Cell(value, live(formula), style)
    return found


def lookup(place: TablePlace, key: str, header: str) -> str:
    """A formula of any spreadsheet program: what the chosen client's row has under a header.

    Args:
        place: where the customers stand.
        key: the header of their ids.
        header: of what is looked up.
    """
    last = place.extent.last.row

    def cells(name: str) -> str:
        letters = column_letters(place.column_of(name))
        return f"{quoted(place.sheet)}!${letters}${place.first_row}:${letters}${last}"

    return f'IFERROR(INDEX({cells(header)},MATCH({_ABSOLUTE},{cells(key)},0))&"","")'


def ids(place: TablePlace, key: str) -> str:
    """The cells of the ids, as the source of a drop-down."""
    letters = column_letters(place.column_of(key))
    last = place.extent.last.row
    return f"={quoted(place.sheet)}!${letters}${place.first_row}:${letters}${last}"


def other_chosen(client: Client, told: str) -> str:
    """A formula of any spreadsheet program: a remark where another client is chosen.

    Args:
        client: whose card was made.
        told: the remark.
    """
    key, said = (text.replace('"', '""') for text in (client.key, told))
    return f'IF({_ABSOLUTE}="{key}","","{said}")'
