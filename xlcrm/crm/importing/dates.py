"""Texts to dates, with one order of day, month and year for the whole column.

Only a year of four digits in front, as ISO 8601 has it, is taken for itself: it is plain anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from xlcrm.crm.importing.evidence import contrary, weigh
from xlcrm.errors import ImportFileError
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY
from xlcrm.sheets.months import PIVOT, month_numbers

ORDERS: Mapping[str, tuple[int, int, int]] = {"dmy": (3, 2, 1), "mdy": (3, 1, 2), "ymd": (1, 2, 3)}
"""Where year, month and day stand in the parts of a date, by order."""

_SHORT, _FULL = 2, 4
"""Digits of a year."""

_NOON = 12
_TIME = (
    r"(?:(?:\s*,\s*|\s+|[Tt])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?"
    r"\s*(?:[Zz]|UTC|[-+]\d{2}:?\d{2})?)?$"
)
_PARTED = (
    r"^(\d{1,4}|m\d{1,2})(\s*[-./,]\s*|\s+)(\d{1,2}|m\d{1,2})"
    r"(?:\s*[-./,]\s*|\s+)(\d{4}|\d{1,2})\.?" + _TIME
)
_COMPACT = r"^(\d{4})()(\d{2})(\d{2})" + _TIME
_WEEKDAY = r"^\p{L}+\.?\s*,\s*"
_YEAR_WORD = r"(\d{4})\s*(?:года|г)(?:\.|\b)"  # noqa: RUF001 - what Russian puts behind a year


@dataclass(frozen=True)
class Dates:
    """A column of dates.

    Attributes:
        values: Datetime; null where the cell is blank or does not fit the column's order.
        order: "dmy", "mdy" or "ymd"; "" when no cell is a date.
        timed: whether any cell has a time of day.
    """

    values: pl.Series
    order: str
    timed: bool


def read_dates(texts: pl.Series, header: str, *, given: str = "", usual: str = "") -> Dates:
    """Reads a column of texts as dates.

    Understood are three parts with dashes, dots, slashes, commas or blanks between them, the month
    as figures or by name, a year of four or two digits; YYYYMMDD; and a time behind any of them
    (its time zone is left aside). Years lie between 1900 and 2200.

    Args:
        texts: the column, blanks null.
        header: its name, for the message.
        given: the order that the user named for this file, or that is remembered; taken where any
            cell fits it. Years of four digits in front and months by name are plain without it.
        usual: the order of the workbook's settings; taken where the column leaves it open.

    Returns:
        The dates, all read in one order but for those whose year of four digits comes first.

    Raises:
        ImportFileError: every date can be read in several orders, or the dates contradict each
            other, or the order that was given ("import.date_order_ambiguous",
            "import.date_order_mixed", "import.date_order_contrary").
    """
    distinct = texts.alias("text").drop_nulls().value_counts(name="n")
    cells = distinct["text"]
    parts = _parts(cells)
    two_digits = pl.lit(value=True)
    readings = {order: _moments(parts, order, two_digits) for order in ORDERS}
    # A year of four digits in front is plain, whatever order the other cells of the column have.
    leads = parts.select((pl.col("1").str.len_chars() == _FULL).fill_null(value=False)).to_series()
    plain = readings["ymd"].set(~leads, None)
    if given:
        _check_given(cells, distinct["n"], parts, readings, header, given)
    if given and readings[given].count():
        order, values = given, readings[given]
    else:
        readings["ymd"] = _moments(parts, "ymd", _year_may_lead(parts))
        others = {order: values.filter(~leads) for order, values in readings.items()}
        if any(values.count() for values in others.values()):
            counts = distinct["n"].filter(~leads)
            order = _settled(cells.filter(~leads), counts, others, header, usual)
        else:
            order = _settled(cells, distinct["n"], readings, header, usual)
        values = readings.get(order, pl.Series([None] * len(cells), dtype=pl.Datetime("us")))
    values = values.fill_null(plain)
    timed = bool((parts["hour"].is_not_null() & values.is_not_null()).any())
    return Dates(_spread(texts, cells, values), order, timed)


def _spread(texts: pl.Series, cells: pl.Series, values: pl.Series) -> pl.Series:
    if cells.is_empty():
        return pl.Series([None] * len(texts), dtype=values.dtype)
    return texts.replace_strict(cells, values, default=None, return_dtype=values.dtype)


def _check_given(
    cells: pl.Series,
    counts: pl.Series,
    parts: pl.DataFrame,
    readings: Mapping[str, pl.Series],
    header: str,
    given: str,
) -> None:
    """Refuses an order in which nearly all cells that tell are no dates: 25.12. month first."""
    figures = parts.select(
        (pl.col("1").str.len_chars() <= _SHORT)
        & ~pl.any_horizontal(pl.col("1", "2").str.starts_with("m"))
    ).to_series()
    figures = figures.fill_null(value=False)
    left = {order: values.filter(figures) for order, values in readings.items()}
    cell, right = contrary(cells.filter(figures), counts.filter(figures), left, given)
    if cell:
        meant = left[right].filter(cells.filter(figures) == cell)[0]
        raise ImportFileError(
            "import.date_order_contrary",
            column=header,
            order=given,
            example=cell,
            meaning=str(meant.date()),
            right=right,
        )


def _settled(
    cells: pl.Series, counts: pl.Series, readings: Mapping[str, pl.Series], header: str, usual: str
) -> str:
    if not any(values.count() for values in readings.values()):
        return ""
    evidence = weigh(cells, counts, readings)
    if evidence.settled:
        return evidence.settled
    if usual and readings[usual].count():
        return usual
    if evidence.examples:
        examples = "; ".join(f"{one} ({order})" for order, one in evidence.examples.items())
        raise ImportFileError("import.date_order_mixed", column=header, examples=examples)
    meant = (values.filter(cells == evidence.open_cell)[0] for values in readings.values())
    meanings = " / ".join(str(moment.date()) for moment in meant if moment is not None)
    raise ImportFileError(
        "import.date_order_ambiguous",
        column=header,
        example=evidence.open_cell,
        meanings=meanings,
    )


def _parts(cells: pl.Series) -> pl.DataFrame:
    cells = cells.str.replace(_YEAR_WORD, "${1}")
    named = cells.str.contains(r"\p{L}{3}")
    if named.any():
        cells = cells.set(named, None).fill_null(_with_month_numbers(cells))
    names = ("1", "mark", "2", "3", "hour", "minute", "second", "half")
    parted = cells.str.extract_groups(_PARTED).struct.rename_fields(names).struct.unnest()
    compact = cells.str.extract_groups(_COMPACT).struct.rename_fields(names).struct.unnest()
    return parted.select(parted[name].fill_null(compact[name]) for name in names)


def _with_month_numbers(cells: pl.Series) -> pl.Series:
    months = {name: str(number) for name, number in month_numbers().items()}
    bare = cells.str.to_lowercase().str.replace(_WEEKDAY, "")
    word = bare.str.extract(r"(\p{L}{3,})")
    number = word.replace_strict(list(months), list(months.values()), default=None)
    # "m" keeps a month by name from being taken for a day in another order.
    return (
        bare.to_frame("x")
        .select(
            pl.when(number.is_not_null())
            .then(pl.col("x").str.replace(r"\p{L}{3,}\.?", pl.lit("m") + number, literal=False))
            .otherwise(pl.col("x"))
        )
        .to_series()
    )


def _year_may_lead(parts: pl.DataFrame) -> pl.Expr:
    """Whether a year of two digits may come first: 24-06-13, hardly 13/06/24 or 5-Jan-24.

    With dashes it always may, and the column is open; else only where the first parts are no more
    various than the last ones, as years are beside days.
    """
    figures = ~pl.col("2").str.starts_with("m")
    short = parts.filter(
        figures, *(pl.col(place).str.len_chars() == _SHORT for place in ("1", "3"))
    )
    dashed = short["mark"].str.contains("-", literal=True).any()
    return figures & (dashed or short["1"].n_unique() <= short["3"].n_unique())


def _moments(parts: pl.DataFrame, order: str, two_digits: pl.Expr) -> pl.Series:
    """The parts read in one order; null where they are no date in it."""
    year, month, day = (pl.col(str(place)) for place in ORDERS[order])
    number, digits = year.cast(pl.Int32, strict=False), year.str.len_chars()
    century = pl.when(number < PIVOT).then(2000).otherwise(1900)
    full = (
        pl.when(digits == _FULL)
        .then(number)
        .when((digits == _SHORT) & two_digits)
        .then(number + century)
    )
    text = pl.format(
        "{}-{}-{} {}",
        pl.when(full.is_between(FIRST_DAY.year, LAST_DAY.year)).then(full),
        month.str.strip_prefix("m").str.zfill(2),
        day.str.zfill(2),
        _clock(),
    )
    return parts.select(text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False)).to_series()


def _clock() -> pl.Expr:
    hour, half = pl.col("hour").cast(pl.Int32), pl.col("half").str.to_lowercase()
    of_day = (
        pl.when(half.is_null())
        .then(hour)
        .when(hour.is_between(1, _NOON))
        .then(hour % _NOON + (half == "pm").cast(pl.Int32) * _NOON)
    )
    time = pl.format(
        "{}:{}:{}",
        of_day.cast(pl.String).str.zfill(2),
        pl.col("minute"),
        pl.col("second").fill_null("00"),
    )
    return pl.when(pl.col("hour").is_null()).then(pl.lit("00:00:00")).otherwise(time)
