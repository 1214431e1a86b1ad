"""Workbooks spoilt by chance: typed refusals or right results, and nothing else."""

from collections import Counter

from soaking.sources import case, sources
from soaking.worker import outcomes

CASES, SEED = 500, 2


def test_spoilt_books_are_refused_or_right() -> None:
    found = list(outcomes(SEED, range(CASES)))
    assert [outcome for outcome in found if outcome.fault] == []
    ends = Counter(outcome.end for outcome in found)
    # The damage must not be such that nothing gets far, nor such that all of it goes unnoticed.
    assert ends["saved with an edit"] > CASES / 20
    assert ends["saved"] > CASES / 20
    assert ends["book.damaged"] > CASES / 20
    assert len(ends) >= 5


def test_a_case_is_repeatable() -> None:
    books = sources()
    assert case(books, 7, 3) == case(sources(), 7, 3)
    assert case(books, 7, 3) != case(books, 8, 3)


def test_a_process_that_dies_is_a_fault_of_its_case(monkeypatch) -> None:
    monkeypatch.setattr("soaking.worker._serve", die)
    (outcome,) = outcomes(1, [5])
    assert outcome.number == 5
    assert "SIGABRT" in outcome.fault


def die(pipe, _seed) -> None:
    import os

    pipe.recv()
    os.abort()
