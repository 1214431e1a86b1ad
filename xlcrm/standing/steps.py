"""A lead's next step: which of those that were noted stands, and whether it is done."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xlcrm.standing.status import ENDED, Said, after


class Step(NamedTuple):
    """A next step: what, and by when; both None for no step."""

    text: str | None
    due: date | None


NO_STEP = Step(None, None)


class Note(NamedTuple):
    """A next step that somebody noted.

    Attributes:
        on: the day of the note; None where it has none.
        step: the step.
        acted: whether an activity of ours noted it.
    """

    on: date | None
    step: Step
    acted: bool = False


def standing_step(own: Step, now: Said, said: Said, notes: Sequence[Note]) -> Note:
    """The step that stands: the newest of the log, unless the row's is still ahead.

    A step that is typed into a lead's row has no day of its own. It stays until the log notes a
    step on or after the day on which it was due, or later where the row itself is newer.

    Args:
        own: the step of the row.
        now: what the row says.
        said: what the row should say, from `status.decide`.
        notes: what the log notes, the newest last.
    """
    mine = Note(said.on, own)
    if not notes or said.status in ENDED:
        return mine
    newest = notes[-1]
    if own == NO_STEP or own in (note.step for note in notes):
        return newest
    passed = newest.on is not None and own.due is not None and own.due <= newest.on
    return newest if passed and not after(now.on, newest.on) else mine


def left_to_do(note: Note, worked_on: date | None) -> Step:
    """A noted step, or no step where it is done.

    It is done by an activity after the note that reaches the day on which it was due; one on the
    very day of the note counts, unless it is the activity that noted it.

    Args:
        note: the step that stands.
        worked_on: the day of our newest activity; None for none.
    """
    if worked_on is None:
        return note.step
    due = note.step.due
    reached = due is None or worked_on >= due
    if note.on is None:
        since = due is not None
    else:
        since = worked_on > note.on or (worked_on == note.on and not note.acted)
    return NO_STEP if reached and since else note.step
