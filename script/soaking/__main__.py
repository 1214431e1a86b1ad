"""The command behind `script/soak`: spoilt workbooks, and killed processes, by the thousand."""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import xlsxwriter

from soaking.kills import NotWholeError, kill
from soaking.sources import case, sources
from soaking.worker import outcomes

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Tries cases and prints how they ended; the exit status is 1 where one must not have."""
    given = _arguments()
    if given.kills:
        return _kills(given.kills, given.seed)
    ends: Counter[str] = Counter()
    faults = []
    numbers = range(given.start, given.start + given.cases)
    for tried, outcome in enumerate(outcomes(given.seed, numbers), 1):
        ends[outcome.end or "FAULT"] += 1
        if outcome.fault:
            faults.append(outcome)
            print(f"case {outcome.number} ({outcome.what or '?'}): {outcome.fault}")
            _keep(given.seed, outcome.number)
        if sys.stderr.isatty():
            print(f"\r{tried} of {given.cases}", end="", file=sys.stderr, flush=True)
    print(f"{sum(ends.values())} cases, seed {given.seed}:")
    for end, count in ends.most_common():
        print(f"{count:8} {end}")
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/soak",
        description="Spoils workbooks by chance and runs them through reading, editing and "
        "saving: only typed refusals and right results are allowed. Files of cases "
        "that went wrong are kept in build/soak.",
    )
    parser.add_argument("--cases", type=int, default=10_000, metavar="N", help="default: 10000")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="default: 1")
    parser.add_argument(
        "--kills", type=int, default=0, metavar="N", help="instead: kill a saving process N times"
    )
    parser.add_argument("--start", type=int, default=0, metavar="K", help="the first case")
    return parser.parse_args()


def _kills(times: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        with xlsxwriter.Workbook(book) as made:
            rows = [[f"n{row}", float(row)] for row in range(1, 201)]
            columns = [{"header": "note"}, {"header": "amount"}]
            made.add_worksheet("Data").add_table(
                "A1:B201", {"name": "T", "columns": columns, "data": rows}
            )
        try:
            old, new = kill(book, times, seed)
        except NotWholeError as error:
            print(error)
            return 1
    print(f"{times} kills, seed {seed}: the old file {old} times, the new one {new} times")
    return 0


def _keep(seed: int, number: int) -> None:
    folder = ROOT / "build" / "soak"
    folder.mkdir(parents=True, exist_ok=True)
    name, _, data = case(sources(), seed, number)
    (folder / f"{seed}-{name}").write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
