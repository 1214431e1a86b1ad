"""What the user sees: the formulas on the sheets that the windows of a document show."""

from collections.abc import Iterator
from typing import Any

from xlcrm.hosts.libreoffice.binding import calls_on

_MOST = 10_000
"""Where a sheet has so many cells with formulas, to look for ours would take as long as to compute
them: it waits for its turn."""


def formulas_in_sight(document: Any) -> Iterator[str]:
    """The formulas of ours on the sheets that windows show, as Calc has them.

    Args:
        document: a Calc document; of one without a window nothing is seen.
    """
    seen = set()
    controllers = document.getControllers()
    while controllers.hasMoreElements():
        sheet = controllers.nextElement().getActiveSheet()
        if sheet.Name not in seen:
            seen.add(sheet.Name)
            yield from (place.formula for place in calls_on(sheet, _MOST))
