"""A name that stands in two or three cells: each column is a part of it."""

from collections.abc import Sequence

from xlcrm.cells import Value
from xlcrm.crm.recognising import Match, Reason, name_columns
from xlcrm.sheets.foreign import JOINED

_SURE = 0.9


def joined(
    headers: Sequence[str],
    table: str,
    matches: list[Match],
    samples: Sequence[Sequence[Value]],
) -> dict[str, str]:
    """The readings of columns that are parts of a name; their matches become those of the name.

    A column that was said to be something is no part.

    Args:
        headers: over the columns.
        table: which of ours it is.
        matches: what its columns are, edited in place.
        samples: for each column some of its cells.
    """
    given = {at for at, match in enumerate(matches) if match.reason is Reason.GIVEN}
    parts = name_columns(table, headers, samples, given)
    if not parts:
        return {}
    for at, match in enumerate(matches):
        if at in parts:
            matches[at] = Match(at, "name", max(match.confidence, _SURE), Reason.WORD)
        elif match.field == "name":
            matches[at] = Match(at, None, 0.0, Reason.OWN)
    return {headers[at]: JOINED for at in parts}
