"""What waits for us today, by reason: the queue of `udfs.queue`, whoever waits longest first."""

from xlcrm.udfs.context import Context
from xlcrm.udfs.queue import Group, Waiting, called, everything, people_of

__all__ = ["Group", "Waiting", "called", "people_of", "waiting"]


def waiting(context: Context) -> dict[Group, list[Waiting]]:
    """Everything open, by group; each lead once, under its most urgent reason.

    Args:
        context: the workbook's frames and the day.

    Returns:
        All groups in order. Steps: the longest due first; inquiries: who waits longest first.
    """
    groups: dict[Group, list[Waiting]] = {group: [] for group in Group}
    for found in everything(context, context.as_of).values():
        for _, item in found:
            groups[item.group].append(item)
    for items in groups.values():
        items.sort(key=_age)
    return groups


def _age(item: Waiting) -> tuple[str, str, int]:
    return ("9" if item.since is None else item.since.isoformat(), item.table, item.row)
