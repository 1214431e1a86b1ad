"""Rows with more fields than headers: an unquoted delimiter in a text, where only one can be it.

What the columns of a file hold is learned from its sound rows. A long row is put together again
where exactly one way of joining neighbouring fields gives each column what it holds elsewhere;
where there is none, or there are several, nobody can tell, and the row is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from xlcrm.crm.importing.outcome import Refusal

_ENOUGH = 10
"""Sound rows from which the columns are learned."""

_SAMPLE = 5_000
_MOSTLY = 0.95
_MOST_EXTRA = 8
_FEW, _OFTEN = 50, 5
"""So few different labels, each so often on average, are a list; no other single field fits."""

_FIGURE = (
    r"[-+]?(?:\p{Sc}\s?)?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[., '\u2019\u00a0\u202f]\d{3})+)"
    r"(?:[.,]\d+)?(?:\s?\p{Sc}|%)?"
)
_SHAPES = (
    r"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?$",
    rf"^{_FIGURE}$",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
)
_FIGURES = 1
"""The shape of numbers; one of them may itself be written with the delimiter: 1,234.5 or 12,50."""

_POINTED = r"\d\.\d{1,2}(?:\D|$)"
_GROUPED = re.compile(r"[-+]?(?:[$€£₽¥]\s?)?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?:\s?[$€£₽¥]|%)?$")
_WITH_COMMA = re.compile(r"[-+]?\d+,\d{1,3}$")
_PYTHON = tuple(re.compile(shape.replace(r"\p{Sc}", "[$€£₽¥]")) for shape in _SHAPES)
_CODE = re.compile(r"[0-9]+")


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


@dataclass(frozen=True)
class _Column:
    """What a column's cells look like.

    Attributes:
        shape: the index of its shape; None for others.
        labels: all its labels, where it has few.
        masks: the patterns of its codes, such as "AA-0", where it has few.
        filled: whether no cell is blank.
        commas: whether its numbers may have a decimal comma, since they have decimals, or none in
            the file has a decimal point.
    """

    shape: int | None
    labels: frozenset[str]
    masks: frozenset[str]
    filled: bool
    commas: bool = True

    def fits(self, parts: Sequence[str], delimiter: str) -> bool:
        """Whether neighbouring fields, put together, are what the column holds elsewhere."""
        text = delimiter.join(parts).strip()
        if not text:
            return not self.filled
        if self.shape is not None:
            if len(parts) > 1 and self.shape == _FIGURES:
                return bool(_GROUPED.match(text) or (self.commas and _WITH_COMMA.match(text)))
            return bool(_PYTHON[self.shape].match(text))
        if self.labels:
            # A label with the delimiter in it never is in a sound row: it may be any words.
            words = len(parts) > 1 and all(any(map(str.isalpha, part)) for part in parts[1:])
            return words or text in self.labels
        return not self.masks or _mask(text) in self.masks


_ANYTHING = _Column(None, frozenset(), frozenset(), filled=False)


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
    learned = sound.height >= _ENOUGH
    columns = _learn_all(sound.head(_SAMPLE)) if learned else [_ANYTHING] * sound.width
    # Who never puts a blank behind a delimiter has one there only within a text.
    spaced = sound.select(pl.any_horizontal(pl.all().str.starts_with(" ")).any()).item()
    mended: list[Mended] = []
    left: list[Refusal] = []
    for one in refused:
        fields = long.get(one.line)
        known = fields is not None and (learned or _ended(fields, sound.width))
        ways = _ways(fields, columns, delimiter, spaced=bool(spaced)) if fields and known else []
        if len(ways) == 1:
            parts = dict(zip(sound.columns, ways[0], strict=True))
            several = tuple(name for name, part in parts.items() if len(part) > 1)
            joined = tuple(delimiter.join(part) for part in parts.values())
            mended.append(Mended(one.line, joined, several))
        else:
            left.append(replace(one, code="import.row_open") if learned and ways else one)
    return mended, left


def _learn_all(sound: pl.DataFrame) -> list[_Column]:
    """What the columns look like; in a file with decimal points whole numbers have no decimals."""
    columns = [_learn(sound[name]) for name in sound.columns]
    pointed = [
        column.shape == _FIGURES and bool(sound[name].str.contains(_POINTED).any())
        for name, column in zip(sound.columns, columns, strict=True)
    ]
    return [
        replace(column, commas=own or not any(pointed))
        for column, own in zip(columns, pointed, strict=True)
    ]


def _learn(texts: pl.Series) -> _Column:
    trimmed = texts.str.strip_chars()
    filled = trimmed.filter(trimmed.str.len_chars() > 0).drop_nulls()
    nothing: frozenset[str] = frozenset()
    whole = len(filled) == len(texts)
    for at, shape in enumerate(_SHAPES):
        if len(filled) and filled.str.contains(shape).mean() >= _MOSTLY:  # type: ignore[operator] # of truth values a mean is a number
            return _Column(at, nothing, nothing, whole)
    different = filled.unique()
    if len(different) <= _FEW and len(filled) >= _OFTEN * len(different):
        return _Column(None, frozenset(different), nothing, whole)
    masks = frozenset(map(_mask, different))
    coded = len(masks) <= 3 and all(any(map(str.isdigit, mask)) for mask in masks)  # noqa: PLR2004 - a code has one pattern or a few
    return _Column(None, nothing, masks if coded else nothing, whole)


def _ended(fields: Sequence[str], width: int) -> bool:
    """Whether a row has as many fields as headers, without the blank ones at its end."""
    return not any(field.strip() for field in fields[width:])


def _mask(text: str) -> str:
    return _CODE.sub("0", re.sub(r"[^\W\d_]", "A", text))


def _ways(
    fields: Sequence[str], columns: Sequence[_Column], delimiter: str, *, spaced: bool
) -> list[list[Sequence[str]]]:
    """The ways to join the fields, two at most: one column after the other takes one or more."""
    width = len(columns)
    if len(fields) - width > _MOST_EXTRA:
        return []
    found: list[list[Sequence[str]]] = []
    if _ended(fields, width) and all(
        column.fits([field], delimiter) for column, field in zip(columns, fields, strict=False)
    ):
        found.append([[field] for field in fields[:width]])  # a delimiter too many at the end

    def take(at: int, parts: list[Sequence[str]]) -> None:
        column = len(parts)
        if column == len(columns):
            found.append(parts)
            return
        spare = len(fields) - at - (len(columns) - column - 1)
        for count in [spare] if column == len(columns) - 1 else range(1, spare + 1):
            part = fields[at : at + count]
            begins = spaced or not part[0].startswith(" ")
            ends = len(part) == 1 or part[-1].strip()
            if begins and ends and columns[column].fits(part, delimiter):
                take(at + count, [*parts, part])
            if len(found) > 1:
                return

    take(0, [])
    return found
