"""Under which header a list of clients has their names, where the header alone does not say it."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet

import polars as pl

from xlcrm.cells import Cells
from xlcrm.crm.recognising import Match, Reason
from xlcrm.sheets.spellings import called_words, plain
from xlcrm.sheets.vocabularies import folded

CLIENTS = frozenset({"Customers", "Leads", "Prospects"})
"""Tables of ours with one row per client."""

_NAMING = ("customer_id", "party_id")
_CALLED = ("name", "company")
_ENOUGH = 3
_MOSTLY, _DIFFERENT = 0.5, 0.8
_SURE, _BY_CELLS = 0.95, 0.75


def clients_named(tables: Iterable[tuple[Sequence[Match], Sequence[Cells]]]) -> set[str]:
    """What other lists, such as that of the orders, call the clients.

    Args:
        tables: the matches and the cells of each list's columns.
    """
    return {
        name
        for matches, columns in tables
        for match, cells in zip(matches, columns, strict=True)
        if match.field in _NAMING
        for name in _texts(cells)
    }


def with_clients_names(
    headers: Sequence[str],
    columns: Sequence[Cells],
    matches: Sequence[Match],
    named: AbstractSet[str],
    said: Collection[str] = (),
) -> list[Match]:
    """The columns of a list of clients, the one that holds what they are called among them.

    A column of the manager's own is it where other lists call their clients so, or where its
    header is one for names of whatever the list is of, and its cells are nearly all different.

    Args:
        headers: over the columns.
        columns: their cells.
        matches: what they are taken for so far.
        named: what other lists call the clients.
        said: the fields about which the manager said something.
    """
    held = {match.field: match.column for match in matches if match.field}
    free = [field for field in _CALLED if field not in held and field not in said]
    if not free:
        return list(matches)
    own = [match.column for match in matches if match.reason is Reason.OWN]
    called = [at for at in own if plain(headers[at]) in called_words()]
    known = any(_are_called(_texts(columns[at]), named) for at in held.values())
    alike = [at for at in own if not known and _are_called(_texts(columns[at]), named)]
    if called and "company" in free:
        at = next((at for at in called if at in alike), called[0])
        sure = _SURE if at in alike else _BY_CELLS
        if at in alike or _are_different(columns[at]):
            return _given(matches, Match(at, "company", sure, Reason.WORD))
    if alike:
        return _given(matches, Match(alike[0], free[0], _BY_CELLS, Reason.CONTENT))
    return list(matches)


def _are_called(cells: AbstractSet[str], named: AbstractSet[str]) -> bool:
    """Whether most clients of other lists are among the cells."""
    return len(cells & named) >= max(_ENOUGH, _MOSTLY * len(named))


def _are_different(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell is not None and cell != ""]
    return len(_texts(cells)) >= _DIFFERENT * len(filled) > 0


def _texts(cells: Cells) -> set[str]:
    if isinstance(cells, list):
        texts = {cell for cell in cells if isinstance(cell, str)}
    else:
        texts = {*cells.drop_nulls().unique()} if cells.dtype == pl.String else set()
    return {*map(folded, texts)} - {""}


def _given(matches: Sequence[Match], one: Match) -> list[Match]:
    return [one if match.column == one.column else match for match in matches]
