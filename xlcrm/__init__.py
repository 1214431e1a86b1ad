"""xlcrm turns a sales manager's workbook into a CRM.

For programs: `read`, `check` and `calc` look at a workbook; nothing is written. The commands
that write are those of the command line (`python -m xlcrm --help`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlcrm.api import calc, check, read
    from xlcrm.errors import XlcrmError
    from xlcrm.metrics.figure import Figure
    from xlcrm.problems import Problem

__all__ = ["Figure", "Problem", "XlcrmError", "calc", "check", "read"]

_HOMES = {
    "Figure": "xlcrm.metrics.figure",
    "Problem": "xlcrm.problems",
    "XlcrmError": "xlcrm.errors",
    "calc": "xlcrm.api",
    "check": "xlcrm.api",
    "read": "xlcrm.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
