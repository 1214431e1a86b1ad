"""What the Conversion sheet is told about each lead: sources, differences, links."""

from datetime import date

import pytest

from xlcrm.crm.conversion import plan_conversion
from xlcrm.crm.conversion_preview import described, preview
from xlcrm.report.conversion import Fate, Field, Spot

TODAY = date(2024, 6, 1)

BOOK = """
    Leads
    lead_id | name | email     | age | Pet | status  | customer_id
    L-1     | Ann  | a@acme.md | 40  | cat | bought  |
    L-2     | Bob  | b@acme.md |     |     | bought  |
    L-3     | Cid  |           |     |     | bought  |

    Customers
    customer_id | name | email     | birth_year
    C-0001      | Anna | a@acme.md |
    C-0002      | Bob  | b@acme.md |
    C-0003      | Rob  | b@acme.md |
    C-0004      | Cid  |           |
"""


@pytest.fixture
def cases(book):
    frames = book(BOOK)
    return {case.lead.text: case for case in preview(frames, plan_conversion(frames, TODAY), TODAY)}


def test_each_field_names_its_source_and_leads_to_it(cases):
    case = cases["L-1"]
    assert (case.outcome, case.customer) == ("merges", Spot("C-0001 Anna", "'Customers'!A4"))
    assert case.lead == Spot("L-1", "'Leads'!A4")
    assert case.why == "its status says bought; the same e-mail"
    assert case.fields == (
        Field(Fate.FILLED, "Birth year", 1984, Spot("Leads, Age in 2024", "'Leads'!D4")),
        Field(Fate.FILLED, "Customer since", TODAY, Spot("The day of this run")),
        Field(Fate.FILLED, "Lead ID", "L-1", Spot("Leads, Lead ID", "'Leads'!A4")),
        Field(
            Fate.KEPT,
            "Name",
            "Ann",
            Spot("Leads, Name", "'Leads'!B4"),
            Spot("Anna", "'Customers'!B4"),
        ),
        Field(Fate.LEFT, "Pet", "cat", Spot("Leads, Pet", "'Leads'!E4")),
    )


def test_a_stopped_lead_leads_to_its_candidates(cases):
    case = cases["L-2"]
    assert (case.outcome, case.on) == ("stopped", None)
    assert [field.kept for field in case.fields] == [
        Spot("C-0002 Bob", "'Customers'!A5"),
        Spot("C-0003 Rob", "'Customers'!A6"),
    ]


def test_a_new_customer_says_who_has_its_name(cases):
    case = cases["L-3"]
    assert (case.outcome, case.customer) == ("creates", Spot("C-0005"))
    assert "C-0004 has the same name" in case.why


def test_an_id_that_is_no_lead_leads_nowhere(book):
    frames = book(BOOK)
    (case,) = preview(frames, plan_conversion(frames, TODAY, ["L-404"]), TODAY)
    assert (case.lead, case.outcome, case.fields) == (Spot("L-404"), "refused", ())


def test_the_same_for_programs(book):
    lead = plan_conversion(book(BOOK), TODAY).leads[0]
    told = described(lead, "en")
    assert (told["outcome"], told["customer_id"]) == ("merges", "C-0001")
    assert told["filled"] == {"birth_year": 1984, "customer_since": TODAY, "lead_id": "L-1"}
    origins = {"birth_year": "age", "customer_since": "as_of", "lead_id": "lead_id"}
    assert told["sources"] == origins
    assert told["differences"] == [{"field": "name", "kept": "Anna", "not_taken": "Ann"}]
    assert told["not_carried"] == {"Pet": "cat"}


def test_a_lead_whose_id_another_row_has_says_where(book):
    frames = book("Leads\nlead_id | name | status\nL-1 | Ann | bought\nL-1 | Bob | bought")
    cases = preview(frames, plan_conversion(frames, TODAY), TODAY)
    assert [(case.name, case.outcome) for case in cases] == [("Ann", "stopped"), ("Bob", "stopped")]
    assert cases[0].why.startswith("Lead ID L-1 stands in A5 too: give each row an ID of its own")


def test_a_lead_that_says_nobody_is_told(book):
    frames = book("""
        Leads
        lead_id | name | phone     | status | need | customer_id
        L-1     |      |           | bought | tea  |
        L-2     |      | 069111222 | bought | tea  |
        L-3     |      |           | bought | tea  | C-7

        Customers
        customer_id | name
        C-7         | Ann
    """)
    plan = plan_conversion(frames, TODAY)
    told = [(p.level, p.cell) for p in plan.problems if p.code == "convert.nameless"]
    assert told == [("warning", "B4")]
    said = [case.why for case in preview(frames, plan, TODAY)]
    assert "L-1 has no name, firm, phone or e-mail" in said[0]
    assert not any("has no name" in one for one in said[1:])
