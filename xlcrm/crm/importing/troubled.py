"""Lines that need a careful look: quotes over several lines, stray quotes, other widths."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlcrm.crm.importing.outcome import Refusal

SEPARATOR = "\x1f"
"""Stands for the delimiter where a file has no character of its own for it."""

_MOST_LINES = 100
"""A quoted text may run over so many lines; what is longer is a quote that was never closed."""


@dataclass
class Troubled:
    """What the careful look found.

    Attributes:
        rows: the fields of the rows that are right after all.
        places: the index of the line where each of them starts.
        swallowed: indexes of lines that belong to a row that started before them.
        refused: the rows that are not right.
        long: the fields of those among them that have too many, by the row's line.
        ended: among these, by their line, rows that fit without the blank fields at their end, and
            the place of each: a delimiter too many, or one in a text before a column that is blank.
    """

    rows: list[list[str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    swallowed: list[int] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    long: dict[int, list[str]] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)

    def take_ended(self, width: int) -> None:
        """Takes the rows that fit without the blank fields at their end."""
        self.rows += [self.long.pop(line)[:width] for line in self.ended]
        self.places += self.ended.values()
        self.refused = [one for one in self.refused if one.line not in self.ended]
        self.ended = {}


def read_troubled(
    lines: Sequence[str],
    places: Iterable[int],
    first: int,
    width: int,
    delimiter: str,
    *,
    quotes: bool,
) -> Troubled:
    """Reads one by one the lines that are not plainly one row each.

    Args:
        lines: all lines of the file below the header.
        places: the indexes of the troubled ones, ascending.
        first: the number in the file of `lines[0]`, from 1.
        width: fields of a row.
        delimiter: one character.
        quotes: whether double quotes may enclose a field.
    """
    found, next_place = Troubled(), 0
    for place in places:
        if place < next_place:
            continue
        line, taken = lines[place], 1
        fields: list[str] | None
        if quotes and '"' in line:
            fields, taken = _quoted_record(lines, place, width, delimiter)
        else:
            fields = line.split(delimiter)
        next_place = place + taken
        found.swallowed += range(place + 1, next_place)
        refusal = _take(found, place, fields, width)
        if refusal:
            code, facts = refusal
            shown = line.replace(SEPARATOR, " ")
            found.refused.append(Refusal(first + place, "", shown, code, facts))
            if fields is not None and len(fields) > width:
                found.long[first + place] = fields
                if not any(field.strip() for field in fields[width:]):
                    found.ended[first + place] = place
    return found


def _take(
    found: Troubled, place: int, fields: list[str] | None, width: int
) -> tuple[str, dict[str, int]] | None:
    """Takes a row that is right; else says why it is not."""
    if fields is None:
        return "import.quotes_wrong", {}
    if not any(field.strip() for field in fields):
        return None
    if len(fields) == width:
        found.rows.append(fields)
        found.places.append(place)
        return None
    code = "import.row_too_long" if len(fields) > width else "import.row_too_short"
    return code, {"found": len(fields), "expected": width}


def _quoted_record(
    lines: Sequence[str], place: int, width: int, delimiter: str
) -> tuple[list[str] | None, int]:
    reader = csv.reader(
        (f"{line}\n" for line in lines[place : place + _MOST_LINES]),
        delimiter=delimiter,
        skipinitialspace=True,
        strict=True,
    )
    try:
        fields = next(reader)
    except csv.Error:
        return None, 1
    taken = reader.line_num
    if taken > 1 and len(fields) != width:
        # A quote that was left open has swallowed rows: only the line that opened it is wrong.
        return None, 1
    return fields, taken
