"""Rows of a file beside those of the table: which are new, which are there, which differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from xlcrm.cells import Value
from xlcrm.crm.importing.mapping import Take
from xlcrm.crm.importing.named_since import find_named_since
from xlcrm.crm.importing.natural import Step, steps
from xlcrm.crm.importing.outcome import Difference
from xlcrm.crm.importing.partial import pair_partial
from xlcrm.crm.importing.recounted import find_recounted
from xlcrm.crm.importing.reduction import LINE
from xlcrm.crm.importing.standing import comparable_column, pair_rows
from xlcrm.frames import ROW, Frames
from xlcrm.sheets import MODELS, Column
from xlcrm.sheets.kinds import Kind, shown

NOTE = "note"
"""The field to which a file may add, and from which it never takes."""

_ROW = "ROW"
_CONVERTED = "converted"
"""The status of a lead that became a customer."""


@dataclass(frozen=True)
class Settled:
    """What becomes of the rows.

    Attributes:
        new: the rows that the table lacks.
        unchanged: how many stand in it with the same values.
        differing: how many stand in it with other values.
        known: how many of both have no id.
        differences: those values.
        open: rows that may be one of the table's, which nobody can tell: each with these rows.
        recounted: the same, of rows that have another quantity and differ in nothing else.
        replaceable: how many of the differing rows have a value that may be replaced.
        named_since: the table's rows that new ones agree with, but that name somebody besides.
    """

    new: pl.DataFrame
    unchanged: int
    differing: int
    known: int
    differences: tuple[Difference, ...]
    open: tuple[tuple[int, tuple[int, ...]], ...] = ()
    recounted: tuple[tuple[int, tuple[int, ...]], ...] = ()
    replaceable: int = 0
    named_since: tuple[int, ...] = ()


def settle(
    frame: pl.DataFrame, frames: Frames, table: str, takes: Sequence[Take], *, again: bool
) -> Settled:
    """Pairs the rows of a file with those of a table.

    A row with an id is the table's row with that id; a row without one is known by its natural
    key (see `natural`). A blank cell of the file says nothing (see `partial`).

    Args:
        frame: LINE, and the values by column name; no id twice.
        frames: the workbook.
        table: the table.
        takes: the columns.
        again: whether rows without an id are new whatever stands in the table.
    """
    key = MODELS[table].identity
    fields = [take.name for take in takes]
    rows, book = _comparable(frame, frames, table, takes)
    bare = rows.filter(pl.col(key).is_null()) if key in fields else rows
    by_id = pair_rows(rows, book, [Step((key,), (key,))] if key in fields else [], LINE, _ROW)
    left = book.join(by_id, on=_ROW, how="anti")
    others = [name for name in fields if name != key]
    by_nature, doubtful, recounted, named = _by_nature(bare, left, table, others, again=again)
    pairs = pl.concat([by_id, by_nature]).sort(LINE)
    differences = _differences(pairs, (rows, book), frame, frames[table], (key, takes))
    differing = len({one.line for one in differences})
    return Settled(
        frame.filter(~pl.col(LINE).is_in(_lines(pairs, doubtful, recounted).implode())),
        pairs.height - differing,
        differing,
        by_nature.height,
        differences,
        _candidates(doubtful),
        _candidates(recounted),
        len({one.line for one in differences if not one.fixed}),
        tuple(named[_ROW]),
    )


def _lines(*found: pl.DataFrame) -> pl.Series:
    return pl.concat([one[LINE] for one in found])


def _candidates(doubtful: pl.DataFrame) -> tuple[tuple[int, tuple[int, ...]], ...]:
    return tuple((line, tuple(rows)) for line, rows in doubtful.iter_rows())


def _by_nature(
    rows: pl.DataFrame, book: pl.DataFrame, table: str, fields: Sequence[str], *, again: bool
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Pairs of rows without an id, those for which it is open, the recounted, the named since."""
    rows, book = rows.select(LINE, *fields), book.select(_ROW, *fields)
    pairs = pair_rows(rows, book, [] if again else steps(table, fields), LINE, _ROW)
    if again:
        rows = rows.clear()
    rows, book = rows.join(pairs, on=LINE, how="anti"), book.join(pairs, on=_ROW, how="anti")
    found = pair_partial(rows, book, table, LINE, _ROW)
    rows = rows.join(found.pairs, on=LINE, how="anti").join(found.open, on=LINE, how="anti")
    book = book.join(found.pairs, on=_ROW, how="anti")
    recounted = find_recounted(rows, book, table, LINE, _ROW)
    rows = rows.join(recounted, on=LINE, how="anti")
    named = find_named_since(rows, book, table, LINE, _ROW)
    return pl.concat([pairs, found.pairs]), found.open, recounted, named


def _comparable(
    frame: pl.DataFrame, frames: Frames, table: str, takes: Sequence[Take]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows and the table's as texts to compare; both have all columns that are taken."""
    there, country = frames[table], frames.settings.country
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, there.height)
    rows: dict[str, pl.Series] = {LINE: frame[LINE]}
    book: dict[str, pl.Series] = {_ROW: there[ROW]}
    for take in takes:
        known = take.name in there.columns
        rows[take.name] = comparable_column(frame[take.name], take.column, country)
        book[take.name] = (
            comparable_column(there[take.name], take.column, country) if known else nothing
        )
    if table == "Orders" and "customer_id" in rows:
        rows["customer_id"] = rows["customer_id"].replace(_converted(frames))
    return pl.DataFrame(rows), pl.DataFrame(book)


def _converted(frames: Frames) -> dict[str, str]:
    """The customer that each converted lead became: the table's lines carry that id by now."""
    leads = frames["Leads"].select("lead_id", "customer_id").drop_nulls()
    return dict(leads.iter_rows())


def _differences(
    pairs: pl.DataFrame,
    compared: tuple[pl.DataFrame, pl.DataFrame],
    frame: pl.DataFrame,
    there: pl.DataFrame,
    named: tuple[str, Sequence[Take]],
) -> tuple[Difference, ...]:
    key, takes = named
    rows, book = (
        pairs.join(one, on=at, how="left", maintain_order="left")
        for one, at in zip(compared, (LINE, _ROW), strict=True)
    )
    found: list[Difference] = []
    for name, column in ((take.name, take.column) for take in takes if take.name != key):
        other = rows[name].is_not_null() & rows[name].ne_missing(book[name])
        if name == NOTE:
            other &= ~_contained(rows[name], book[name])
        for at in other.arg_true():
            line, row = pairs.row(at)
            one = _difference(name, (line, row), frame, there, key)
            found.append(replace(one, fixed=_is_fixed(one, column)))
    return tuple(sorted(found, key=lambda one: one.line))


def _is_fixed(one: Difference, column: Column | None) -> bool:
    """Ids tie rows together, and what has converted stays converted."""
    if column is None or one.kept is None:
        return False
    return column.kind is Kind.ID or (column.name == "status" and one.kept == _CONVERTED)


def _contained(texts: pl.Series, kept: pl.Series) -> pl.Series:
    pairs = zip(texts.fill_null(""), kept.fill_null(""), strict=True)
    return pl.Series([text in held for text, held in pairs], dtype=pl.Boolean)


def _difference(
    name: str, at: tuple[int, int], frame: pl.DataFrame, there: pl.DataFrame, key: str
) -> Difference:
    line, row = at
    held = there.row(_place(there, ROW, row), named=True)
    said = frame.row(_place(frame, LINE, line), named=True)
    named = held.get(key) if key else None
    return Difference(
        str(named) if named else _described(held),
        name,
        held.get(name),
        said[name],
        line,
        in_table=True,
        row=row,
    )


def _place(frame: pl.DataFrame, column: str, value: int) -> int:
    place = frame[column].search_sorted(value)
    assert isinstance(place, int)
    return place


def _described(held: Mapping[str, Value]) -> str:
    """What a row without an id is called: its first cells."""
    filled = [shown(value) for name, value in held.items() if name != ROW and value is not None]
    return ", ".join(filled[:4])
