"""What a command says, as the text of a box: short enough to be read in a window."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from xlcrm.language import text
from xlcrm.macros.outcome import Listing, Message, Outcome

_MOST_ROWS, _MOST_LINES, _WIDEST = 8, 30, 140
_FEWEST_LINES = 5
_LEAST = ("adopt.could_have", "adopt.could_have_more", "adopt.without_columns")
"""What is left out first: what a list lacks and need not have; new columns are asked about."""

_OF_A_LOOK = {
    "command.import.dry",
    "command.convert.look_only",
    "command.erase.look_only",
    "adopt.look_only",
}
"""What a command says of a look that the same command does in earnest: with which option."""


def told(outcome: Outcome) -> str:
    """The messages of a command, and the first rows of each listing.

    A sheet holds all of it; a box that is larger than the screen could not be closed. Listings
    that can be told in brief are shown with all of their rows or in brief, so that each is seen.
    A sentence is never broken: the box does that, and knows its own width.
    """
    language = outcome.language
    said = [(one.key, one.text(language).splitlines()) for one in _shown(outcome)]
    lines = [line for _, sentence in said for line in sentence]
    rows = [line for one in outcome.listings for line in _listed(one, language)]
    if _height([*lines, *rows]) > _MOST_LINES and any(one.brief for one in outcome.listings):
        rows = [line for one in outcome.listings for line in _in_brief(one, language)]
        lines = _shortened(said, max(_FEWEST_LINES, _MOST_LINES - _height(rows)), language)
    return "\n".join(_cut([*lines, *rows], _MOST_LINES, language))


def looks_ahead(outcome: Outcome) -> bool:
    """Whether a command that only looked would do something in earnest."""
    keys = {message.key for message in outcome.messages}
    return bool(keys & _OF_A_LOOK) and not any(key.endswith(".nothing") for key in keys)


def _shown(outcome: Outcome) -> Iterator[Message]:
    return (message for message in outcome.messages if message.key not in _OF_A_LOOK)


def _height(lines: Iterable[str]) -> int:
    """How many lines they are in a box."""
    return sum(max(1, len(wrap(line, _WIDEST))) for line in lines)


def _shortened(said: Sequence[tuple[str, list[str]]], most: int, language: str) -> list[str]:
    """So many lines of what is said, without what matters least."""
    kept = list(said)
    for key in _LEAST:
        if sum(_height(sentence) for _, sentence in kept) > most:
            kept = [one for one in kept if one[0] != key]
    return _cut([line for _, sentence in kept for line in sentence], most - 1, language)


def _cut(lines: list[str], most: int, language: str) -> list[str]:
    if _height(lines) <= most:
        return lines
    last = next(at for at in range(len(lines) + 1) if _height(lines[: at + 1]) > most)
    return [*lines[:last], text("office.more", language, n=len(lines) - last)]


def _listed(listing: Listing, language: str) -> Iterator[str]:
    if not listing.rows:
        return
    most = len(listing.rows) if listing.brief else _MOST_ROWS
    yield ""
    yield f"{listing.title.text(language)}:"
    for row in listing.told(language)[:most]:
        line = "   ".join(str(cell) for cell in row if cell not in {None, ""})
        yield line if len(line) <= _WIDEST else f"{line[: _WIDEST - 3]}..."
    if len(listing.rows) > most:
        yield text("office.more", language, n=len(listing.rows) - most)


def _in_brief(listing: Listing, language: str) -> Iterator[str]:
    if not listing.brief:
        yield from _listed(listing, language)
    else:
        yield ""
        yield f"{listing.title.text(language)}: {listing.brief}"
