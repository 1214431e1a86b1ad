"""Which of the manager's own columns is a column of ours under another name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from xlcrm.cells import TablePlace
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.spellings import header_words, plain

_SAME, _FIT = 80.0, 0.9
_WHOSE = frozenset({"customer_id", "party_id", "lead_id"})


@dataclass(frozen=True)
class Suspect:
    """A column that may be the missing one.

    Attributes:
        header: its header.
        named_alike: whether its header says so; else its place or its cells do.
    """

    header: str
    named_alike: bool


def agreed_header(place: TablePlace | None, field: str) -> str:
    """The header that was agreed for a field when the table was adopted, and that is gone.

    Args:
        place: where the table stands; None for none.
        field: the code name.

    Returns:
        "" for a table of ours, and where the header is still there or never was.
    """
    meanings = place.meanings if place else ()
    named = (meaning.header for meaning in meanings if meaning.field == field)
    return next((header for header in named if place and header not in place.headers), "")


def replacement(frames: Frames, table: str, agreed: str) -> str:
    """The header that stands where an agreed one stood.

    Args:
        frames: the workbook's tables.
        table: the table, an adopted one.
        agreed: the header that is gone (`agreed_header`).

    Returns:
        A header of which nothing is agreed: the one beside a neighbour of the agreed one, else the
        only one; "" where there is none.
    """
    place, fresh = frames.place(table), _candidates(frames, table)
    headers = place.headers if place else ()
    order = [meaning.header for meaning in place.meanings] if place else []
    at = order.index(agreed)
    left, right = order[at - 1 : at] if at else [], order[at + 1 : at + 2]
    for header in fresh:
        here = headers.index(header)
        before, after = headers[here - 1 : here] if here else (), headers[here + 1 : here + 2]
        if (left and tuple(left) == before) or (right and tuple(right) == after):
            return header
    return fresh[0] if len(fresh) == 1 else ""


def suspect(frames: Frames, table: str, field: str) -> Suspect | None:
    """The column that probably was a field's, before its header was changed.

    A header that looks like the field's, in any language, decides. Else the column must hold what
    the field holds, and be the only such column between the field's neighbours, or of the table.

    Args:
        frames: the workbook's tables.
        table: the table that lacks the field.
        field: the code name.

    Returns:
        None when there is no such column, or more than one.
    """
    own = _candidates(frames, table)
    if not own:
        return None
    alike = _alike(frames, table, field, own)
    if alike:
        return Suspect(alike, named_alike=True)
    fitting = [header for header in own if _fits(frames, table, field, header)]
    between = [header for header in _between(frames, table, field) if header in fitting]
    for found in (between, fitting):
        if len(found) == 1:
            return Suspect(found[0], named_alike=False)
    return None


def _candidates(frames: Frames, table: str) -> list[str]:
    """The manager's own columns, but for those of which the mapping says that they are."""
    place = frames.place(table)
    told = {meaning.header for meaning in place.meanings} if place else set[str]()
    return [header for header in frames.own(table).values() if header not in told]


def _alike(frames: Frames, table: str, field: str, own: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    names = (label(field), label(field, frames.language), *header_words(table, field))
    found = (
        process.extractOne(name, own, scorer=fuzz.ratio, processor=plain, score_cutoff=_SAME)
        for name in names
    )
    best = max((one for one in found if one), key=lambda one: one[1], default=None)
    return str(best[0]) if best else ""


def _fits(frames: Frames, table: str, field: str, header: str) -> bool:
    """Whether a column of the manager's holds what a field holds."""
    held = frames.grids[table].column(header)
    cells = [cell for cell in held if cell is not None]
    column = columns(MODELS[table])[field]
    if column.reading == "number":
        good = sum(isinstance(cell, int | float) for cell in cells)
    elif column.reading in {"day", "moment"}:
        good = sum(isinstance(cell, date) for cell in cells)
    elif column.kind is Kind.ID and field in _WHOSE:
        known = set(_known(frames))
        good = sum(str(cell) in known for cell in cells)
    else:
        return False
    return bool(cells) and good >= _FIT * len(cells)


def _known(frames: Frames) -> Iterator[str]:
    """The ids in the two boxes."""
    for table, field in (("Customers", "customer_id"), ("Leads", "lead_id")):
        yield from frames[table][field].cast(pl.String).drop_nulls().to_list()


def _between(frames: Frames, table: str, field: str) -> tuple[str, ...]:
    """The headers from a field's neighbour on the left to that on the right, as declared."""
    place, fields = frames.place(table), list(columns(MODELS[table]))
    at = fields.index(field)
    headers = place.headers if place else ()
    before = [frames.header(table, name) for name in fields[:at]]
    after = [frames.header(table, name) for name in fields[at + 1 :]]
    start = next((headers.index(one) + 1 for one in reversed(before) if one), 0)
    end = next((headers.index(one) for one in after if one), len(headers))
    return headers[start:end]
