"""Every code has a level and a text, and gives the text what it names."""

from datetime import date, datetime
from string import Formatter

import pytest

from xlcrm.frames import Frames
from xlcrm.language import names, text
from xlcrm.problems import CODES
from xlcrm.validation.everything import validate

AS_OF = date(2025, 6, 30)
DAY = date(2025, 5, 1)


@pytest.fixture
def dirty(book, grid):
    """Workbooks that have everything wrong that can be."""
    full = book(
        Inquiries=(
            ("Date", "E-mail", "email", "Phone", "Age", "Channel", "Status", "Price asked",
             "Closed on", "Lost reason", "Next step", "Next step date", "Company", "Name"),
            [
                ("31.12.2024", "x", None, "12", 1.5, "phnoe", "opn", "1,5", None, None, None, None, "Vis", None),
                (None, None, None, 69123456.0, 300.0, None, "lost", None, None, None, None, None, None, "#N/A"),
                (date(1800, 1, 1), None, None, None, None, None, "open", None, None, None, "call", None, None, "Ion"),
                (date(2026, 1, 1), None, None, None, None, None, None, None, DAY, None, None, None, None, "Ion"),
            ],
        ),
        Leads=(
            ("Lead ID", "Status", "Customer ID", "First inquiry", "Converted on"),
            [("L1", "converted", "C1", DAY, date(2025, 4, 1)), ("L2", "converted", None, DAY, None)],
        ),
        Customers=(
            ("Customer ID", "Name", "Phone", "Consent"),
            [
                ("C1", "Ion", "+37369123456", "withdrawn"),
                ("C1", "Ion", "+37369123456", "given"),
                ("C3", "Ana", "+37369123456", None),
                ("c3", "Ana", "069123457", None),
            ],
        ),
        Orders=(
            ("Date", "Customer ID", "Amout"),
            [(DAY, None, 5.0), (DAY, "L2", 5.0), (DAY, "C9", 5.0)],
        ),
        Activities=(
            ("Date", "Lead or customer ID", "Next step date"),
            [(DAY, "C1", date(2026, 1, 1))],
        ),
        Touchpoints=(("Date", "Stage"), [(DAY, "order")]),
        Lists=(
            ("List", "Value", "Also written for"),
            [
                ("chanel", "fax", None),
                ("consent", "maybe", None),
                ("region", "a", "b"),
                ("region", "b", "a"),
                ("region", "c", "d"),
            ],
        ),
        Settings=(("Setting", "Value"), [("lapse_k", "x"), ("lapsefloor_days", 3.0)]),
    )  # fmt: skip
    renamed = grid("Table1", ("Stage", "Position", "Ours to control", "Obstacle", "Owner"), [])
    summed = grid("Orders", ("Date", "Customer ID", "Zdrb"), [(DAY, "C1", 5.0)])
    return full, Frames({"Table1": renamed}), Frames({"Orders": summed})


def test_every_code_is_found_with_its_level_and_all_that_its_text_names(dirty):
    found = [problem for frames in dirty for problem in validate(frames, AS_OF)]
    # What was never calculated only the file tells: tests/macros/test_uncalculated.py; what an
    # adopted range leaves out: tests/macros/test_adopt_ranges.py; what it never had:
    # tests/macros/test_adopt_gaps.py.
    elsewhere = {"cell.not_calculated", "table.rows_below", "row.no_record"}
    elsewhere |= {"column.agreed_gone", "column.agreed_renamed", "column.declined"}
    elsewhere |= {"column.mapped_gone", "column.mapped_renamed"}
    assert {problem.code for problem in found} == set(CODES) - elsewhere
    for problem in found:
        said = text(f"problem.{problem.code}", "en", **problem.parameters)
        assert "{" not in said
        assert "None" not in said
        assert said.endswith((".", "?"))
        assert problem.level is CODES[problem.code]


def test_every_code_has_a_text():
    assert set(CODES) <= set(names("problem"))


def test_no_text_speaks_of_what_only_the_code_knows():
    for said in names("problem").values():
        for form in said.values() if isinstance(said, dict) else [said]:
            fields = {name for _, name, _, _ in Formatter().parse(form) if name}
            assert fields <= {
                "agreed", "alike", "as_of", "found", "header", "high", "list", "low", "n", "other",
                "other_name", "other_value", "setting", "table", "tables", "target", "value", "why",
            }  # fmt: skip


def test_parameters_are_plain(dirty):
    for frames in dirty:
        for problem in validate(frames, AS_OF):
            assert all(isinstance(value, str | int) for value in problem.parameters.values())
            assert not any(isinstance(value, datetime) for value in problem.parameters.values())
