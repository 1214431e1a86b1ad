"""The Conversion sheet as somebody would read it.

After a wanted change: XLCRM_GOLDENS=write pytest tests/report/test_conversion_sheet.py, then read
the diff.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from xlcrm.report import conversion
from xlcrm.report.conversion import Case, Fate, Field, Spot, conversion_sheet

GOLDEN = Path(__file__).parent / "golden" / "conversion.txt"
LEAD, CUSTOMER = "'Leads'!{}", "'Customers'!{}"

CASES = (
    Case(
        "creates",
        Spot("L-0001", LEAD.format("A2")),
        "Ann Lee",
        Spot("C-0012"),
        "its inquiry says bought. L-0001 (Ann Lee) becomes C-0012, and C-0007 has the same name: if that is the same customer, type that ID into the lead's Customer ID first",
        date(2025, 6, 2),
        (
            Field(Fate.FILLED, "Name", "Ann Lee", Spot("Leads, Name", LEAD.format("B2"))),
            Field(Fate.FILLED, "Birth year", 1985, Spot("Leads, Age in 2025", LEAD.format("G2"))),
            Field(Fate.FILLED, "Customer since", date(2025, 6, 2), Spot("the first order")),
            Field(Fate.LEFT, "Pet", "two cats", Spot("Leads, Pet", LEAD.format("W2"))),
        ),
    ),
    Case(
        "merges",
        Spot("L-0002", LEAD.format("A3")),
        "Acme Machine Works and Sons",
        Spot("C-0003 Acme Ltd", CUSTOMER.format("A4")),
        "it stands in Orders; the same e-mail",
        date(2025, 6, 5),
        (
            Field(
                Fate.FILLED, "Phone", "+44 20 7946 0010", Spot("Leads, Phone", LEAD.format("D3"))
            ),
            Field(
                Fate.KEPT,
                "Company",
                "Acme Machine Works and Sons",
                Spot("Leads, Company", LEAD.format("C3")),
                Spot("Acme Ltd", CUSTOMER.format("C4")),
            ),
        ),
    ),
    Case(
        "stopped",
        Spot("L-0003", LEAD.format("A4")),
        "Bob",
        Spot(""),
        'could be C-0004, C-0005 (same phone): type the right one into the lead\'s Customer ID, or "new" if it is none of them, then convert again',
        None,
        tuple(
            Field(
                Fate.CANDIDATE,
                "Customer ID",
                kept=Spot(f"C-000{n} Bob Ray", CUSTOMER.format(f"A{n}")),
            )
            for n in (4, 5)
        ),
    ),
    Case("refused", Spot("L-0404"), "", Spot(""), "there is no lead L-0404", None),
    Case(
        "already",
        Spot("L-0009", LEAD.format("A9")),
        "Zoe",
        Spot("C-0001"),
        "it was converted before",
        None,
    ),
)


def dump(sheet):
    lines = [f"sheet {sheet.key} | {sheet.title}"]
    for at, cell in sorted(sheet.cells.items()):
        if cell.value is not None:
            link = ["-> " + cell.link] if cell.link else []
            lines.append(" | ".join([at.a1, repr(cell.value), *link]))
    lines += [f"merge {extent.a1}" for extent in sheet.merges]
    lines += [f"format {type(rule).__name__} | {rule.extent.a1}" for rule in sheet.formats]
    return "\n".join(lines) + "\n"


def test_a_look_ahead(make):
    sheet = conversion_sheet(CASES, {"Orders": 3, "Surveys": 0}, make({}), done=False)
    if os.environ.get("XLCRM_GOLDENS") == "write":
        GOLDEN.write_text(dump(sheet), encoding="utf-8")
    assert dump(sheet) == GOLDEN.read_text(encoding="utf-8")


def test_what_needs_a_decision_comes_first(make):
    sheet = conversion_sheet(CASES, {}, make({}), done=False)
    ids = [
        cell.value
        for at, cell in sorted(sheet.cells.items())
        if at.column == 2 and str(cell.value).startswith("L-")
    ]
    assert ids[:5] == ["L-0003", "L-0404", "L-0002", "L-0001", "L-0009"]


@pytest.mark.parametrize(
    ("done", "said"), [(False, "nothing is changed yet"), (True, "This was done")]
)
def test_it_says_whether_it_was_done(make, texts, done, said):
    said_by = texts(conversion_sheet(CASES, {"Orders": 3}, make({}), done=done))
    assert said in said_by
    assert ("nothing is changed yet" in said_by) is not done


def test_nobody_waits(make, texts):
    assert "No lead that bought is waiting." in texts(
        conversion_sheet((), {}, make({}), done=False)
    )


def test_no_two_merged_ranges_overlap(make):
    merges = conversion_sheet(CASES, {"Orders": 3}, make({}), done=False).merges
    cells = [
        (row, column)
        for extent in merges
        for row in range(extent.first.row, extent.last.row + 1)
        for column in range(extent.first.column, extent.last.column + 1)
    ]
    assert len(cells) == len(set(cells))


def test_what_is_not_listed_is_counted(make, texts, monkeypatch):
    monkeypatch.setattr(conversion, "MOST_CASES", 2)
    monkeypatch.setattr(conversion, "MOST_FIELDS", 3)
    sheet = conversion_sheet(CASES, {}, make({}), done=False)
    assert "The first 2 of 5 are listed." in texts(sheet)
    assert "The first 3 of 8 are listed." in texts(sheet)
