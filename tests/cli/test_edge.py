"""The edge of the command line: what no command should ever show."""

import json
from datetime import date

import pytest

from xlcrm import cli
from xlcrm.udfs.catalogue import FUNCTIONS


def test_a_mistake_of_ours_is_logged_and_not_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def broken(*_arguments):
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(cli, "program", broken)
    with pytest.raises(SystemExit) as end:
        cli.main(["validate", "book.xlsx"])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    (log,) = tmp_path.rglob("errors.log")
    assert str(log) in said
    assert "ZeroDivisionError: a mistake" in log.read_text(encoding="utf-8")


def test_functions_for_programs(xlcrm):
    status, output, _ = xlcrm("functions", "--json")
    told = json.loads(output)
    assert status == 0
    assert [one["name"] for one in told] == list(FUNCTIONS)
    assert all(one["definition"] and one["example"] for one in told)


def test_calc_for_programs(xlcrm):
    assert xlcrm("new", "book.xlsx", "--sample", "--as-of", "2026-11-20")[0] == 0
    status, output, _ = xlcrm(
        "calc", "book.xlsx", "=COHORT_TABLE()", "--as-of", "2026-11-20", "--json"
    )
    table = json.loads(output)["value"]
    assert status == 0
    assert len({len(row) for row in table}) == 1
    assert date.fromisoformat(table[1][0]).day == 1


def test_every_command_has_help(xlcrm):
    from xlcrm.macros.catalogue import COMMANDS

    for name in COMMANDS:
        status, output, _ = xlcrm(name, "--help")
        assert status == 0
        assert output.startswith("Usage:")
