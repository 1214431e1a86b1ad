"""Columns to fields: headers and contents weighed together, each field given once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xlcrm.cells import Value
from xlcrm.crm.recognising.contents import Contents
from xlcrm.crm.recognising.headers import WORD, header_likeness
from xlcrm.sheets import MODELS, Column, columns
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.spellings import own_words, plain
from xlcrm.sheets.vocabularies import Vocabulary, vocabularies

SURE = 0.5
"""A column that is less likely than this to be any field is the manager's own."""

_CONTRADICTED, _FITTING = 0.35, 0.9
_BY_CONTENT = 0.75
_EXACT = 0.98
_TELLING = frozenset({Kind.PHONE, Kind.EMAIL, Kind.DAY, Kind.MOMENT})
"""Kinds whose cells are like those of no other."""

_TOLD = 0.1


class Reason(StrEnum):
    """Why a column is taken for a field; the texts stand under "adopt.reason"."""

    HEADER = "header"
    WORD = "word"
    SIMILAR = "similar"
    CONTENT = "content"
    GIVEN = "given"
    KNOWN = "known"
    OWN = "own"


@dataclass(frozen=True)
class Match:
    """What one column of a foreign table is taken for.

    Attributes:
        column: its index, from 0.
        field: our code name; None for one of the manager's own.
        confidence: from 0 to 1; 0 for the manager's own.
        reason: why.
        fits: the share of the filled sample cells that the field can hold, 0 to 1; 1 for a column
            without any, and for the manager's own.
    """

    column: int
    field: str | None
    confidence: float
    reason: Reason
    fits: float = 1.0


@dataclass(frozen=True)
class _Guess:
    score: float
    reason: Reason
    fits: float


def recognise(
    table: str,
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    lists: Mapping[str, Vocabulary] | None = None,
) -> list[Match]:
    """Which fields the columns of a foreign table are.

    A header counts most: the field's own in any language, a usual word for it, one that contains
    such a word or is spelled nearly so. What the cells hold supports or contradicts it, and speaks
    for itself where a header says nothing (e-mails, phones, labels of a list). The fields are then
    given out so that the sum over all columns is the largest, each field once.

    Args:
        table: the name of our table, such as "Orders".
        headers: the texts over the columns, in order; "" for none.
        samples: for each column some of its cells, blank ones included; a hundred are plenty.
        lists: the workbook's vocabularies; those of a new one if left out.

    Returns:
        One match per column, in order.

    Raises:
        KeyError: there is no such table.
    """
    declared = columns(MODELS[table])
    known = vocabularies() if lists is None else lists
    seen = [Contents(cells) for cells in samples]
    guesses = [
        {name: _guess(table, header, held, column, known) for name, column in declared.items()}
        for header, held in zip(headers, seen, strict=True)
    ]
    return _assigned(guesses, list(declared))


def _guess(
    table: str,
    header: str,
    held: Contents,
    column: Column,
    lists: Mapping[str, Vocabulary],
) -> _Guess:
    said = header_likeness(table, column.name, header)
    if not said and (not held.speaking or plain(header) in own_words()):
        return _Guess(0.0, Reason.OWN, 1.0)
    vocabulary = lists.get(column.choice.name) if column.choice else None
    fits = held.fits(column, vocabulary)
    if plain(header) in own_words() and said < _EXACT:
        return _Guess(0.0, Reason.OWN, fits)
    told = _BY_CONTENT * held.speaks_for(column, vocabulary)
    if not said and not told:
        return _Guess(0.0, Reason.OWN, fits)
    by_header = said * (_CONTRADICTED + (1 - _CONTRADICTED) * min(1.0, fits / _FITTING))
    if column.kind in _TELLING and held.speaking and said < _EXACT and fits >= _FITTING:
        by_header = min(_EXACT, by_header + _TOLD)
    if column.kind is Kind.PHONE and said >= WORD and held.numbered:
        # Which numbers are valid, only the country says, and that is not known yet.
        by_header = max(by_header, _BY_CONTENT)
    if told > by_header:
        return _Guess(told, Reason.CONTENT, fits)
    return _Guess(by_header, _reason(said), fits)


def _reason(said: float) -> Reason:
    if said >= 1.0:
        return Reason.HEADER
    return Reason.WORD if said >= 0.9 else Reason.SIMILAR  # noqa: PLR2004 - see headers.py


def _assigned(guesses: Sequence[Mapping[str, _Guess]], fields: Sequence[str]) -> list[Match]:
    """Each column's field: its best one, where no two columns want the same."""
    # What is no field at all is as good as any that is not sure enough.
    gains = [
        [g.score if (g := guess[name]).score >= SURE else 0.0 for name in fields]
        for guess in guesses
    ]
    wanted = [gain.index(max(gain)) if any(gain) else None for gain in gains]
    told = [at for at in wanted if at is not None]
    given = wanted if len(set(told)) == len(told) else _shared_out(gains)
    matches = []
    for row, at in enumerate(given):
        if at is None or not gains[row][at]:
            matches.append(Match(row, None, 0.0, Reason.OWN))
            continue
        found = guesses[row][fields[at]]
        score = round(float(found.score), 3)
        matches.append(Match(row, fields[at], score, found.reason, round(found.fits, 3)))
    return matches


def _shared_out(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """The field of each column for which the sum over all is the largest, each field once."""
    # SciPy takes longer to load than all the rest of recognising; few workbooks need it.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns_of = linear_sum_assignment(np.array(gains), maximize=True)
    given = dict(zip(rows.tolist(), columns_of.tolist(), strict=True))
    return [given.get(row) for row in range(len(gains))]
