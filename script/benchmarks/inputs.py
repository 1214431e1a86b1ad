"""The frames to validate, as grids: what reading a workbook would have given."""

import io
from pathlib import Path

import polars as pl

from xlcrm.cells import Cells, Extent, Grid, TablePlace


def grids(folder: Path, *, mixed: bool = False) -> dict[str, Grid]:
    """The grids of Orders, Customers and Lists.

    Args:
        folder: where `books` wrote the frames.
        mixed: whether one date in a thousand is a text, so that the dates come as raw cells.
    """
    found = {table: _grid(table, frame(folder, table)) for table in ("Orders", "Customers")}
    found["Lists"] = _grid("Lists", frame(folder, "Lists"))
    if mixed:
        orders = found["Orders"]
        at = orders.place.headers.index("Date")
        cells = orders.columns[at]
        dates: Cells = ["31.12.2024" if row % 1000 == 0 else c for row, c in enumerate(cells)]
        columns = (*orders.columns[:at], dates, *orders.columns[at + 1 :])
        found["Orders"] = Grid(orders.place, columns)
    return found


def frame(folder: Path, table: str) -> pl.DataFrame:
    """One table with the headers of the workbook, in memory."""
    return pl.read_ipc(io.BytesIO((folder / f"{table}.arrow").read_bytes()))


def _grid(table: str, cells: pl.DataFrame) -> Grid:
    extent = Extent.of(1, 1, cells.height + 1, cells.width)
    return Grid(TablePlace(table, table, extent, tuple(cells.columns)), tuple(cells))
