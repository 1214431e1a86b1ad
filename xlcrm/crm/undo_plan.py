"""What undoing a batch would do, and why it cannot be done."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlcrm.cells import Address
from xlcrm.crm.history_batches import Batch
from xlcrm.crm.history_cells import TableCells
from xlcrm.patches import TablePatch
from xlcrm.problems import Level, Problem


@dataclass(frozen=True)
class Taken:
    """What undoing does to one table.

    Attributes:
        cells: how many cells get back what they held.
        removed: how many rows go.
        restored: how many rows come back.
        columns: how many columns come or go.
    """

    cells: int = 0
    removed: int = 0
    restored: int = 0
    columns: int = 0


@dataclass(frozen=True)
class UndoPlan:
    """What undoing a batch would do.

    Attributes:
        batch: what is undone.
        patches: the changes, with the marks in History; none where it is refused.
        refusals: every reason against it, each at a cell; none where it can be done.
        tables: what happens to each table.
    """

    batch: Batch
    patches: tuple[TablePatch, ...]
    refusals: tuple[Problem, ...]
    tables: Mapping[str, Taken]


class Refusals:
    """Collects the reasons against undoing, each at a cell of a table."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, cells: TableCells, at: int, header: str, code: str, /, **named: object) -> None:
        """Adds a reason.

        Args:
            cells: the table.
            at: the sheet row; 0 where there is none.
            header: the column; "" for the row's first cell.
            code: the key of the reason's text.
            named: what the text names.
        """
        place = cells.place
        column = place.column_of(header) if header in place.headers else place.extent.first.column
        cell = Address(at, column).a1 if at else ""
        field = cells.names.get(header, "")
        self._keep(Problem(Level.ERROR, place.sheet, cell, code, named, "", place.name, field))

    def add_table(self, lost: str, code: str, /, **named: object) -> None:
        """Adds a reason about a table that is not there."""
        self._keep(Problem(Level.ERROR, lost, "", code, named, "", lost))

    def _keep(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)
