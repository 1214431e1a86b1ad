"""The command behind `script/bench`: makes inputs, measures by turns, prints, judges."""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import bars, groups, measure, table

ROOT = Path(__file__).parents[2]
HELD, FAILED, COULD_NOT = 0, 1, 2


def main() -> int:
    """Measures what was asked for; the exit status says whether every bar holds."""
    given = _arguments()
    figures = bars.Figures()
    on = table.machine()
    if on["load"] > 0.5 * on["cores"]:
        _say(f"the machine is busy (load {on['load']}): CPU seconds of all cases will be higher")
    failure = _measure(figures, given)
    judgements = bars.judge_all(figures)
    if given.json:
        text = json.dumps(table.as_json(figures, judgements, on), indent=1)
        given.json.write_text(text + "\n")
    print(table.title(on), table.bars_table(judgements), table.cases_table(figures), sep="\n\n")
    if "functions" in given.only:
        print("", table.functions_table(figures), sep="\n")
    if failure is not None:
        print(f"\nstopped, since a case failed: {failure}", file=sys.stderr)
        return COULD_NOT
    return FAILED if any(judged.holds is False for judged in judgements) else HELD


def _measure(figures: bars.Figures, given: argparse.Namespace) -> measure.CaseError | None:
    """Runs all cases that were asked for; a case that fails ends it."""
    try:
        for group in given.only:
            own = groups.OWN_SIZE.get(group)
            for rows in given.rows if own is None else [own]:
                _run_group(figures, group, rows, given.runs, slow=given.slow)
        check_same_rows(figures)
        check_same_problems(figures)
        check_same_metrics(figures)
    except measure.CaseError as error:
        _say("")
        return error
    return None


def _arguments() -> argparse.Namespace:
    def sizes(text: str) -> list[int]:
        try:
            return sorted({table.rows_of(part) for part in text.split(",")})
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    def names(text: str) -> list[str]:
        wanted = text.split(",")
        if unknown := set(wanted) - set(groups.GROUPS):
            raise argparse.ArgumentTypeError(f"no such group: {', '.join(sorted(unknown))}")
        return [group for group in groups.GROUPS if group in wanted]

    parser = argparse.ArgumentParser(
        prog="script/bench", description="Measures xlcrm against its peers; see docs/bench.md."
    )
    parser.add_argument("--rows", type=sizes, default="10k,100k", help="default: 10k,100k")
    parser.add_argument(
        "--only", type=names, default=",".join(groups.GROUPS), help=f"of {','.join(groups.GROUPS)}"
    )
    parser.add_argument("--runs", type=int, default=5, help="the median of so many; default: 5")
    parser.add_argument("--slow", action="store_true", help="openpyxl at a million rows too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every run, for programs")
    given = parser.parse_args()
    if given.runs < 1:
        parser.error("--runs: at least 1")
    return given


def _run_group(figures: bars.Figures, group: str, rows: int, runs: int, *, slow: bool) -> None:
    inputs = _inputs(rows)
    for turn in range(runs):
        for case in groups.GROUPS[group]:
            large = case.slow and rows >= bars.MILLION
            if large and (turn or not slow):
                continue
            _say(f"{group} {table.size(rows)}: {case.name}, run {turn + 1} of {runs}")
            figures.add(group, rows, case.name, _run(case, inputs))
    _say("")


def _run(case: groups.Case, inputs: Path) -> measure.Run:
    book = inputs / "orders.xlsx"
    if not case.writes:
        return measure.measure(case.line(book, inputs))
    with tempfile.TemporaryDirectory(dir=inputs) as scratch:
        copied = Path(shutil.copyfile(book, Path(scratch) / book.name))
        return measure.measure(case.line(copied, inputs))


def _inputs(rows: int) -> Path:
    """The folder with the inputs of a size, made where they are missing or their maker changed."""
    makers = [Path(__file__).with_name(name) for name in ("firm.py", "books.py")]
    made_by = hashlib.sha256(b"".join(maker.read_bytes() for maker in makers)).hexdigest()
    folder = ROOT / "build" / "bench" / table.size(rows)
    if not rows:
        return folder
    stamp = folder / "made-by"
    if not stamp.is_file() or stamp.read_text() != made_by:
        _say(f"making the inputs of {table.size(rows)} rows")
        folder.mkdir(parents=True, exist_ok=True)
        measure.measure([sys.executable, "-m", "benchmarks.books", str(rows), str(folder)])
        stamp.write_text(made_by)
    return folder


def check_same_rows(figures: bars.Figures) -> None:
    """All readers must have read the same rows and sum, or the ratios compare nothing.

    Raises:
        CaseError: they have not.
    """
    for (group, rows, case), runs in figures.runs.items():
        if group == "read" and (told := runs[0].told):
            ours = figures.runs[group, rows, "xlcrm"][0].told
            if told["rows"] != ours["rows"] or abs(told["amount"] - ours["amount"]) > 0.005:
                raise measure.CaseError(f"{case} read {told}, xlcrm {ours}")


def check_same_problems(figures: bars.Figures) -> None:
    """All that check the row rules must have found the same number of problems.

    Raises:
        CaseError: they have not.
    """
    for group, rows, case in figures.runs:
        if case in {"pandera rows", "pydantic plain", "pydantic model"}:
            ours = figures.value(group, rows, "xlcrm rows", "problems")
            theirs = figures.value(group, rows, case, "problems")
            if ours != theirs:
                raise measure.CaseError(f"{case} found {theirs} problems, xlcrm {ours}")


def check_same_metrics(figures: bars.Figures) -> None:
    """All engines must have found the same numbers in the table metrics.

    Raises:
        CaseError: they have not.
    """
    for (group, rows, case), runs in figures.runs.items():
        if group == "metrics":
            ours = figures.runs[group, rows, "xlcrm"][0].told
            differ = [
                name
                for name, value in ours.items()
                if "is." in name and value != runs[0].told[name]
            ]
            if differ:
                raise measure.CaseError(
                    f"{case} found other numbers than xlcrm: {', '.join(differ)}"
                )


def _say(text: str) -> None:
    """One line that changes in place on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"\r{text:<78}", end="" if text else "\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
