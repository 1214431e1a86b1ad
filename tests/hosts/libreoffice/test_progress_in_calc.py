"""A command that works says in the status bar of its window what it does: recorded in a real Calc."""

import re

import pytest

from xlcrm.language import text

pytestmark = pytest.mark.office
WHOLE = 100


@pytest.fixture
def told(opened, sample_book, copy_of, status_bar, begin):
    """Runs a command and gives what the status bar was told until its end was."""

    def run(name, *answers):
        document = opened(copy_of(sample_book))
        document.CurrentController.Frame.IndicatorInterception = status_bar
        done, said = begin(document, name, *answers).wait()
        assert done, said
        return list(status_bar.told)

    return run


@pytest.fixture
def rows(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text("Date,Channel,Name,E-mail\n2026-11-19,phone,Zed Zimmer,zed@example.com\n")
    return str(file)


def texts(told):
    """What one could read, in order."""
    seen = [said for kind, said in told if kind == "text"]
    return [said for at, said in enumerate(seen) if said != (seen[at - 1] if at else None)]


def pattern(key):
    """A text of progress with anything where it names something."""
    return re.compile(r".+".join(map(re.escape, re.split(r"\{[^}]*\}", text(key)))))


STEPS = {
    "refresh": ("reading", "computing", "writing"),
    "validate": ("reading", "checking", "writing"),
    "import": ("file", "reading", "writing"),
    "leads": ("reading", "sorting", "writing"),
    "checkup": ("reading", "checking", "writing"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_command_says_in_the_status_bar_what_it_does(name, told, rows):
    answers = ("Inquiries", rows, "yes") if name == "import" else ("yes", "yes")
    found = told(name, *answers)
    read = texts(found)
    assert read[0] == text("progress.starting", command=text(f"command.{name}.label"))
    at = [
        [pattern(f"progress.{step}").fullmatch(said) is not None for said in read].index(True)
        for step in STEPS[name]
    ]
    assert at == sorted(at), read
    values = [value for kind, value in found if kind == "value"]
    assert values == sorted(values)
    assert 0 < values[0] <= values[-1] < WHOLE
    # It is given back before the end of the command is told.
    kinds = [kind for kind, _ in found]
    assert found[0] == ("start", WHOLE)
    assert found[-1] == ("end", None)
    assert kinds.count("start") == kinds.count("end")
    if name == "refresh":
        sheets = [one[1] for said in read if (one := re.fullmatch(r"Computing (.+) \.\.\.", said))]
        assert {"Dashboard", "Churn", "Segments"} <= set(sheets)
        assert len(sheets) == len(set(sheets))
