"""The bench: that its arithmetic, its inputs and its report are right. Nothing is timed."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, TablePlace
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.formula import parse
from xlcrm.validation.rows import RowRules

SCRIPT = Path(__file__).parents[1] / "script"
SOME, MILLION = 100_000, 1_000_000


def module(name):
    sys.path.insert(0, str(SCRIPT))
    try:
        return import_module(f"benchmarks.{name}")
    finally:
        sys.path.remove(str(SCRIPT))


bars, firm, groups, measure, table = map(module, ["bars", "firm", "groups", "measure", "table"])
five, formulas = map(module, ["five", "formulas"])
main = module("__main__")


@pytest.fixture
def figures():
    """Runs as CPU seconds per case of the group "read" (or "group case") at a size."""

    def make(rows=SOME, **cases):
        made = bars.Figures()
        for case, seconds in cases.items():
            for cpu in seconds if isinstance(seconds, list) else [seconds]:
                made.add("read", rows, case, measure.Run(cpu, cpu * 10, {"step": cpu / 2}))
        return made

    return make


def bar(limits=None, **given):
    given = {"group": "read", "text": "", "ours": "xlcrm", "what": bars.CPU} | given
    return bars.Bar(limits=limits or {SOME: 2.0}, **given)


def test_at_most_so_many_times_the_fastest_peer(figures):
    judged = bars.judge(
        bar(peers=("polars", "fastexcel")), figures(xlcrm=3.0, polars=2.0, fastexcel=1.2), SOME
    )
    assert (judged.peer, judged.theirs, judged.ratio) == ("fastexcel", 1.2, 2.5)
    assert judged.holds is False


def test_so_many_times_less_than_a_peer(figures):
    seven = bar({SOME: 7.0}, peers=("openpyxl",), less=True)
    assert bars.judge(seven, figures(xlcrm=1.0, openpyxl=7.0), SOME).holds is True
    judged = bars.judge(seven, figures(xlcrm=2.0, openpyxl=7.0), SOME)
    assert (judged.ratio, judged.holds) == (3.5, False)


def test_a_bar_without_a_peer_is_about_the_figure_itself(figures):
    judged = bars.judge(bar({SOME: 64.0}, what=bars.RSS), figures(xlcrm=6.4), SOME)
    assert (judged.ratio, judged.theirs, judged.holds) == (64.0, None, True)
    assert bars.judge(bar({SOME: 64.0}, what=bars.RSS), figures(xlcrm=6.5), SOME).holds is False


def test_the_median_run_counts(figures):
    judged = bars.judge(bar(), figures(xlcrm=[9.0, 1.0, 2.0]), SOME)
    assert judged.ours == 2.0


def test_the_step_is_judged_where_the_bar_says_so(figures):
    judged = bars.judge(bar(what=bars.STEP, peers=("pandera",)), figures(xlcrm=3, pandera=1), SOME)
    assert (judged.ours, judged.theirs) == (1.5, 0.5)


def test_the_largest_of_several_figures_is_judged():
    made = bars.Figures()
    told = {"function.A": 3.0, "function.B": 21.0, "again.B": 99.0}
    made.add("functions", 2000, "xlcrm", measure.Run(1.0, 1.0, told))
    each = bar({0: 20.0}, group="functions", what="function.")
    judged = bars.judge(each, made, 2000)
    assert (judged.ours, judged.holds) == (21.0, False)


def test_below_its_first_size_a_bar_is_shown_but_not_judged(figures):
    judged = bars.judge(bar(peers=("lxml",)), figures(10_000, xlcrm=9.0, lxml=1.0), 10_000)
    assert (judged.ratio, judged.limit, judged.holds) == (9.0, None, None)


def test_the_limit_of_the_largest_size_reached():
    limits = {SOME: 60.0, MILLION: 500.0}
    assert [bars.limit_at(limits, rows) for rows in (99_999, SOME, 999_999, MILLION)] == [
        None,
        60.0,
        60.0,
        500.0,
    ]


def test_the_same_case_at_another_size():
    made = bars.Figures()
    for rows, cpu in ((10_000, 0.1), (SOME, 0.2), (MILLION, 0.25)):
        made.add("write", rows, "xlcrm", measure.Run(cpu, 1.0))
    same = bar({SOME: 1.3}, group="write", peers=("xlcrm",), at=SOME)
    assert [bars.judge(same, made, rows) for rows in (10_000, SOME)] == [None, None]
    judged = bars.judge(same, made, MILLION)
    assert (judged.ratio, judged.holds) == (1.25, True)


def test_what_was_not_measured_is_not_judged(figures):
    assert bars.judge(bar(), figures(polars=1.0), SOME) is None
    assert bars.judge(bar(peers=("openpyxl",)), figures(xlcrm=1.0), SOME) is None


def test_every_bar_names_cases_that_are_measured():
    for one in bars.BARS:
        names = {case.name for case in groups.GROUPS[one.group]}
        assert {one.ours, *one.peers} <= names


def test_each_case_has_its_script():
    scripts = {
        Path(case.command[0]).name
        for cases in groups.GROUPS.values()
        for case in cases
        if case.command[0] != "-m"
    }
    assert scripts == {path.name for path in groups.CASES.glob("*.py")}


@given(st.integers(1, (1 << 20) - 1))
def test_sizes_are_written_as_they_are_read(rows):
    assert table.rows_of(table.size(rows)) == rows


@pytest.mark.parametrize("text", ["", "k", "0", "-5", "2M", "many"])
def test_sizes_that_no_sheet_has_are_refused(text):
    with pytest.raises(ValueError, match="no number of rows"):
        table.rows_of(text)


def test_the_table_says_ratio_limit_and_verdict(figures):
    made = figures(xlcrm=3.0, polars=2.0)
    judged = bars.judge(bar(text="fast", peers=("polars",)), made, SOME)
    lines = table.bars_table([judged]).splitlines()
    cells = [cell.strip() for cell in lines[2].strip("|").split("|")]
    assert cells == ["read", "100k", "fast", "3.00", "polars 2.00", "1.50 x", "<= 2.00", "holds"]
    assert len({len(line) for line in lines}) == 1


def test_json_has_every_run(figures):
    made = figures(xlcrm=[1.0, 2.0], polars=1.0)
    told = table.as_json(made, bars.judge_all(made), {"cores": 2})
    assert [run["cpu_s"] for run in told["runs"]] == [1.0, 2.0, 1.0]
    assert told["bars"][0]["ratio"] == 1.5


def test_a_case_reports_numbers_of_its_own():
    assert measure.told("bench: rows 10\nRefreshed.\nbench: step 0.5\n") == {
        "rows": 10.0,
        "step": 0.5,
    }


def test_a_fresh_process_is_measured():
    run = measure.measure([sys.executable, "-c", "print('bench: rows 7')"])
    assert run.told == {"rows": 7.0}
    assert run.cpu > 0
    assert run.rss > 1


def test_a_case_that_fails_says_why():
    with pytest.raises(measure.CaseError, match="no such thing"):
        measure.measure([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_readers_that_disagree_stop_the_bench():
    made = bars.Figures()
    made.add("read", SOME, "xlcrm", measure.Run(1, 1, {"rows": 5.0, "amount": 1.0}))
    made.add("read", SOME, "polars", measure.Run(1, 1, {"rows": 5.0, "amount": 1.001}))
    main.check_same_rows(made)
    made.add("read", SOME, "fastexcel", measure.Run(1, 1, {"rows": 4.0, "amount": 1.0}))
    with pytest.raises(measure.CaseError, match="fastexcel"):
        main.check_same_rows(made)


def test_validators_that_disagree_stop_the_bench():
    made = bars.Figures()
    for case in ("xlcrm rows", "pandera rows"):
        made.add("validate", SOME, case, measure.Run(1, 1, {"problems": 6.0}))
    main.check_same_problems(made)
    made.add("validate", SOME, "pydantic plain", measure.Run(1, 1, {"problems": 7.0}))
    with pytest.raises(measure.CaseError, match="pydantic plain"):
        main.check_same_problems(made)


def test_engines_that_find_other_numbers_stop_the_bench():
    made = bars.Figures()
    for case in ("xlcrm", "polars"):
        made.add("metrics", SOME, case, measure.Run(1, 1, {"step": 1.0, "is.rfm": 5.0}))
    main.check_same_metrics(made)
    made.add("metrics", SOME, "duckdb", measure.Run(1, 1, {"step": 1.0, "is.rfm": 6.0}))
    with pytest.raises(measure.CaseError, match=r"duckdb .* is\.rfm"):
        main.check_same_metrics(made)


def test_a_checksum_tells_rows_apart_but_not_their_order(capsys):
    rows = {name: [(1, 2, 3), (4, 5, 6)] for name in five.NAMES}
    other = rows | {"top": [(1, 2, 3), (4, 6, 5)]}
    for found in (rows, {name: list(reversed(one)) for name, one in rows.items()}, other):
        five.tell(found)
    told = [line.split()[1:] for line in capsys.readouterr().out.splitlines()]
    first, turned, changed = (dict(told[at : at + 5]) for at in (0, 5, 10))
    assert first == turned
    assert {name for name in first if first[name] != changed[name]} == {"is.top"}


@pytest.mark.parametrize("wrong", [False, True])
def test_the_inputs_hold_the_wrong_cells_that_they_promise(wrong):
    made = firm.tables(1200)
    grids = {}
    for name, frame in made.items():
        cells = firm.dirty(frame) if wrong and name == "Orders" else frame
        extent = Extent.of(1, 1, frame.height + 1, frame.width)
        grids[name] = Grid(TablePlace(name, name, extent, tuple(frame.columns)), tuple(cells))
    lists = Frames(grids).vocabularies
    counts = {name: len(RowRules(name, grid, lists).problems()) for name, grid in grids.items()}
    assert {name: count for name, count in counts.items() if count} == (
        {"Orders": 12} if wrong else {}
    )
    assert grids.keys() == MODELS.keys()


def test_the_formula_cells_differ_and_every_one_is_understood():
    texts = formulas.cells(200)
    assert len(set(texts)) == 200
    calls = [parse(text, firm.AS_OF) for text in texts]
    assert {call.function.name for call in calls} == FUNCTIONS.keys()
