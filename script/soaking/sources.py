"""What cases are made from: all rare books, and the small ones among those found in the wild."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from soaking.specimens import SPECIMENS, build, ending
from soaking.spoiling import spoil

_ROOT = Path(__file__).resolve().parents[2]
_SMALL = 20_000


def sources() -> list[tuple[str, bytes]]:
    """The name, with its ending, and the bytes of each book; always in the same order."""
    data = Path(os.environ.get("XLCRM_DATA", _ROOT.parent / "shared" / "data"))
    found = [(name + ending(name), build(name)) for name in SPECIMENS]
    wild = sorted((data / "corpus").glob("*.xls*"))
    small = [path for path in wild if path.stat().st_size <= _SMALL]
    return found + [(path.name, path.read_bytes()) for path in small]


def case(books: list[tuple[str, bytes]], seed: int, number: int) -> tuple[str, str, bytes]:
    """One case: the name of its file, what was done to it, and its bytes."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable on purpose
    name, data = random.choice(books)
    what, spoilt = spoil(data, random)
    return f"{number}-{name}", what, spoilt
