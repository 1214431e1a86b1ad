"""Rows with more fields than headers: an unquoted delimiter in a text, where only one can be it.

What the columns of a file hold is learned from its sound rows. A long row is put together again
where exactly one way of joining neighbouring fields gives each column what it holds elsewhere;
where there is none, or there are several, nobody can tell, and the row is refused. In a list of
labels a new one may stand, and one with the delimiter in it, so those that are known prove nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from xlcrm.crm.importing.outcome import Refusal
from xlcrm.crm.importing.shapes import Shape, learn

_ENOUGH = 10
"""Rows from which the columns are learned."""

_SOME = 4
"""Rows that show where a file has numbers and dates; more they do not show."""

_MOST_EXTRA = 8
_OPEN = 2
"""Ways after which no more are looked for: nobody can tell."""

Parts = Sequence[Sequence[str]]
"""The fields of a row, one or more for each column."""


@dataclass(frozen=True)
class Mended:
    """A row that was put together again.

    Attributes:
        line: where it starts in the file, from 1.
        fields: one per header.
        columns: the headers of the columns whose text was in several parts.
    """

    line: int
    fields: tuple[str, ...]
    columns: tuple[str, ...]


def mend(
    sound: pl.DataFrame,
    long: Mapping[int, Sequence[str]],
    refused: Sequence[Refusal],
    delimiter: str,
) -> tuple[list[Mended], list[Refusal]]:
    """Puts long rows together again.

    Args:
        sound: the rows with as many fields as headers, all String.
        long: the fields of the others, by line.
        refused: the refusals of all rows that do not fit.
        delimiter: what parts the fields.

    Returns:
        The rows that fit in exactly one way, and the refusals of all others.
    """
    if not long:
        return [], list(refused)
    ways = _Ways.of(sound, list(long.values()), delimiter)
    mended: list[Mended] = []
    left: list[Refusal] = []
    for one in refused:
        fields = long.get(one.line)
        found = ways.of_row(fields) if fields else []
        if len(found) == 1:
            parts = dict(zip(sound.columns, found[0], strict=True))
            several = tuple(name for name, part in parts.items() if len(part) > 1)
            joined = tuple(delimiter.join(part) for part in parts.values())
            mended.append(Mended(one.line, joined, several))
        else:
            left.append(replace(one, code="import.row_open") if ways.learned and found else one)
    return mended, left


@dataclass(frozen=True)
class _Ways:
    """The ways to join the fields of a row, by what its file holds elsewhere.

    Attributes:
        columns: what the columns hold.
        delimiter: what parts the fields.
        spaced: whether the file puts blanks behind its delimiters.
        learned: whether enough rows have shown what the columns hold.
        some: whether a few have.
    """

    columns: Sequence[Shape]
    delimiter: str
    spaced: bool
    learned: bool
    some: bool

    @classmethod
    def of(cls, sound: pl.DataFrame, long: Sequence[Sequence[str]], delimiter: str) -> "_Ways":
        # Who never puts a blank behind a delimiter has one there only within a text.
        spaced = bool(sound.select(pl.any_horizontal(pl.all().str.starts_with(" ")).any()).item())
        if sound.height < _ENOUGH and not spaced:
            sound = _with_blanks_joined(sound, long, delimiter)
        learned, some = sound.height >= _ENOUGH, sound.height >= _SOME
        columns = learn(sound, fully=learned) if some else [Shape()] * sound.width
        return cls(columns, delimiter, spaced, learned, some)

    def of_row(self, fields: Sequence[str]) -> list[Parts]:
        """The ways that fit, two at most."""
        blank_led = not self.spaced and any(one.startswith(" ") for one in fields)
        told = self.learned or (self.some and blank_led)
        if not told and not _ended(fields, len(self.columns)):
            return []
        if len(fields) - len(self.columns) > _MOST_EXTRA:
            return []
        return self._joined(fields)[:_OPEN]

    def _joined(self, fields: Sequence[str]) -> list[Parts]:
        found: list[Parts] = []
        width = len(self.columns)
        if _ended(fields, width) and all(
            column.fits([field], self.delimiter)
            for column, field in zip(self.columns, fields, strict=False)
        ):
            found.append([[field] for field in fields[:width]])  # a delimiter too many at the end
        self._take(fields, 0, [], found)
        return found

    def _take(
        self, fields: Sequence[str], at: int, parts: list[Sequence[str]], found: list[Parts]
    ) -> None:
        column, width = len(parts), len(self.columns)
        if column == width:
            found.append(parts)
            return
        spare = len(fields) - at - (width - column - 1)
        for count in [spare] if column == width - 1 else range(1, spare + 1):
            part = fields[at : at + count]
            begins = self.spaced or not part[0].startswith(" ")
            ends = len(part) == 1 or part[-1].strip()
            if begins and ends and self.columns[column].fits(part, self.delimiter):
                self._take(fields, at + count, [*parts, part], found)
            if len(found) >= _OPEN:
                return


def _ended(fields: Sequence[str], width: int) -> bool:
    """Whether a row has as many fields as headers, without the blank ones at its end."""
    return not any(field.strip() for field in fields[width:])


def _with_blanks_joined(
    sound: pl.DataFrame, long: Sequence[Sequence[str]], delimiter: str
) -> pl.DataFrame:
    """The sound rows, and those that are so once each field that begins with a blank is joined.

    A file whose dates are all written "Jan 03, 2024" has no sound row at all. Such rows teach
    where all long ones are of that sort.
    """
    rows = [_blanks_joined(fields, delimiter) for fields in long]
    if any(len(row) != sound.width for row in rows):
        return sound
    return sound.vstack(pl.DataFrame(rows, schema=sound.schema, orient="row"))


def _blanks_joined(fields: Sequence[str], delimiter: str) -> list[str]:
    made: list[str] = []
    for field in fields:
        if made and field.startswith(" ") and field.strip():
            made[-1] += delimiter + field
        else:
            made.append(field)
    return made
