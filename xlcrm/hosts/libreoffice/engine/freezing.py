"""Rows and columns that stay in sight."""

from typing import Any

from xlcrm.hosts.libreoffice.engine.addresses import parse
from xlcrm.hosts.libreoffice.engine.guard import Guarded


class FreezePanes(Guarded):
    """The frozen rows and columns of a sheet.

    Args:
        sheet: the sheet.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keeps the rows and columns of a range in sight, and all above and left of them.

        Args:
            frozen_range: whole rows ("1:1"), whole columns ("A:B"), or the upper left cells.

        Raises:
            ValueError: the text is no address.
        """
        place = parse(frozen_range)
        if place is None:
            raise ValueError(f"{frozen_range!r} is no address.")
        rows = 0 if place.whole_columns else place.last_row
        columns = 0 if place.whole_rows else place.last_column
        self._freeze(columns, rows)

    def unfreeze(self) -> None:
        """Lets everything scroll."""
        self._freeze(0, 0)

    def _freeze(self, columns: int, rows: int) -> None:
        with self._sheet.shown() as controller:
            controller.freezeAtPosition(columns, rows)
