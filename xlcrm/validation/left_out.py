"""Rows that no figure counts: a cell that they cannot do without is blank or wrong."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import polars as pl

from xlcrm.frames import Frames

NEEDED: Mapping[str, tuple[str, ...]] = {
    "Inquiries": ("date",),
    "Orders": ("date", "amount"),
    "Activities": ("date",),
    "Touchpoints": ("date",),
    "Surveys": ("date",),
}
"""What a row must have to count, by table."""


class LeftOut(NamedTuple):
    """The rows of a table that no figure counts.

    Attributes:
        table: the table.
        sheet: the title of its sheet.
        n: how many they are.
        headers: of the columns that are blank or wrong in them.
    """

    table: str
    sheet: str
    n: int
    headers: tuple[str, ...]


def left_out(frames: Frames, tables: Collection[str] = tuple(NEEDED)) -> Iterator[LeftOut]:
    """What is left out of the figures, by table in the order of `NEEDED`.

    Args:
        frames: the workbook's tables.
        tables: those that are looked at.
    """
    for table, needed in NEEDED.items():
        place = frames.place(table)
        if place is None or table not in tables:
            continue
        gaps = frames[table].select(pl.col(needed).is_null())
        n = gaps.select(pl.any_horizontal(pl.all()).sum()).item()
        if n:
            headers = (frames.header(table, name) for name in needed if gaps[name].any())
            yield LeftOut(table, place.sheet, n, tuple(filter(None, headers)))
