"""Who presses a button, and when, as History keeps it."""

import getpass
from datetime import datetime

from xlcrm.crm.history_lines import Stamp


def stamp_of(command: str, now: datetime) -> Stamp:
    """The stamp of a command.

    Args:
        command: its name.
        now: the moment.
    """
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that knows no name has none
        who = ""
    return Stamp(command, who, now.replace(microsecond=0))
