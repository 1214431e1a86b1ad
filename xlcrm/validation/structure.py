"""What a workbook lacks: tables, columns, and headers that say the same twice."""

from collections.abc import Iterator

from xlcrm.frames import Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS, columns, label, recognise
from xlcrm.sheets.foreign import JOINED
from xlcrm.validation.findings import header_cell, table_finding
from xlcrm.validation.renamed import agreed_header, replacement, suspect

EXPECTED = ("Inquiries", "Leads", "Customers", "Orders", "Lists", "Settings")
"""Tables without which something would silently stay empty; a manager may delete the others."""

ESSENTIAL = {"Customers": ("customer_id",), "Orders": ("customer_id",)}
"""Columns that a row may leave blank, but that the table cannot do without."""

_SAME_TABLE = 0.6


def structure_problems(frames: Frames) -> list[Problem]:
    """Tables and columns that are missing, renamed or doubled."""
    problems: list[Problem] = []
    for table in MODELS:
        if table in frames.grids:
            problems += _missing_columns(frames, table)
            problems += _mapped_columns(frames, table)
            problems += _doubled_columns(frames, table)
        else:
            problems += _missing_table(frames, table)
    return problems


def _missing_table(frames: Frames, table: str) -> Iterator[Problem]:
    renamed = lookalike(frames, table)
    if renamed:
        yield table_finding(frames, table, "table.renamed", {"table": table, "found": renamed})
    elif table in EXPECTED:
        yield table_finding(frames, table, "table.missing", {"table": table})


def lookalike(frames: Frames, table: str, share: float = _SAME_TABLE) -> str:
    """An unknown table that has most of a table's columns, and more than of any other table.

    Args:
        frames: the workbook's tables.
        table: one that is missing there.
        share: how many of its columns it has at least, of all.

    Returns:
        Its name; "" for none.
    """
    for name, grid in frames.grids.items():
        if name not in MODELS:
            shares = {
                known: len(recognise(model, grid.place.headers)) / len(columns(model))
                for known, model in MODELS.items()
                if known not in frames.grids
            }
            if shares[table] >= share and shares[table] == max(shares.values()):
                return name
    return ""


def _missing_columns(frames: Frames, table: str) -> Iterator[Problem]:
    for name, column in columns(MODELS[table]).items():
        needed = column.required or name in ESSENTIAL.get(table, ())
        if needed and not frames.header(table, name):
            yield _missing_column(frames, table, name)


def _mapped_columns(frames: Frames, table: str) -> Iterator[Problem]:
    """Agreed headers that are gone, of columns and parts that the table can do without."""
    place = frames.place(table)
    for meaning in place.meanings if place else ():
        column = columns(MODELS[table]).get(meaning.field)
        if place is None or column is None or meaning.header in place.headers:
            continue
        there = bool(frames.header(table, column.name))
        needed = column.required or column.name in ESSENTIAL.get(table, ())
        if meaning.reading == JOINED if there else not needed:
            header = label(column.name, frames.language)
            named = {"table": table, "header": header, "agreed": meaning.header}
            yield _gone(frames, table, column.name, named, "column.mapped")


def declined(frames: Frames, table: str, field: str) -> bool:
    """Whether a manager's own table lacks a column that commands fill: adopting can add it.

    Args:
        frames: the workbook's tables.
        table: the table.
        field: the code name.
    """
    place = frames.place(table)
    filled = columns(MODELS[table])[field].filled
    return bool(place and place.meanings and filled and not frames.header(table, field))


def _missing_column(frames: Frames, table: str, field: str) -> Problem:
    wanted = label(field, frames.language)
    named = {"table": table, "header": wanted}
    agreed = agreed_header(frames.place(table), field)
    if agreed:
        return _gone(frames, table, field, {**named, "agreed": agreed}, "column.agreed")
    found = suspect(frames, table, field)
    if declined(frames, table, field) and not (found and found.named_alike):
        return table_finding(frames, table, "column.declined", named, field=field)
    if found is None:
        return table_finding(frames, table, "column.missing", named, field=field)
    return table_finding(
        frames,
        table,
        "column.renamed" if found.named_alike else "column.replaced",
        {**named, "value": found.header},
        cell=header_cell(frames, table, found.header),
        field=field,
        suggestion=wanted,
    )


def _gone(frames: Frames, table: str, field: str, named: dict[str, str], code: str) -> Problem:
    """A header that was agreed is not there, or another stands in its place."""
    agreed = named["agreed"]
    found = replacement(frames, table, agreed)
    if not found:
        return table_finding(frames, table, f"{code}_gone", named, field=field)
    return table_finding(
        frames,
        table,
        f"{code}_renamed",
        {**named, "value": found},
        cell=header_cell(frames, table, found),
        field=field,
        suggestion=agreed,
    )


def _doubled_columns(frames: Frames, table: str) -> Iterator[Problem]:
    model = MODELS[table]
    place = frames.place(table)
    told = {meaning.header for meaning in place.meanings} if place else set[str]()
    for header in frames.own(table).values():
        if header in told:
            continue  # the manager has said that it is something else
        for field in recognise(model, [header]).values():
            yield table_finding(
                frames,
                table,
                "column.doubled",
                {"value": header, "header": frames.header(table, field)},
                cell=header_cell(frames, table, header),
                field=field,
            )
