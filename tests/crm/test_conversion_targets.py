"""Into whom a lead converts: each rule by a test of its own.

| rule | test |
|---|---|
| keys decide in order | test_the_stronger_key_decides |
| ... an id before all | test_a_typed_customer_id_decides_before_all_keys |
| ... a tax number | test_a_tax_number_decides_before_an_email |
| ... a firm with its e-mail domain | test_a_firm_is_known_by_name_and_domain_together |
| ... a provider's domain is no firm's | test_a_providers_domain_is_no_firms |
| a name alone only suggests | test_a_name_alone_suggests_and_decides_nothing |
| a key that says otherwise is shown | test_a_weaker_key_that_names_somebody_else_is_shown |
| two or more matches stop and ask | test_two_matches_stop_with_the_candidates |
| ... and can be answered: one of them | test_the_answer_may_be_one_of_the_candidates |
| ... and can be answered: none of them | test_the_answer_may_be_a_new_customer |
"""

import pytest

from xlcrm.crm.conversion_plan import Converting
from xlcrm.crm.keys import Key
from xlcrm.language import text as text_of

CREATES, MERGES, STOPPED = Converting.CREATES, Converting.MERGES, Converting.STOPPED


def outcomes(plan):
    return {one.lead_id: (one.outcome, one.customer_id) for one in plan.leads}


def found(converted, lead, customers):
    """Into whom one lead goes, and by which key."""
    heads = "name | phone | email | company | VAT number"
    _, plan = converted(f"""
        Settings
        key     | value
        country | MD

        Leads
        lead_id | status | customer_id | {heads}
        L-1     | bought | {lead}

        Customers
        customer_id | {heads}
        {customers.strip()}
    """)
    (row,) = plan.leads
    return row.outcome, row.customer_id, row.by


EVERY_KEY = """
    C-0001 | A | 069 111 222 |           |      |
    C-0002 | B |             | b@acme.md |      |
    C-0003 | C |             |           |      | 1003
    C-0004 | D |             | d@beta.md | Beta |
"""


@pytest.mark.parametrize(
    ("lead", "customer", "key"),
    [
        ("C-0001 | X | +37369111222 | b@acme.md | Beta | 1003", "C-0001", Key.ID),
        ("       | X | +37369111222 | b@acme.md | Beta | 1003", "C-0003", Key.TAX),
        ("       | X | +37369111222 | B@Acme.md | Beta |     ", "C-0002", Key.EMAIL),
        ("       | X | +37369111222 | x@beta.md | Beta |     ", "C-0001", Key.PHONE),
        ("       | X |              | x@beta.md | BETA |     ", "C-0004", Key.FIRM),
    ],
)
def test_the_stronger_key_decides(converted, lead, customer, key):
    assert found(converted, lead, EVERY_KEY) == (MERGES, customer, key)


def test_a_typed_customer_id_decides_before_all_keys(converted):
    same = "C-0001 | A |  | a@acme.md | |\nC-0002 | A |  | a@acme.md | |"
    assert found(converted, "C-0002 | A |  | a@acme.md | |", same) == (MERGES, "C-0002", Key.ID)


def test_a_tax_number_decides_before_an_email(converted):
    known = "C-0001 | A |  |  |  | MD-10 03\nC-0002 | B |  | b@acme.md |  |"
    assert found(converted, " | A |  | b@acme.md |  | md1003", known) == (MERGES, "C-0001", Key.TAX)


@pytest.mark.parametrize(
    ("lead", "outcome"),
    [
        (" | X |  | new@beta.md  | Beta  |", MERGES),
        (" | X |  | new@beta.md  | Gamma |", CREATES),
        (" | X |  | new@gamma.md | Beta  |", CREATES),
        (" | X |  |              | Beta  |", CREATES),
    ],
)
def test_a_firm_is_known_by_name_and_domain_together(converted, lead, outcome):
    assert found(converted, lead, EVERY_KEY)[0] is outcome


@pytest.mark.parametrize("domain", ["gmail.com", "mail.ru", "yahoo.co.uk", "mail.md"])
def test_a_providers_domain_is_no_firms(converted, domain):
    known = f"C-0001 | A |  | a@{domain} | Beta |"
    assert found(converted, f" | X |  | x@{domain} | Beta |", known)[0] is CREATES


def test_a_name_alone_suggests_and_decides_nothing(converted):
    _, plan = converted("""
        Leads
        lead_id | name    | status
        L-1     | Ann Lee | bought

        Customers
        customer_id | name
        C-0001      | ANN LEE
    """)
    assert outcomes(plan) == {"L-1": (CREATES, "C-0002")}
    (hint,) = plan.problems
    assert (hint.code, hint.parameters["candidates"]) == ("convert.same_name", "C-0001")


def test_a_weaker_key_that_names_somebody_else_is_shown(converted):
    _, plan = converted("""
        Leads
        lead_id | name | email     | phone        | status
        L-1     | Ann  | a@acme.md | +37369111222 | bought

        Customers
        customer_id | name | email     | phone
        C-0001      | Ann  | a@acme.md |
        C-0002      | Bob  |           | +37369111222
    """)
    assert outcomes(plan) == {"L-1": (MERGES, "C-0001")}
    (hint,) = plan.problems
    assert (hint.code, hint.parameters["candidates"]) == ("convert.other_key", "C-0002")


def test_a_key_of_a_merged_lead_counts_only_where_it_is_taken(converted):
    """The phone of L-8 stays with the lead where its customer has another one."""
    book = """
        Leads
        lead_id | name | email     | phone        | status
        L-2     | Bob  |           | +37369222222 | bought
        L-8     | Gus  | a@acme.md | +37369222222 | bought

        Customers
        customer_id | name | email     | phone
        C-0001      | Ann  | a@acme.md | {phone}
        C-0002      | Bob  |           | +37369222222
    """
    for phone, doubtful in (("+37369111111", ["L-8"]), ("", ["L-2", "L-8"])):
        _, plan = converted(book.format(phone=phone))
        assert outcomes(plan) == {"L-2": (MERGES, "C-0002"), "L-8": (MERGES, "C-0001")}
        hints = [p for p in plan.problems if p.code == "convert.other_key"]
        assert [hint.parameters["lead_id"] for hint in hints] == doubtful


TWO = """
    Leads
    lead_id | name | email     | status | customer_id
    L-1     | Ann  | a@acme.md | bought | {typed}

    Customers
    customer_id | name | email
    C-0001      | Ann  | a@acme.md
    C-0002      | Ann  | a@acme.md
"""


def test_two_matches_stop_with_the_candidates(converted):
    _, plan = converted(TWO.format(typed=""))
    (row,) = plan.leads
    assert (row.outcome, row.by, row.candidates) == (STOPPED, Key.EMAIL, ("C-0001", "C-0002"))
    (problem,) = plan.problems
    asked = text_of(f"crm.{problem.code}", **problem.parameters)
    assert "C-0001, C-0002" in asked
    assert plan.patches == ()


def test_the_answer_may_be_one_of_the_candidates(converted):
    _, plan = converted(TWO.format(typed="C-0002"))
    assert outcomes(plan) == {"L-1": (MERGES, "C-0002")}


@pytest.mark.parametrize("word", ["New", "новый", "nou"])
def test_the_answer_may_be_a_new_customer(converted, shown, word):
    after, plan = converted(TWO.format(typed=word))
    assert outcomes(plan) == {"L-1": (CREATES, "C-0003")}
    assert shown(after, "Leads", "status customer_id") == [("converted", "C-0003")]


def test_a_customer_id_in_other_capitals_stops_and_is_proposed(converted):
    _, plan = converted(TWO.format(typed="c-0002"))
    (row,) = plan.leads
    assert (row.outcome, row.code, row.candidates) == (
        STOPPED,
        "convert.unknown_near",
        ("C-0002",),
    )
    (problem,) = plan.problems
    said = text_of(f"crm.{problem.code}", **problem.parameters)
    assert said.startswith("its Customer ID c-0002 stands in no row of Customers, but C-0002 does")


def test_rows_that_name_the_lead_in_other_capitals_are_listed(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status
        L2      | Ann  | bought
        L3      | Bob  | lost
        l4      | Cid  | new

        Inquiries
        inquiry_id | date       | lead_id | status
        Q1         | 2024-01-01 | l2      | bought

        Orders
        date       | customer_id | amount
        2024-01-01 | l2          | 5
        2024-01-01 | L2          | 5
        2024-01-01 | l3          | 5
        2024-01-01 | l4          | 5
        2024-01-01 | x9          | 5
    """)
    told = [(p.code, p.sheet, p.cell, p.parameters["lead_id"]) for p in plan.problems]
    assert told == [
        ("convert.other_capitals", "Orders", "B4", "L2"),
        ("convert.other_capitals", "Orders", "B6", "L3"),
        ("convert.other_capitals", "Inquiries", "C4", "L2"),
    ] + [p for p in told if not p[0].startswith("convert.other_capitals")]
    assert not any(p.code == "convert.unsorted" for p in plan.problems)
    assert shown(after, "Orders", "customer_id")[0] == ("l2",)
