"""A save that is killed leaves the book as it was or as it was to be, and the next one succeeds."""

from pathlib import Path

from soaking.kills import kill


def test_a_book_is_whole_wherever_its_save_is_killed(plain_book: Path) -> None:
    old, new = kill(plain_book, times=20, seed=4)
    assert old + new == 20
    assert old > 0
    assert new > 0
