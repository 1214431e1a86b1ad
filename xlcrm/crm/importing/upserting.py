"""Rows of a file beside those of the table: which are new, which are there, which differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.cells import Value
from xlcrm.crm.importing.mapping import Take
from xlcrm.crm.importing.natural import Step, steps
from xlcrm.crm.importing.outcome import Difference
from xlcrm.crm.importing.reduction import LINE
from xlcrm.crm.importing.standing import comparable_column, pair_rows
from xlcrm.frames import ROW, Frames
from xlcrm.sheets import MODELS
from xlcrm.sheets.kinds import shown

NOTE = "note"
"""The field to which a file may add, and from which it never takes."""

_ROW = "ROW"


@dataclass(frozen=True)
class Settled:
    """What becomes of the rows.

    Attributes:
        new: the rows that the table lacks.
        unchanged: how many stand in it with the same values.
        differing: how many stand in it with other values.
        known: how many of both have no id.
        differences: those values.
    """

    new: pl.DataFrame
    unchanged: int
    differing: int
    known: int
    differences: tuple[Difference, ...]


def settle(
    frame: pl.DataFrame, frames: Frames, table: str, takes: Sequence[Take], *, again: bool
) -> Settled:
    """Pairs the rows of a file with those of a table.

    A row with an id is the table's row with that id; a row without one is known by its natural
    key (see `natural`). A blank cell of the file says nothing.

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
    by_nature = pair_rows(bare, left, [] if again else steps(table, others), LINE, _ROW)
    pairs = pl.concat([by_id, by_nature]).sort(LINE)
    differences = _differences(pairs, (rows, book), frame, frames[table], (key, others))
    differing = len({one.line for one in differences})
    return Settled(
        frame.join(pairs, on=LINE, how="anti"),
        pairs.height - differing,
        differing,
        by_nature.height,
        differences,
    )


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
    named: tuple[str, Sequence[str]],
) -> tuple[Difference, ...]:
    key, fields = named
    rows, book = (
        pairs.join(one, on=at, how="left", maintain_order="left")
        for one, at in zip(compared, (LINE, _ROW), strict=True)
    )
    found: list[Difference] = []
    for name in fields:
        other = rows[name].is_not_null() & rows[name].ne_missing(book[name])
        if name == NOTE:
            other &= ~_contained(rows[name], book[name])
        for at in other.arg_true():
            line, row = pairs.row(at)
            found.append(_difference(name, (line, row), frame, there, key))
    return tuple(sorted(found, key=lambda one: one.line))


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
