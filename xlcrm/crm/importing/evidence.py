"""Which of several readings a whole column has: what its cells leave open and what they settle."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

CLEAR = 0.9
"""The share of telling cells that one reading needs; the others are then cells that do not fit."""


@dataclass(frozen=True)
class Evidence:
    """What the cells of a column say about its readings.

    Attributes:
        settled: the reading that the cells settle, or "" when they do not.
        examples: by reading, a cell that only this reading fits, where cells contradict.
        open_cell: a cell that several readings fit with different values; "" when none does.
    """

    settled: str
    examples: Mapping[str, str]
    open_cell: str


def weigh(cells: pl.Series, counts: pl.Series, readings: Mapping[str, pl.Series]) -> Evidence:
    """Weighs the readings of a column against each other.

    Args:
        cells: the distinct texts.
        counts: how often each stands in the column.
        readings: the values of the texts by reading; null where a text does not fit it.

    Returns:
        The reading that at least `CLEAR` of the telling cells have (a cell is telling when one
        reading alone fits it); or, when no cell is telling and none is open, the first reading
        that fits most. All equal cells and no cells settle nothing wrong.
    """
    frame = pl.DataFrame(readings)
    fits = frame.select(pl.all().is_not_null())
    number = fits.select(pl.sum_horizontal(pl.all())).to_series()
    weights = {name: int(counts.filter(fits[name] & (number == 1)).sum()) for name in readings}
    best = max(weights, key=lambda name: weights[name])
    total = sum(weights.values())
    if total and weights[best] >= CLEAR * total:
        return Evidence(best, {}, "")
    if total:
        return Evidence(
            "",
            {
                name: str(cells.filter(fits[name] & (number == 1)).min())
                for name in readings
                if weights[name]
            },
            "",
        )
    differ = frame.select(pl.min_horizontal(pl.all()) != pl.max_horizontal(pl.all())).to_series()
    open_cells = cells.filter((number > 1) & differ)
    if len(open_cells):
        return Evidence("", {}, open_cells[0])
    return Evidence(max(readings, key=lambda name: int(fits[name].sum())), {}, "")


def contrary(
    cells: pl.Series, counts: pl.Series, readings: Mapping[str, pl.Series], given: str
) -> tuple[str, str]:
    """What a column says against a reading that was given for it.

    Args:
        cells: the distinct texts.
        counts: how often each stands in the column.
        readings: the values of the texts by reading; null where a text does not fit it.
        given: the reading that the user named, or that is remembered.

    Returns:
        A cell that other readings fit and the given one does not, and the reading that fits most
        such cells; two empty texts where fewer than `CLEAR` of the telling cells are of that sort:
        then the given reading decides, and those cells alone are wrong.
    """
    fits = readings[given].is_not_null()
    others = [name for name in readings if name != given]
    elsewhere = pl.DataFrame({name: readings[name].is_not_null() for name in others})
    elsewhere_any = elsewhere.select(pl.any_horizontal(pl.all())).to_series()
    against, alone = ~fits & elsewhere_any, fits & ~elsewhere_any
    number = int(counts.filter(against).sum())
    if not number or number < CLEAR * (number + int(counts.filter(alone).sum())):
        return "", ""
    right = max(others, key=lambda name: int(counts.filter(against & elsewhere[name]).sum()))
    return str(cells.filter(against & elsewhere[right]).min()), right
