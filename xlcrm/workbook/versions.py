"""The versions of a book before its last saves, kept beside it."""

from pathlib import Path


def previous_path(path: Path, number: int = 1) -> Path:
    """Where a version before the last save is kept.

    Args:
        path: the book, such as Sales.xlsx.
        number: 1 for the last one (Sales.previous.xlsx), 2 for the one before that
            (Sales.previous-2.xlsx), and so on.
    """
    real = path.resolve()
    ending = f"-{number}" if number > 1 else ""
    return real.with_name(f"{real.stem}.previous{ending}{real.suffix}")


def previous_paths(path: Path) -> list[Path]:
    """The versions that are there, the newest first; a gap ends them."""
    found: list[Path] = []
    while (version := previous_path(path, len(found) + 1)).exists():
        found.append(version)
    return found


def make_way(path: Path, keep: int) -> list[tuple[Path, Path]]:
    """Moves the kept versions one further, so that the name of the first is free.

    The oldest is overwritten where there are as many as are kept. More, from a time when more were
    kept, are left alone.

    Args:
        path: the book.
        keep: how many versions are to be there with the one that is to come; 1 or more.

    Returns:
        What was moved where, for `move_back`.

    Raises:
        OSError: a version cannot be moved; all are where they were but the oldest, which is gone.
    """
    moved: list[tuple[Path, Path]] = []
    for number in range(min(len(previous_paths(path)), keep - 1), 0, -1):
        here, there = previous_path(path, number), previous_path(path, number + 1)
        try:
            here.replace(there)
        except OSError:
            move_back(moved)
            raise
        moved.append((here, there))
    return moved


def move_back(moved: list[tuple[Path, Path]]) -> None:
    """Moves versions back to where they were."""
    for here, there in reversed(moved):
        there.replace(here)
