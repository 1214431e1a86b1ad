"""The command behind `script/soak`: spoilt workbooks, and killed processes, by the thousand."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from soaking.killing import NotWholeError, kill_many
from soaking.sources import case, sources
from soaking.worker import outcomes

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Tries cases, then kills, and prints how all ended; the status is 1 where one must not."""
    given = _arguments()
    return max(_spoil(given) if given.cases else 0, _kill(given) if given.kills else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/soak",
        description="Spoils workbooks by chance and runs them through reading, editing and "
        "saving: only typed refusals and right results are allowed. Then kills processes while "
        "they save: the book must be the old or the new one, whole. Files of cases that went "
        "wrong are kept in build/soak.",
    )
    parser.add_argument("--cases", type=int, default=10_000, metavar="N", help="default: 10000")
    parser.add_argument("--kills", type=int, default=1_000, metavar="N", help="default: 1000")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="default: 1")
    parser.add_argument("--start", type=int, default=0, metavar="K", help="the first case")
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="W",
        help="so many at the same time; default: one for each core",
    )
    return parser.parse_args()


def _spoil(given: argparse.Namespace) -> int:
    ends: Counter[str] = Counter()
    numbers = range(given.start, given.start + given.cases)
    for tried, outcome in enumerate(outcomes(given.seed, numbers, given.workers), 1):
        ends[outcome.end or "FAULT"] += 1
        if outcome.fault:
            print(f"case {outcome.number} ({outcome.what or '?'}): {outcome.fault}", flush=True)
            _keep(given.seed, outcome.number)
        _show(f"{tried} of {given.cases} cases")
    print(f"{sum(ends.values())} cases from {given.start} on, seed {given.seed}:")
    for end, count in ends.most_common():
        print(f"{count:8} {end}")
    sys.stdout.flush()
    return 1 if ends["FAULT"] else 0


def _kill(given: argparse.Namespace) -> int:
    old = new = 0
    try:
        for former, latter in kill_many(given.kills, given.seed, given.workers):
            old, new = old + former, new + latter
            _show(f"{old + new} of {given.kills} kills")
    except NotWholeError as error:
        print(error)
        return 1
    print(f"{old + new} kills, seed {given.seed}: the old file {old} times, the new one {new}")
    return 0


def _keep(seed: int, number: int) -> None:
    folder = ROOT / "build" / "soak"
    folder.mkdir(parents=True, exist_ok=True)
    name, _, data = case(sources(), seed, number)
    (folder / f"{seed}-{name}").write_bytes(data)


def _show(text: str) -> None:
    """One line that changes in place on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"\r{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
