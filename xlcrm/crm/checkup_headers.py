"""Headers that were renamed: a column of ours is missing, and one looks like it."""

from collections.abc import Iterator

from xlcrm.cells import Address
from xlcrm.frames import Frames
from xlcrm.problems import Level, Problem
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.vocabularies import folded

_SAME = 75.0


def header_problems(frames: Frames) -> Iterator[Problem]:
    """Columns that the tables can do without, but whose header somebody has changed.

    Args:
        frames: the workbook's tables.
    """
    for table in MODELS.keys() & frames.grids.keys():
        place = frames.place(table)
        # Of a header that was agreed on, the manager has said that it is something else.
        told = {meaning.header for meaning in place.meanings} if place else set[str]()
        own = [header for header in frames.own(table).values() if header not in told]
        for name, column in columns(MODELS[table]).items():
            if own and not column.required and not frames.header(table, name):
                wanted = label(name, frames.settings.language)
                header = _nearest(wanted, own)
                if header and place:
                    at = Address(place.extent.first.row, place.column_of(header))
                    named = {"value": header, "header": wanted}
                    yield Problem(
                        Level.WARNING,
                        place.sheet,
                        at.a1,
                        "column.renamed",
                        named,
                        wanted,
                        table,
                        name,
                    )


def _nearest(wanted: str, own: list[str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(wanted, own, scorer=fuzz.ratio, processor=folded, score_cutoff=_SAME)
    return str(found[0]) if found else ""
