"""What the columns of a file of texts hold, learned from its sound rows: shapes, labels, codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

_SAMPLE = 5_000
_MOSTLY = 0.95
_FEW, _OFTEN = 50, 5
"""So few different labels, each so often on average, are a list."""

_PATTERNS = 3
"""A code has so many patterns at most."""

_FIGURE = (
    r"[-+]?(?:\p{Sc}\s?)?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[., '\u2019\u00a0\u202f]\d{3})+)"
    r"(?:[.,]\d+)?(?:\s?\p{Sc}|%)?"
)
_TIME = r"(?:,?[ T]\d{1,2}:\d{2}.*)?"
_DATE = (
    rf"(?:\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}|\d{{1,2}}\.?[- ]\p{{L}}{{3,9}}\.?[- ]\d{{2,4}}"
    rf"|(?:\p{{L}}{{3,9}}, ?)?\p{{L}}{{3,9}}\.? \d{{1,2}},? \d{{4}}){_TIME}"
)
_SHAPES = (rf"^{_DATE}$", rf"^{_FIGURE}$", r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_DATES, _FIGURES = 0, 1
"""The shape of numbers; one of them may itself be written with the delimiter: 1,234.5 or 12,50."""

_SIGNS = "$€£₽¥"
_POINTED = r"\d\.\d{1,2}(?:\D|$)"
_GROUPED = re.compile(
    rf"[-+]?(?:[{_SIGNS}]\s?)?[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?(?:\s?[{_SIGNS}]|%)?$"
)
_WITH_COMMA = re.compile(rf"[-+]?(?:[{_SIGNS}]\s?)?\d+,\d{{1,3}}(?:\s?[{_SIGNS}])?$")
_PYTHON = tuple(
    re.compile(shape.replace(r"\p{Sc}", f"[{_SIGNS}]").replace(r"\p{L}", r"[^\W\d_]"))
    for shape in _SHAPES
)
_BARE = re.compile(r"[-+]?\d[\d.]*\s*$")
_CODE = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Shape:
    """What a column's cells look like.

    Attributes:
        shape: the index of its shape; None for others.
        labels: all its labels, where it has few.
        masks: the patterns of its codes, such as "AA-0", where it has few.
        filled: whether no cell is blank.
        commas: whether its numbers may have a decimal comma, since they have decimals, or none in
            the file has a decimal point.
        signed: whether all its numbers have a currency sign.
        worded: whether none of its texts begins with a bare number.
    """

    shape: int | None = None
    labels: frozenset[str] = frozenset()
    masks: frozenset[str] = frozenset()
    filled: bool = False
    commas: bool = True
    signed: bool = False
    worded: bool = False

    def fits(self, parts: Sequence[str], delimiter: str) -> bool:
        """Whether neighbouring fields, put together, are what the column holds elsewhere."""
        text = delimiter.join(parts).strip()
        if not text:
            return not self.filled
        if self.shape == _FIGURES:
            return self._is_number(text, several=len(parts) > 1)
        if self.shape is not None:
            return bool(_PYTHON[self.shape].match(text))
        if len(parts) > 1 and self.worded and _BARE.match(parts[0]):
            # What other texts never begin with belongs to the number before it.
            return False
        if self.labels:
            # A label with the delimiter in it never is in a sound row: it may be any words.
            words = all(any(map(str.isalpha, part)) for part in parts[1:])
            return words if len(parts) > 1 else self._may_be_label(text)
        return not self.masks or _mask(text) in self.masks

    def _is_number(self, text: str, *, several: bool) -> bool:
        if self.signed and not any(sign in text for sign in _SIGNS):
            return False
        if several:
            return bool(_GROUPED.match(text) or (self.commas and _WITH_COMMA.match(text)))
        return bool(_PYTHON[_FIGURES].match(text))

    def _may_be_label(self, text: str) -> bool:
        return text in self.labels or any(map(str.isalpha, text))


def learn(sound: pl.DataFrame, *, fully: bool = True) -> list[Shape]:
    """What the columns look like; in a file with decimal points whole numbers have no decimals.

    Args:
        sound: rows with as many fields as headers, all String.
        fully: whether labels and codes count; few rows do not show what other labels there are.
    """
    rows = sound.head(_SAMPLE)
    found = [_learn(rows[name], fully=fully) for name in rows.columns]
    pointed = [
        one.shape == _FIGURES and bool(rows[name].str.contains(_POINTED).any())
        for name, one in zip(rows.columns, found, strict=True)
    ]
    return [
        replace(one, commas=own or not any(pointed))
        for one, own in zip(found, pointed, strict=True)
    ]


def _learn(texts: pl.Series, *, fully: bool) -> Shape:
    trimmed = texts.str.strip_chars()
    filled = trimmed.filter(trimmed.str.len_chars() > 0).drop_nulls()
    if filled.is_empty():
        return Shape()
    base = Shape(filled=len(filled) == len(texts))
    for at, shape in enumerate(_SHAPES):
        if _share(filled, shape) >= _MOSTLY:
            signed = at == _FIGURES and _share(filled, r"\p{Sc}") >= 1
            return replace(base, shape=at, signed=signed)
    if not fully:
        return base
    base = replace(base, worded=not filled.str.contains(r"^[-+]?\d").any())
    different = filled.unique()
    if len(different) <= _FEW and len(filled) >= _OFTEN * len(different):
        return replace(base, labels=frozenset(different))
    masks = frozenset(map(_mask, different))
    coded = len(masks) <= _PATTERNS and all("0" in mask and not _words(mask) for mask in masks)
    return replace(base, masks=masks) if coded else base


def _words(mask: str) -> bool:
    """Whether a pattern is that of words with a number, such as "Chair 5", and of no code."""
    return " " in mask and "A" in mask


def _share(filled: pl.Series, pattern: str) -> float:
    return int(filled.str.contains(pattern).sum()) / len(filled)


def _mask(text: str) -> str:
    return _CODE.sub("0", re.sub(r"[^\W\d_]", "A", text))
