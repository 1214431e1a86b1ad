"""The texts of one column as values of its kind; what does not fit is told cell by cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import polars as pl

from xlcrm.crm.importing.blanks import without_blanks
from xlcrm.crm.importing.codes import mend_ids, mend_phones
from xlcrm.crm.importing.dates import read_dates
from xlcrm.crm.importing.figures import plainly_numbers
from xlcrm.crm.importing.native import Native
from xlcrm.crm.importing.numbers import read_numbers
from xlcrm.crm.importing.outcome import Remark
from xlcrm.crm.importing.serials import read_serials
from xlcrm.errors import ImportFileError
from xlcrm.sheets import Column
from xlcrm.sheets.kinds import Kind

_LONGEST = 32_767
"""Characters in a cell (Excel's limit)."""

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
"""Characters that no cell of a workbook can hold, because XML has none of them."""


@dataclass(frozen=True)
class Wrong:
    """Cells of a column that refuse their row: which, why, and what else the text names."""

    cells: pl.Series
    code: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ReadColumn:
    """A column's values.

    Attributes:
        values: Date, Datetime, Float64 or String; null where blank or wrong.
        wrong: the cells that refuse their row.
        order: the date order; "" for other columns.
        mark: the decimal mark; "" for other columns.
        remarks: what is worth a look.
    """

    values: pl.Series
    wrong: tuple[Wrong, ...] = ()
    order: str = ""
    mark: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Habits:
    """What is known about the file's ways of writing.

    Attributes:
        date_order: the order that the user named; "" for none.
        usual_order: the workbook's own, for columns that leave it open; "" for none.
        decimal: the decimal mark that the user named; "" for none.
        country: two letters, for phone numbers without a plus; "" for unknown.
    """

    date_order: str = ""
    usual_order: str = ""
    decimal: str = ""
    country: str = ""


def read_column(
    texts: pl.Series,
    header: str,
    column: Column,
    habits: Habits,
    *,
    native: Native | None = None,
    known: Collection[str] = (),
) -> ReadColumn:
    """Reads a column of a file as the kind that a table declares.

    Args:
        texts: the cells, trimmed, blanks null.
        header: the file's header, for messages.
        column: the declaration.
        habits: what the user and the workbook say about dates, numbers and phones.
        native: what cells of a workbook are without being read.
        known: folded labels of a choice, or ids, which are no words for nothing.

    Raises:
        ImportFileError: the order of the dates or the decimal mark stays open.
    """
    texts, told = without_blanks(texts, header, column, known)
    if column.kind in {Kind.DAY, Kind.MOMENT}:
        read = _read_dates(texts, header, habits, native, timed=column.kind is Kind.MOMENT)
    elif column.reading == "number":
        read = _read_numbers(texts, header, column, habits, native)
    elif column.kind is Kind.ID:
        read = _read_texts(*mend_ids(texts, header))
    elif column.kind is Kind.PHONE:
        read = _read_texts(*mend_phones(texts, header, habits.country))
    else:
        read = _read_texts(texts)
    read = replace(read, remarks=(*told, *read.remarks))
    if not column.required:
        return read
    blank = Wrong(texts.is_null(), "import.cell_required", {"field": column.name})
    return replace(read, wrong=(blank, *read.wrong))


def read_own(
    texts: pl.Series, header: str, habits: Habits, native: Native | None = None
) -> ReadColumn:
    """Reads one of the manager's own columns as what all of its cells are: numbers, dates or text.

    A column is of numbers only where every filled cell is plainly one (see `figures`): figures with
    leading zeros, a plus or letters are text, as codes and phone numbers are, and so is all under a
    header that says that it holds ids (see `naming`). Cells of a workbook are what they are there,
    and text where they are not all of one kind.

    Raises:
        ImportFileError: all cells are dates, and their order stays open.
    """
    if native is not None:
        return _own_native(texts, native)
    texts, told = without_blanks(texts, header, None)
    read = _own_texts(texts, header, habits)
    return replace(read, remarks=(*told, *read.remarks))


def _own_native(texts: pl.Series, native: Native) -> ReadColumn:
    filled = texts.count()
    if native.numbers.count() == filled:
        return ReadColumn(native.numbers)
    if native.moments.count() == filled:
        days = native.moments.cast(pl.Date)
        timed = (days.cast(pl.Datetime("us")) != native.moments).any()
        return ReadColumn(native.moments if timed else days)
    return _read_texts(texts)


def _own_texts(texts: pl.Series, header: str, habits: Habits) -> ReadColumn:
    if not texts.count():
        return _read_texts(texts)
    remarks: tuple[Remark, ...] = ()
    filled = texts.is_not_null()
    if plainly_numbers(texts, header):
        try:
            numbers = read_numbers(texts, header, given=habits.decimal)
        except ImportFileError as error:
            remarks = (Remark("import.own_column_kept_as_text", error.parameters),)
        else:
            if (numbers.values.is_not_null() == filled).all():
                return ReadColumn(
                    numbers.values,
                    mark=numbers.mark,
                    remarks=_currencies(header, numbers.currencies),
                )
    if not remarks and _looks_dated(texts):
        dates = read_dates(texts, header, given=habits.date_order, usual=habits.usual_order)
        if (dates.values.is_not_null() == filled).all():
            values = dates.values if dates.timed else dates.values.cast(pl.Date)
            return ReadColumn(values, order=dates.order)
    read = _read_texts(texts)
    return ReadColumn(read.values, read.wrong, remarks=remarks)


def _looks_dated(texts: pl.Series) -> bool:
    return bool(texts.str.contains(r"^(?:\p{L}+\.?,? )?\d{1,4}[-./ ]|^\p{L}{3,9}\.? \d").all())


def _read_dates(
    texts: pl.Series, header: str, habits: Habits, native: Native | None, *, timed: bool
) -> ReadColumn:
    known = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, len(texts))
    figures = None
    if native is not None:
        known, figures = native.moments, native.numbers
        texts = texts.set(native.any, None)
    dates = read_dates(texts, header, given=habits.date_order, usual=habits.usual_order)
    known = known.fill_null(dates.values)
    serials, told = read_serials(texts, figures, known, header)
    values = known.fill_null(serials)
    blank = texts.is_null() & (native is None or ~native.any)
    has_time = bool((values.dt.truncate("1d") != values).any())
    cells = values if timed and (has_time or dates.timed) else values.cast(pl.Date)
    wrong = ~blank & values.is_null()
    facts = {"order": dates.order}
    code = "import.cell_not_a_date_in_order" if dates.order else "import.cell_not_a_date"
    return ReadColumn(cells, (Wrong(wrong, code, facts),), order=dates.order, remarks=told)


def _read_numbers(
    texts: pl.Series, header: str, column: Column, habits: Habits, native: Native | None
) -> ReadColumn:
    whole = column.kind is Kind.COUNT
    read = texts if native is None else texts.set(native.numbers.is_not_null(), None)
    numbers = read_numbers(read, header, given=habits.decimal, whole=whole)
    values = numbers.values if native is None else native.numbers.fill_null(numbers.values)
    if whole:
        values = values.set(values != values.floor(), None)
    code = "import.cell_not_whole" if whole else "import.cell_not_a_number"
    wrong = [Wrong(texts.is_not_null() & values.is_null(), code)]
    if column.between:
        low, high = column.between.low, column.between.high
        outside = ~values.is_between(low, high).fill_null(value=True)
        wrong.append(Wrong(outside, "import.cell_out_of_range", {"low": low, "high": high}))
    remarks = _currencies(header, numbers.currencies)
    return ReadColumn(values, tuple(wrong), mark=numbers.mark, remarks=remarks)


def _currencies(header: str, found: tuple[str, ...]) -> tuple[Remark, ...]:
    if len(found) < 2:  # noqa: PLR2004 - one currency is what a column should have
        return ()
    facts = {"column": header, "currencies": ", ".join(found)}
    return (Remark("import.currencies_mixed", facts),)


def _read_texts(texts: pl.Series, remarks: tuple[Remark, ...] = ()) -> ReadColumn:
    long = texts.str.len_chars() > _LONGEST
    control = texts.str.contains(_CONTROL)
    return ReadColumn(
        texts,
        (
            Wrong(long.fill_null(value=False), "import.cell_too_long", {"most": _LONGEST}),
            Wrong(control.fill_null(value=False), "import.cell_control_character"),
        ),
        remarks=remarks,
    )
