"""Who names whom: the rows of other tables that hang on an id."""

from collections import Counter
from collections.abc import Collection, Iterator

import polars as pl

from xlcrm.frames import Frames, series
from xlcrm.sheets import MODELS, columns
from xlcrm.validation.references import REFERENCES, Reference

NAMING = (*REFERENCES, Reference("Inquiries", "lead_id", ("Leads",)))
"""Every column whose ids are those of another table's rows."""


def naming(frames: Frames, table: str) -> Iterator[tuple[Reference, pl.Series]]:
    """The columns that name rows of a table, each with its texts, one per data row.

    Args:
        frames: the workbook's tables.
        table: the table that is named.
    """
    for reference in NAMING:
        grid = frames.grids.get(reference.table)
        header = frames.header(reference.table, reference.field) if grid else ""
        if grid and header and table in reference.targets:
            declared = columns(MODELS[reference.table])[reference.field]
            yield reference, series(grid.column(header), declared, None)


def counted(frames: Frames, table: str, ids: Collection[str]) -> Counter[str]:
    """How often each id is named by rows of other tables.

    Args:
        frames: the workbook's tables.
        table: the table whose ids they are.
        ids: what to look for.
    """
    found: Counter[str] = Counter()
    for _, texts in naming(frames, table) if ids else ():
        found.update(texts.filter(texts.is_in(list(ids))).to_list())
    return found
