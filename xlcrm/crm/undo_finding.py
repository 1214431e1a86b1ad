"""Finding the rows that History names in a table that was sorted, filled and edited since."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from xlcrm.crm.history_cells import TableCells
from xlcrm.crm.history_lines import Added, RowName


@dataclass(frozen=True)
class Found:
    """Where a row stands now.

    Attributes:
        row: its (first) sheet row; 0 where it is not known.
        code: why it is not known, or is not what it was; "" when it is.
    """

    row: int
    code: str = ""


def find_rows(cells: TableCells, names: Iterable[RowName]) -> dict[RowName, Found]:
    """The rows whose cells a batch changed.

    A row with an id is where the id is now. One without is looked for by what it held: in its
    place first, then anywhere; it counts only where just as many rows hold that as are missing.

    Args:
        cells: the table as it is now.
        names: the rows.
    """
    wanted = list(dict.fromkeys(names))
    found = {name: _by_id(cells, name.id) for name in wanted if name.id}
    return found | _by_proof([name for name in wanted if not name.id], cells)


def _by_id(cells: TableCells, known: str) -> Found:
    rows = cells.rows_of_ids.get(known, [])
    if len(rows) == 1:
        return Found(rows[0])
    return Found(rows[0], "id_doubled") if rows else Found(0, "row_gone")


def _by_proof(names: list[RowName], cells: TableCells) -> dict[RowName, Found]:
    found: dict[RowName, Found] = {}
    missing: dict[str, list[RowName]] = {}
    for name in names:
        if name.first in cells.rows and cells.proof(name.first) == name.digest:
            found[name] = Found(name.first)
        else:
            missing.setdefault(name.digest, []).append(name)
    if missing:
        elsewhere = _holding(cells, missing, cells.proof, {one.row for one in found.values()})
        for proof, lost in missing.items():
            rows = elsewhere.get(proof, [])
            if len(rows) == len(lost):
                found |= {name: Found(row) for name, row in zip(lost, rows, strict=True)}
            else:
                code = "row_unclear" if rows else "row_unknown"
                found |= {name: Found(_within(cells, name.first), code) for name in lost}
    return found


def _holding(
    cells: TableCells,
    proofs: Iterable[str],
    proof: Callable[[int], str],
    taken: set[int],
) -> dict[str, list[int]]:
    """The rows that hold what proofs say, those that are taken left out."""
    wanted = frozenset(proofs)
    rows: dict[str, list[int]] = {}
    for row in cells.rows:
        if row not in taken and (held := proof(row)) in wanted:
            rows.setdefault(held, []).append(row)
    return rows


def _within(cells: TableCells, row: int) -> int:
    return row if row in cells.rows else 0


def find_added(cells: TableCells, added: Mapping[RowName, Added]) -> dict[RowName, Found]:
    """The rows that a batch added, each of which must still be what was written.

    Args:
        cells: the table as it is now.
        added: what is known of them.
    """
    found: dict[RowName, Found] = {}
    lost: dict[str, list[RowName]] = {}
    for name, proof in added.items():
        if name.id:
            one = _by_id(cells, name.id)
            if not one.code and cells.proof_of_all(one.row) != proof.first:
                one = Found(one.row, "row_changed")
            found[name] = one
        elif _stands(cells, name, name.first, proof):
            found[name] = Found(name.first)
        else:
            lost.setdefault(proof.first, []).append(name)
    if lost:
        taken = {row for name, one in found.items() for row in _span(name, one.row)}
        elsewhere = _holding(cells, lost, cells.proof_of_all, taken)
        for proof_of_first, names in lost.items():
            found |= _placed(cells, added, names, elsewhere.get(proof_of_first, []))
    return found


def _placed(
    cells: TableCells, added: Mapping[RowName, Added], names: list[RowName], rows: list[int]
) -> dict[RowName, Found]:
    """Rows that are alike may stand for each other: what goes is the same."""
    found: dict[RowName, Found] = {}
    free = list(rows)
    for name in names:
        fitting = [row for row in free if _stands(cells, name, row, added[name])]
        if fitting:
            nearest = min(fitting, key=lambda row: abs(row - name.first))
            free = [row for row in free if row not in _span(name, nearest)]
            found[name] = Found(nearest)
        else:
            found[name] = Found(_within(cells, name.first), "row_unknown")
    return found


def _span(name: RowName, row: int) -> range:
    return range(row, row + (1 if name.id else name.height))


def _stands(cells: TableCells, name: RowName, row: int, proof: Added) -> bool:
    """Whether rows that were added stand at a row, as they were."""
    last = row + name.height - 1
    if row not in cells.rows or last not in cells.rows:
        return False
    if cells.proof_of_all(row) != proof.first:
        return False
    return not proof.run or cells.proof_of_run(row, last) == proof.run
