"""What a command says, as the text of a box: short enough to be read in a window."""

from collections.abc import Iterator
from textwrap import wrap

from xlcrm.language import text
from xlcrm.macros.outcome import Listing, Outcome

_MOST_ROWS, _MOST_LINES, _WIDEST = 8, 30, 140
_OF_A_LOOK = {
    "command.import.dry",
    "command.convert.look_only",
    "command.erase.look_only",
    "adopt.look_only",
}
"""What a command says of a look that the same command does in earnest: with which option."""


def told(outcome: Outcome) -> str:
    """The messages of a command, and the first rows of each listing.

    A sheet holds all of it; a box that is larger than the screen could not be closed.
    """
    lines = list(_lines(outcome))
    if len(lines) > _MOST_LINES:
        rest = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], text("office.more", outcome.language, n=rest)]
    return "\n".join(lines)


def looks_ahead(outcome: Outcome) -> bool:
    """Whether a command that only looked would do something in earnest."""
    keys = {message.key for message in outcome.messages}
    return bool(keys & _OF_A_LOOK) and not any(key.endswith(".nothing") for key in keys)


def _lines(outcome: Outcome) -> Iterator[str]:
    for message in outcome.messages:
        if message.key not in _OF_A_LOOK:
            for line in message.text(outcome.language).splitlines():
                yield from wrap(line, _WIDEST) or [""]
    for listing in outcome.listings:
        if listing.rows:
            yield ""
            yield from _listed(listing, outcome.language)


def _listed(listing: Listing, language: str) -> Iterator[str]:
    yield f"{listing.title.text(language)}:"
    for row in listing.told(language)[:_MOST_ROWS]:
        line = "   ".join(str(cell) for cell in row if cell not in {None, ""})
        yield line if len(line) <= _WIDEST else f"{line[: _WIDEST - 3]}..."
    if len(listing.rows) > _MOST_ROWS:
        yield text("office.more", language, n=len(listing.rows) - _MOST_ROWS)
