"""What a workbook lacks: tables, columns, and headers that say the same twice."""

from collections.abc import Iterator

from xlcrm.frames import Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS, columns, label, recognise
from xlcrm.sheets.vocabularies import folded
from xlcrm.validation.findings import header_cell, table_finding

EXPECTED = ("Inquiries", "Leads", "Customers", "Orders", "Lists", "Settings")
"""Tables without which something would silently stay empty; a manager may delete the others."""

ESSENTIAL = {"Customers": ("customer_id",), "Orders": ("customer_id",)}
"""Columns that a row may leave blank, but that the table cannot do without."""

_SAME_TABLE, _SAME_HEADER = 0.6, 80.0


def structure_problems(frames: Frames) -> list[Problem]:
    """Tables and columns that are missing, renamed or doubled."""
    problems: list[Problem] = []
    for table in MODELS:
        if table in frames.grids:
            problems += _missing_columns(frames, table)
            problems += _doubled_columns(frames, table)
        else:
            problems += _missing_table(frames, table)
    return problems


def _missing_table(frames: Frames, table: str) -> Iterator[Problem]:
    renamed = _lookalike(frames, table)
    if renamed:
        yield table_finding(frames, table, "table.renamed", {"table": table, "found": renamed})
    elif table in EXPECTED:
        yield table_finding(frames, table, "table.missing", {"table": table})


def _lookalike(frames: Frames, table: str) -> str:
    """An unknown table that has most of a table's columns, and more than of any other table."""
    for name, grid in frames.grids.items():
        if name not in MODELS:
            shares = {
                known: len(recognise(model, grid.place.headers)) / len(columns(model))
                for known, model in MODELS.items()
                if known not in frames.grids
            }
            if shares[table] >= _SAME_TABLE and shares[table] == max(shares.values()):
                return name
    return ""


def _missing_columns(frames: Frames, table: str) -> Iterator[Problem]:
    for name, column in columns(MODELS[table]).items():
        needed = column.required or name in ESSENTIAL.get(table, ())
        if needed and not frames.header(table, name):
            wanted = label(name)
            header = _lookalike_header(frames, table, wanted)
            if header:
                yield table_finding(
                    frames,
                    table,
                    "column.renamed",
                    {"value": header, "header": wanted},
                    cell=header_cell(frames, table, header),
                    field=name,
                    suggestion=wanted,
                )
            else:
                named = {"table": table, "header": wanted}
                yield table_finding(frames, table, "column.missing", named, field=name)


def _lookalike_header(frames: Frames, table: str, wanted: str) -> str:
    from rapidfuzz import fuzz, process

    own = list(frames.own(table).values())
    found = process.extractOne(
        wanted, own, scorer=fuzz.ratio, processor=folded, score_cutoff=_SAME_HEADER
    )
    return str(found[0]) if found else ""


def _doubled_columns(frames: Frames, table: str) -> Iterator[Problem]:
    model = MODELS[table]
    for header in frames.own(table).values():
        for field in recognise(model, [header]).values():
            yield table_finding(
                frames,
                table,
                "column.doubled",
                {"value": header, "header": frames.header(table, field)},
                cell=header_cell(frames, table, header),
                field=field,
            )
