"""Rows that are gone: ids that the version before, other rows or History know, and no row has."""

from collections.abc import Iterator, Sequence

import polars as pl

from xlcrm.cells import Address
from xlcrm.crm.erasing import LABEL, PERSONAL
from xlcrm.crm.history_lines import ROW as ROW_LINE
from xlcrm.crm.history_lines import ROWS as ROWS_LINE
from xlcrm.crm.history_lines import TABLE, RowName
from xlcrm.crm.ids import PREFIXES
from xlcrm.frames import ROW, Frames
from xlcrm.problems import Level, Problem
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import Kind
from xlcrm.validation.references import REFERENCES, Reference

_LOOKED_AT = ("Inquiries", "Leads", "Customers")


def row_problems(frames: Frames, before: Frames | None) -> Iterator[Problem]:
    """One finding for each id that is gone.

    Args:
        frames: the workbook's tables.
        before: the tables of the version before; None for none.
    """
    for table in _LOOKED_AT:
        if table not in frames.grids:
            continue
        seen = set(_ids(frames, table))
        for found in (_before, _named, _changed):
            for row_id, problem in found(frames, table, before):
                if row_id not in seen:
                    seen.add(row_id)
                    yield problem


def _ids(frames: Frames, table: str) -> list[str]:
    return frames[table][MODELS[table].identity].drop_nulls().to_list()


Found = Iterator[tuple[str, Problem]]


def _before(frames: Frames, table: str, before: Frames | None) -> Found:
    if before is None or table not in before.grids:
        return
    identity = MODELS[table].identity
    now = frames[table]
    gone = before[table].drop_nulls(identity).filter(~pl.col(identity).is_in(_ids(frames, table)))
    labels = now.filter(
        pl.col(identity).str.starts_with(f"{LABEL}-") & ~pl.col(identity).is_in(_ids(before, table))
    )
    erased = _erased(table, gone, labels)
    named = gone.filter(~pl.col(ROW).is_in(erased)).select(identity, *_called(before, table))
    for row_id, *called in named.iter_rows():
        name = next((one for one in called if one), "")
        yield row_id, _gone(frames, table, "checkup.row_gone", row_id=row_id, name=name)


def _erased(table: str, gone: pl.DataFrame, labels: pl.DataFrame) -> set[int]:
    """The rows of the version before whose ids are gone since their persons were erased.

    Each new label stands for one row that is gone: the one most like it in what erasing leaves.
    Rows may have moved since; where several are as like, it is the one in the same place.

    Args:
        table: the table.
        gone: the rows of the version before whose ids no row has now.
        labels: the rows whose ids are labels that the version before did not have.
    """
    kept = [
        name
        for name, column in columns(MODELS[table]).items()
        if name not in PERSONAL[table] and column.kind is not Kind.ID
    ]
    left = gone.select(ROW, *kept).rows()
    found = set[int]()
    for label in labels.select(ROW, *kept).iter_rows():
        if left:
            best = max(left, key=lambda row: (_alike(row[1:], label[1:]), row[0] == label[0]))
            left.remove(best)
            found.add(best[0])
    return found


def _alike(row: Sequence[object], other: Sequence[object]) -> int:
    """How many filled cells two rows share."""
    return sum(cell is not None and cell == its for cell, its in zip(row, other, strict=True))


def _called(frames: Frames, table: str) -> list[str]:
    return [name for name in ("name", "company") if name in frames[table].columns]


def _named(frames: Frames, table: str, before: Frames | None) -> Found:
    """Ids that other rows name; a table without any id was never filled, so none is gone."""
    del before
    if not _ids(frames, table):
        return
    cells: dict[str, list[tuple[str, str]]] = {}
    for reference in REFERENCES:
        place = frames.place(reference.table)
        header = frames.header(reference.table, reference.field)
        if place is None or not header or table not in reference.targets:
            continue
        known = {one for target in reference.targets for one in _ids(frames, target)}
        named = frames[reference.table].select(ROW, reference.field).drop_nulls()
        for row, row_id in named.iter_rows():
            if row_id not in known and _looked_for(row_id, reference, table):
                cell = Address(row, place.column_of(header)).a1
                cells.setdefault(row_id, []).append((reference.table, cell))
    for row_id, found in cells.items():
        where, cell = found[0]
        place = frames.place(where)
        assert place is not None
        named_by = {"row_id": row_id, "table": table, "n": len(found)}
        code = "checkup.row_named"
        yield row_id, Problem(Level.WARNING, place.sheet, cell, code, named_by, table=where)


def _looked_for(row_id: str, reference: Reference, table: str) -> bool:
    """Whether an id is looked for in a table; what may be a lead or a customer is, in one."""
    lead = row_id.upper().startswith(f"{PREFIXES['Leads']}-")
    return len(reference.targets) == 1 or table == ("Leads" if lead else "Customers")


def _changed(frames: Frames, table: str, before: Frames | None) -> Found:
    del before
    if TABLE not in frames.grids:
        return
    lines = frames[TABLE].filter(pl.col("sheet") == table).drop_nulls("row_id")
    there: dict[str, bool] = {}
    for text, field, after, undone in lines.select(
        "row_id", "field", "after", "undone_by"
    ).iter_rows():
        if field in {ROW_LINE, ROWS_LINE}:
            there[text] = after is not None and undone is None
        elif undone is None:
            there.setdefault(text, True)
    for text, stands in there.items():
        row_id = RowName.parse(text).id
        if row_id and stands:
            yield row_id, _gone(frames, table, "checkup.row_changed", row_id=row_id)


def _gone(frames: Frames, table: str, code: str, **named: str) -> Problem:
    place = frames.place(table)
    sheet = place.sheet if place else table
    return Problem(Level.WARNING, sheet, "", code, {"table": table, **named}, table=table)
