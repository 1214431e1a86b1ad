"""A lead's status: what is dated last, the log or the lead's own row."""

from datetime import date
from typing import NamedTuple

RANK = {
    status: rank
    for rank, status in enumerate(
        ("new", "working", "offer", "postponed", "lost", "bought", "converted")
    )
}
"""How far a lead has come. On one and the same day, the farther status is the later one."""

ENDED = frozenset({"lost", "bought"})


class Said(NamedTuple):
    """A status, as the log or a lead's row says it.

    Attributes:
        status: a label of the list of lead statuses; None where nothing is said.
        on: the day of it; None where it has none.
        closed_on: the day on which it ended, for "lost" and "bought".
    """

    status: str | None
    on: date | None = None
    closed_on: date | None = None


class Log(NamedTuple):
    """What the log tells about one lead, up to as_of.

    Attributes:
        status: of the newest inquiry; None for a blank one.
        asked_on: the newest inquiry's day, or the later one on which it was answered or closed.
        closed_on: the day on which the newest inquiry was closed.
        answered: whether any inquiry was answered, offered or closed.
        bought: whether any inquiry says bought.
        bought_on: the first day on which one did, where it is known.
        worked_on: the day of our newest activity.
        offered_on: the day of our newest offer.
        resumed_on: the newest day on which an offer was asked for in an activity.
    """

    status: str | None = None
    asked_on: date | None = None
    closed_on: date | None = None
    answered: bool = False
    bought: bool = False
    bought_on: date | None = None
    worked_on: date | None = None
    offered_on: date | None = None
    resumed_on: date | None = None


def later(*days: date | None) -> date | None:
    """The latest of some days; None when there is none."""
    found = None
    for day in days:
        if day is not None and (found is None or day > found):
            found = day
    return found


def after(day: date | None, other: date | None) -> bool:
    """Whether a day is known and lies after another, or the other is unknown."""
    return day is not None and (other is None or day > other)


def told_by(log: Log) -> Said:
    """The status that the log tells.

    Bought, as soon as any inquiry says so: a later question does not undo it. Else the newest
    inquiry decides: offer, postponed and lost are the lead's as they are; an open one makes the
    lead new while nothing has been answered, offered, closed or done yet, and working after
    that. A later offer of ours makes it an offer; a later activity in which an offer was asked
    for takes a lost or postponed lead up again. Other activities do not say where a lead stands.
    """
    if log.bought:
        return Said("bought", log.bought_on or log.asked_on, log.bought_on)
    if after(log.offered_on, log.asked_on):
        return Said("offer", log.offered_on)
    if log.status in {"lost", "postponed"} and not after(log.resumed_on, log.asked_on):
        return Said(log.status, log.asked_on, log.closed_on if log.status == "lost" else None)
    if log.status == "offer":
        return Said("offer", log.asked_on)
    fresh = not log.answered and log.worked_on is None
    return Said("new" if fresh else "working", later(log.asked_on, log.worked_on))


def decide(own: Said, log: Log | None, as_of: date) -> Said:
    """A lead's status by its row and the log (docs/definitions.md).

    What is dated last decides. A row gets its date from a command, so a manager who changes the
    status by hand leaves the old date beside it: on the same day the status that is farther along
    (`RANK`) is the later one, and a changed row is dated as_of from then on. "bought" stays until
    the lead is converted. A label that is not in the list is left for the manager to put right.

    Args:
        own: what the row says.
        log: what the log tells; None when it knows nothing of the lead.
        as_of: today, for the run.

    Returns:
        What the row should say. Deciding again by that changes nothing.
    """
    if log is None:
        status = own.status or "new"
        return Said(status, own.on, _end(status, own, None, own.on))
    told = told_by(log)
    if own.status == told.status:
        day = later(own.on, told.on)
    elif own.status is None or _overtaken(own, told, log):
        own, day = Said(told.status, None, own.closed_on), later(own.on, told.on)
    elif own.on is not None and own.on == told.on:
        day = max(as_of, own.on)
    else:
        day = own.on
    return Said(own.status, day, _end(own.status or "", own, told, day))


def _overtaken(own: Said, told: Said, log: Log) -> bool:
    known, other = RANK.get(own.status or ""), RANK[told.status or "new"]
    if known is None or own.status == "bought":
        return False
    talk = told.status in {"new", "working"}
    spoken = later(log.asked_on, log.resumed_on) if talk else told.on
    if own.on is not None and after(spoken, own.on):
        return True
    newest = later(log.asked_on, log.worked_on, told.on)
    return other > known and not (own.on is not None and after(own.on, newest))


def _end(status: str, own: Said, told: Said | None, day: date | None) -> date | None:
    if status not in ENDED:
        return None
    if told is not None and told.status == status:
        return told.closed_on or own.closed_on
    return own.closed_on or day
