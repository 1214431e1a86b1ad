"""Which of our tables a foreign one is: by its name, and by what its columns are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from xlcrm.cells import Value
from xlcrm.crm.recognising import Match, recognise
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.spellings import plain, row_words, title_words
from xlcrm.sheets.vocabularies import Vocabulary

KINDS = (
    "Inquiries",
    "Leads",
    "Customers",
    "Orders",
    "Activities",
    "Prospects",
    "Stages",
    "Touchpoints",
    "Surveys",
)
"""The tables that a manager may keep already."""

LIKELY = 2.2
"""A table that scores less is none of ours."""

_TITLE, _REQUIRED, _LACKING, _FOREIGN = 1.6, 0.8, -1.6, 0.12
_CALLED, _TWICE, _ENOUGH = 0.6, 2, 3
_RARE = 3
_NEARLY = 0.75


class Ground(StrEnum):
    """Why a table is taken for one of ours; the texts stand under "adopt.ground"."""

    TITLE = "title"
    COLUMNS = "columns"
    GIVEN = "given"
    KNOWN = "known"


@dataclass(frozen=True)
class Judgement:
    """How well a foreign table is one of ours.

    Attributes:
        table: the name of ours.
        score: larger is likelier; below `LIKELY` it is none.
        matches: what its columns are then.
        ground: why.
    """

    table: str
    score: float
    matches: tuple[Match, ...]
    ground: Ground

    @property
    def confidence(self) -> float:
        """From 0 to 1: how sure the columns are, and how far the score is above the least."""
        sure = [match.confidence for match in self.matches if match.field]
        mean = sum(sure) / len(sure) if sure else 0.0
        return round(mean * min(1.0, self.score / (2 * LIKELY)), 3)


def judge(
    titles: Sequence[str],
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    lists: Mapping[str, Vocabulary],
    tables: Sequence[str] = KINDS,
) -> list[Judgement]:
    """Holds a foreign table against ours.

    A field counts by how sure it is and more where few of our tables have it; the words in a title
    and the required columns tip the balance.

    Args:
        titles: what the table is called: its own name, its sheet's.
        headers: over its columns.
        samples: some cells of each column.
        lists: the workbook's vocabularies.
        tables: which of ours come into question.

    Returns:
        One judgement per table of ours, the likeliest first.
    """
    found = [_judged(table, titles, headers, samples, lists) for table in tables]
    return sorted(found, key=lambda one: -one.score)


def _judged(
    table: str,
    titles: Sequence[str],
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    lists: Mapping[str, Vocabulary],
) -> Judgement:
    matches = recognise(table, headers, samples, lists)
    fields = {match.field: match.confidence for match in matches if match.field}
    declared = columns(MODELS[table])
    score = sum(sure * _weight(field) for field, sure in fields.items())
    score -= _FOREIGN * (len(headers) - len(fields))
    required = [name for name, column in declared.items() if column.required]
    score += sum(_REQUIRED if name in fields else _LACKING for name in required)
    called = _called(table, headers)
    if called >= _TWICE:
        score += _CALLED * min(called, _ENOUGH)
    named = titled(table, titles)
    ground = Ground.TITLE if named else Ground.COLUMNS
    return Judgement(table, score + _TITLE * named, tuple(matches), ground)


def _called(table: str, headers: Sequence[str]) -> int:
    """How many headers say what a row is, as "Lead owner" does."""
    words = row_words(table)
    spaced = [f" {plain(header)} " for header in headers]
    return sum(any(f" {word} " in header for word in words) for header in spaced)


@cache
def _weight(field: str) -> float:
    """How much a field says about its table: the more, the fewer tables have it."""
    having = sum(field in columns(MODELS[table]) for table in KINDS)
    return 0.4 + 0.6 * min(1.0, _RARE / (having + _RARE - 1))


def titled(table: str, titles: Sequence[str]) -> float:
    """How well titles name one of our tables: 1 for its name, less for a title that holds it."""
    best = 0.0
    words = (plain(table), *title_words(table))
    for title in map(plain, titles):
        if title in words:
            return 1.0
        if any(f" {word} " in f" {title} " for word in words):
            best = _NEARLY
    return best
