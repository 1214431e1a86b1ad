"""Ids that commands give: L-0001 a lead, C-0001 a customer, I-0001 an inquiry, O-0001 an order."""

from collections.abc import Iterator
from itertools import count

import polars as pl

from xlcrm.crm.edits import Edits
from xlcrm.frames import Frames, series
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import Kind

PREFIXES = {"Inquiries": "I", "Leads": "L", "Customers": "C", "Orders": "O"}


def new_ids(frames: Frames, table: str) -> Iterator[str]:
    """Ids for new rows of a table: the numbers after the largest that is used anywhere.

    A number that any id column of the workbook mentions is used, even where its row is gone:
    an id never means somebody else later.

    Args:
        frames: the workbook's tables.
        table: one of `PREFIXES`.
    """
    prefix = PREFIXES[table]
    start = 1 + max((_largest(ids, prefix) for ids in _id_columns(frames)), default=0)
    return (f"{prefix}-{number:04d}" for number in count(start))


def _id_columns(frames: Frames) -> Iterator[pl.Series]:
    for table in MODELS.keys() & frames.grids.keys():
        for name, column in columns(MODELS[table]).items():
            header = frames.header(table, name) if column.kind is Kind.ID else ""
            if header:
                yield series(frames.grids[table].column(header), column, None)


def _largest(ids: pl.Series, prefix: str) -> int:
    numbers = ids.str.extract(rf"(?i)^{prefix}-(\d{{1,12}})$").cast(pl.Int64).max()
    return numbers if isinstance(numbers, int) else 0


def fill_ids(frames: Frames, table: str, fresh: Iterator[str], edits: Edits) -> list[str]:
    """Gives an id to each row of a table that says something and has none.

    Args:
        frames: the workbook's tables.
        table: one of `PREFIXES` whose rows have an id of their own.
        fresh: where new ids come from.
        edits: takes the cells that are filled.

    Returns:
        The id of each row of the frame; "" for a row that says nothing in any declared column
        (such as one where only a formula of the manager's shows a number).
    """
    model, frame = MODELS[table], frames[table]
    told = [name for name in columns(model) if name != model.identity]
    says = frame.select(pl.any_horizontal(pl.col(told).is_not_null())).to_series()
    ids: list[str] = []
    cells = (frame["row"], frame[model.identity], says)
    for row, known, filled in zip(*(column.to_list() for column in cells), strict=True):
        given = known or (next(fresh) if filled else "")
        if not known and given:
            edits.write(table, model.identity, row, given)
        ids.append(given)
    return ids
