"""The columns that commands fill, added at the right of the manager's tables, with first ids."""

from collections.abc import Mapping, Sequence

import polars as pl

from xlcrm.cells import Meaning, Value
from xlcrm.crm.adopting.proposal import AdoptedTable
from xlcrm.crm.ids import new_ids
from xlcrm.frames import Frames
from xlcrm.patches import EditCells
from xlcrm.sheets import MODELS, label
from xlcrm.sheets.vocabularies import folded

_MOSTLY = 0.5


def new_columns(table: AdoptedTable, language: str) -> tuple[Meaning, ...]:
    """The columns that are added to a table: those that commands fill, and that it lacks.

    Args:
        table: the manager's table.
        language: of the new headers.
    """
    taken = {folded(header) for header in table.place.headers}
    made = []
    for name in table.fillable():
        header = label(name, language)
        while folded(header) in taken:
            header += " (CRM)"
        taken.add(folded(header))
        made.append(Meaning(header, name))
    return tuple(made)


def filling_patches(frames: Frames, made: Mapping[str, Sequence[Meaning]]) -> tuple[EditCells, ...]:
    """The new columns, the ids of customers and leads that have none among them.

    Where the orders name their customers, and not by ids, a customer's id is that name: so the
    orders find them, as they did before.

    Args:
        frames: the workbook's tables, the manager's own ones under our names.
        made: the columns that are added, by our table.
    """
    patches = []
    for table, meanings in made.items():
        for meaning in meanings:
            cells: dict[int, Value] = {}
            if meaning.field == MODELS[table].identity and table in {"Customers", "Leads"}:
                cells = _ids(frames, table)
            patches.append(EditCells(table, meaning.header, cells))
    return tuple(patches)


def _ids(frames: Frames, table: str) -> dict[int, Value]:
    fresh, frame = new_ids(frames, table), frames[table]
    named = _named_by_orders(frames) if table == "Customers" else set[str]()
    given: dict[int, Value] = {}
    used: set[str] = set()
    for row, name, company in frame.select("row", "name", "company").iter_rows():
        known = next((one for one in (name, company) if one in named and one not in used), None)
        if name is None and company is None:
            continue
        given[row] = known or next(fresh)
        used.add(str(given[row]))
    return given


def _named_by_orders(frames: Frames) -> set[str]:
    """The names by which orders call their customers; none where they call them otherwise."""
    if "Orders" not in frames.grids:
        return set()
    called = set(frames["Orders"]["customer_id"].drop_nulls().to_list())
    known = set(pl.concat([frames["Customers"][name] for name in ("name", "company")]).to_list())
    return called & known if called and len(called & known) >= _MOSTLY * len(called) else set()
