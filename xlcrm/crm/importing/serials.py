"""Dates that came as the numbers under which Excel keeps them: 45292 is the first of 2024."""

from datetime import datetime, timedelta

import polars as pl

from xlcrm.crm.importing.outcome import Remark

_SERIAL = r"^[2-7]\d{4}(?:[.,]\d+)?$"
_FIRST, _END = 20_000.0, 80_000.0
"""Serials of 1954 to 2119; other numbers are hardly dates."""

_START = datetime(1899, 12, 30)
_SECONDS = 86_400
_NEAR = timedelta(days=366)
_MOSTLY = 0.9


def read_serials(
    texts: pl.Series, figures: pl.Series | None, dates: pl.Series, header: str
) -> tuple[pl.Series, tuple[Remark, ...]]:
    """Reads the cells of a column of dates that hold serial numbers.

    They are taken where nearly all of the column is such numbers, and otherwise where they mean a
    day between the column's other dates, or within a year of them.

    Args:
        texts: the cells, blanks null.
        figures: those that are numbers in a workbook; None for a text file.
        dates: Datetime, what was read of the column so far.
        header: the file's header, for the remark.

    Returns:
        Datetime, null where no serial is taken; and a remark where any is.
    """
    numbers = (
        texts.set(~texts.str.contains(_SERIAL).fill_null(value=False), None)
        .str.replace(",", ".", literal=True)
        .cast(pl.Float64, strict=False)
    )
    if figures is not None:
        numbers = numbers.fill_null(figures)
    numbers = numbers.set(~numbers.is_between(_FIRST, _END).fill_null(value=False), None)
    seconds = (numbers * _SECONDS).round()
    found = pl.Series([_START], dtype=pl.Datetime("us")).new_from_index(0, len(texts)) + (
        seconds.cast(pl.Int64) * 1_000_000
    ).cast(pl.Duration("us"))
    if dates.count() > (1 - _MOSTLY) * (dates.count() + found.count()):
        earliest, latest = dates.min(), dates.max()
        assert isinstance(earliest, datetime)
        assert isinstance(latest, datetime)
        found = found.set(~found.is_between(earliest - _NEAR, latest + _NEAR), None)
    if not found.count():
        return found, ()
    at = found.is_not_null().arg_max() or 0
    facts = {"column": header, "n": found.count(), "example": f"{numbers[at]:.15g}"}
    return found, (Remark("import.dates_from_serials", facts | {"day": str(found[at].date())}),)
