"""Options that take pairs: repeated, or once with all pairs behind it."""

import json

import pytest

LINES = "day,who,what,sum,stage\n2024-01-31,7,tea,10,Won\n2024-02-01,8,tea,5,Engaging\n"
TAKEN = {"date": "day", "company": "who", "product": "what", "status": "stage"}


@pytest.fixture
def imported(xlcrm, tmp_path):
    """Imports the lines with some options, and returns what was told."""
    (tmp_path / "lines.csv").write_text(LINES, encoding="utf-8")
    assert xlcrm("new", "book.xlsx")[0] == 0

    def run(*options):
        base = ("import", "book.xlsx", "Inquiries", "lines.csv", "--json", "--dry-run")
        status, output, errors = xlcrm(*base, *options)
        assert (status, errors) == (0, "")
        return json.loads(output)

    return run


PAIRS = [f"{field}={header}" for field, header in TAKEN.items()]
ALIASES = ["status:Won=bought", "status:Engaging=open"]
WAYS = [
    ["--map", *PAIRS, "--alias", *ALIASES],
    ["--alias", *ALIASES, "--map", *PAIRS],
    [f"--map={PAIRS[0]}", *PAIRS[1:], f"--alias={ALIASES[0]}", *ALIASES[1:]],
    [
        *(x for pair in PAIRS for x in ("--map", pair)),
        *(x for p in ALIASES for x in ("--alias", p)),
    ],
    ["--map", *PAIRS[:2], "--alias", *ALIASES, "--map", *PAIRS[2:]],
    [*PAIRS, "--alias", *ALIASES],
]


@pytest.mark.parametrize("options", WAYS)
def test_every_way_to_write_them(imported, options):
    told = imported(*options)
    assert told["mapping"] == TAKEN
    assert told["remarks"] == []


def test_several_conditions(imported):
    told = imported("--map", *PAIRS, "--where", "stage=Won", "what=tea")
    assert (told["added"], told["left_out"]) == (1, 1)


def test_options_between_and_arguments_behind(xlcrm, tmp_path):
    (tmp_path / "lines.csv").write_text(LINES, encoding="utf-8")
    assert xlcrm("new", "book.xlsx")[0] == 0
    base = ("import", "--map", *PAIRS, "--date-order", "ymd", "book.xlsx", "Inquiries", "lines.csv")
    assert xlcrm(*base, "--dry-run")[0] == 0


def test_a_value_without_an_equals_sign_says_how_to_write_it(xlcrm):
    assert xlcrm("new", "book.xlsx")[0] == 0
    status, _, errors = xlcrm("import", "book.xlsx", "Orders", "x.csv", "--alias", "status:Won")
    assert status == 2
    assert "--alias" in errors
    assert "=" in errors


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("undo", "BOOK [BATCH]"), ("convert", "BOOK [LEAD_ID]..."), ("card", "BOOK WHO")],
)
def test_help_shows_what_may_be_left_out(xlcrm, command, arguments):
    assert xlcrm(command, "--help")[1].splitlines()[0].endswith(f"[OPTIONS] {arguments}")
