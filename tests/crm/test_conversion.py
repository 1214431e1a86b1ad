import pytest

from xlcrm.crm.buying import Reason
from xlcrm.crm.conversion_plan import Converting
from xlcrm.crm.keys import Key
from xlcrm.language import has_text
from xlcrm.language import text as text_of


def test_what_says_bought_converts(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status | first_inquiry | closed_on
        L-0001  | Ann  | bought | 2024-01-01    | 2024-02-02
        L-0002  | Bob  | lost   | 2024-01-01    | 2024-02-02
        L-0003  | Cid  | new    | 2024-01-01    |
        L-0004  | Dan  | new    | 2024-01-01    |
        L-0005  | Eve  | bought | 2024-01-01    |

        Inquiries
        date       | lead_id | status | closed_on
        2024-01-01 | L-0002  | bought | 2024-03-03
        2024-02-01 | L-0002  | lost   | 2024-02-02

        Orders
        date       | customer_id | amount
        2024-04-04 | L-0003      | 10
        2024-04-02 | L-0003      | -5
        2024-05-01 | L-0003      | 10
    """)
    assert [(one.lead_id, one.outcome, one.reason) for one in plan.leads] == [
        ("L-0001", Converting.CREATES, Reason.STATUS),
        ("L-0002", Converting.CREATES, Reason.INQUIRY),
        ("L-0003", Converting.CREATES, Reason.ORDERS),
        ("L-0005", Converting.CREATES, Reason.STATUS),
    ]
    assert shown(after, "Leads", "status customer_id converted_on status_on closed_on") == [
        ("converted", "C-0001", "2024-02-02", "2024-02-02", "2024-02-02"),
        ("converted", "C-0002", "2024-03-03", "2024-03-03", "2024-02-02"),
        ("converted", "C-0003", "2024-04-04", "2024-04-04", "2024-04-04"),
        ("new", "", "", "", ""),
        ("converted", "C-0004", "2024-06-01", "2024-06-01", "2024-06-01"),
    ]
    assert shown(after, "Customers", "customer_id name customer_since lead_id") == [
        ("C-0001", "Ann", "2024-02-02", "L-0001"),
        ("C-0002", "Bob", "2024-03-03", "L-0002"),
        ("C-0003", "Cid", "2024-04-04", "L-0003"),
        ("C-0004", "Eve", "2024-06-01", "L-0005"),
    ]


def test_history_follows(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status
        L-0001  | Ann  | working

        Inquiries
        date       | lead_id | customer_id | status
        2024-01-01 | L-0001  |             | open
        2024-05-01 | L-0001  |             | open
                   | L-0001  |             |
        2024-01-01 | L-0009  |             | open

        Orders
        date       | customer_id | amount
        2024-04-04 | L-0001      | 10
        2024-04-05 | C-0077      | 10

        Activities
        date       | kind | party_id
        2024-01-02 | call | L-0001

        Touchpoints
        date       | party_id
        2024-01-02 | L-0001

        Surveys
        date       | customer_id | score
        2024-05-02 | L-0001      | 9
    """)
    assert shown(after, "Inquiries", "lead_id customer_id converted_on") == [
        ("L-0001", "C-0078", "2024-04-04"),
        ("L-0001", "C-0078", ""),
        ("L-0001", "C-0078", "2024-04-04"),
        ("L-0009", "", ""),
    ]
    assert shown(after, "Orders", "customer_id") == [("C-0078",), ("C-0077",)]
    assert shown(after, "Activities", "party_id") == [("C-0078",)]
    assert shown(after, "Touchpoints", "party_id") == [("C-0078",)]
    assert shown(after, "Surveys", "customer_id") == [("C-0078",)]
    assert plan.followed == {"Orders": 1, "Activities": 1, "Touchpoints": 1, "Surveys": 1}


@pytest.mark.parametrize(
    ("lead", "by"),
    [
        ("L-0001 | Ann |              | a@acme.md |          | bought | C-0001", Key.ID),
        ("L-0001 | Ann |              | X@acme.md | Other    | bought |", Key.EMAIL),
        ("L-0001 | Ann | +37322123456 | n@new.md  | Other    | bought |", Key.PHONE),
        ("L-0001 | Ann |              | n@acme.md | Acme Srl | bought |", Key.FIRM),
        ("L-0077 | Ann |              |           |          | bought |", Key.ID),
        ("C-0001 | X   |              |           |          | bought |", Key.ID),
    ],
)
def test_one_customer_of_a_key_is_merged_into(converted, shown, lead, by):
    after, plan = converted(f"""
        Leads
        lead_id | name | phone | email | company | status | customer_id
        {lead}

        Customers
        customer_id | name | phone          | email     | company   | lead_id
        C-0001      | X    | 00373 22123456 | x@acme.md | ACME SRL. | L-0077
        C-0002      | Ann  |                | o@gmx.de  | Acme Srl  |
    """)
    (row,) = plan.leads
    assert (row.outcome, row.customer_id, row.by) == (Converting.MERGES, "C-0001", by)
    assert len(shown(after, "Customers", "customer_id")) == 2


def test_a_name_alone_creates_and_says_who_is_called_the_same(converted):
    _, plan = converted("""
        Leads
        lead_id | name | status
        L-0001  | Ann  | bought

        Customers
        customer_id | name
        C-0001      | ann
    """)
    (row,) = plan.leads
    assert (row.outcome, row.customer_id) == (Converting.CREATES, "C-0002")
    assert row.alike == ("C-0001",)


def test_two_customers_of_a_key_stop_the_lead(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | phone        | status | customer_id
        L-0001  | Ann  | +37322123456 | bought |
        L-0002  | Bob  | +37322123456 | bought | C-0002
        L-0003  | Cid  |              | bought | C-0404

        Customers
        customer_id | name | phone
        C-0001      | Ann  | +37322123456
        C-0002      | Bob  | +37322123456
    """)
    assert [(one.outcome, one.code, one.candidates, one.customer_id) for one in plan.leads] == [
        (Converting.STOPPED, "convert.ambiguous", ("C-0001", "C-0002"), ""),
        (Converting.MERGES, "", (), "C-0002"),
        (Converting.STOPPED, "convert.unknown_customer", (), "C-0404"),
    ]
    assert [(p.code, p.cell) for p in plan.problems] == [
        ("convert.ambiguous", "E4"),
        ("convert.unknown_customer", "E6"),
    ]
    assert [status for (status,) in shown(after, "Leads", "status")] == [
        "bought",
        "converted",
        "bought",
    ]


def test_two_leads_of_one_party_become_one_customer(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | phone        | email     | status | closed_on
        L-0001  | Ann  | +37322123456 |           | bought | 2024-03-03
        L-0002  | Bob  |              | b@mail.ru | bought | 2024-03-03
        L-0003  | Ann  | 37322123456  | a@mail.ru | bought | 2024-02-02
    """)
    assert [(one.outcome, one.customer_id) for one in plan.leads] == [
        (Converting.CREATES, "C-0001"),
        (Converting.CREATES, "C-0002"),
        (Converting.MERGES, "C-0001"),
    ]
    assert shown(after, "Customers", "customer_id email customer_since lead_id") == [
        ("C-0001", "a@mail.ru", "2024-02-02", "L-0001"),
        ("C-0002", "b@mail.ru", "2024-03-03", "L-0002"),
    ]


def test_picked_leads_convert_or_are_refused_with_a_reason(converted, shown):
    after, plan = converted(
        """
        Leads
        lead_id | name | status    | customer_id
        L-0001  | Ann  | working   |
        L-0002  | Bob  | lost      |
        L-0003  | Cid  | converted | C-0001
        L-0004  | Dan  | bought    |

        Customers
        customer_id | name
        C-0001      | Cid

        Orders
        date       | customer_id | amount
        2024-04-04 | L-0003      | 10
        """,
        "L-0001",
        " L-0002",
        "L-0404",
        "C-0001",
        "L-0001",
    )
    for one in plan.leads[1:]:
        assert text_of(f"crm.{one.code}", "en", lead_id=one.lead_id)
    assert [(one.lead_id, one.outcome, one.code) for one in plan.leads] == [
        ("L-0001", Converting.CREATES, ""),
        ("L-0002", Converting.REFUSED, "convert.lost"),
        ("L-0404", Converting.REFUSED, "convert.unknown_lead"),
        ("C-0001", Converting.REFUSED, "convert.is_customer"),
    ]
    assert plan.leads[0].reason is Reason.PICKED
    assert shown(after, "Orders", "customer_id") == [("L-0003",)]
    _, again = converted("Leads\nlead_id | status | customer_id\nA | converted | C-1", "A")
    assert [(one.outcome, one.customer_id) for one in again.leads] == [(Converting.ALREADY, "C-1")]


def test_lines_that_still_carry_a_converted_leads_id_go_to_its_customer(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status    | customer_id | converted_on
        L-0001  | Ann  | converted | C-0001      | 2024-01-01

        Customers
        customer_id | name
        C-0001      | Ann

        Orders
        date       | customer_id | amount
        2024-04-04 | L-0001      | 10
    """)
    assert shown(after, "Orders", "customer_id") == [("C-0001",)]
    assert shown(after, "Leads", "converted_on") == [("2024-01-01",)]
    assert plan.leads == ()


def test_a_customer_whose_id_is_also_a_leads_is_not_that_lead(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status
        7       | Ann  | working

        Customers
        customer_id | name
        7           | Bob

        Orders
        date       | customer_id | amount
        2024-04-04 | 7           | 10
    """)
    assert plan.leads == ()
    assert shown(after, "Orders", "customer_id") == [("7",)]


def test_a_day_before_the_first_inquiry_is_used_and_reported(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status  | converted_on
        L-0001  | Ann  | working |

        Inquiries
        date       | lead_id | status
        2024-05-05 | L-0001  | open

        Orders
        date       | customer_id | amount
        2024-04-04 | L-0001      | 10
    """)
    assert shown(after, "Leads", "converted_on") == [("2024-04-04",)]
    (problem,) = plan.problems
    assert (problem.code, problem.cell) == ("convert.before_first_inquiry", "D4")
    assert problem.parameters["first_inquiry"] == "2024-05-05"


def test_rows_after_as_of_prove_nothing(converted):
    _, plan = converted("""
        Leads
        lead_id | name | status
        L-0001  | Ann  | working

        Inquiries
        date       | lead_id | status
        2024-06-02 | L-0001  | bought

        Orders
        date       | customer_id | amount
        2024-06-02 | L-0001      | 10
    """)
    assert plan.patches == ()


def test_bought_inquiries_that_are_not_sorted_are_reported(converted):
    _, plan = converted("""
        Inquiries
        date       | name | lead_id | status
        2024-05-02 | Ann  |         | open
        2024-05-02 | Bob  |         | bought
        2024-05-02 | Cid  | L-0404  | bought
    """)
    (problem,) = plan.problems
    assert (problem.code, problem.cell, problem.parameters) == ("convert.unsorted", "C5", {"n": 2})


AMBIGUOUS = """
    Customers
    customer_id | name | email
    C-0001      | Ann  | a@acme.md
    C-0002      | Bob  | a@acme.md

    Inquiries
    inquiry_id | date       | name | email     | status | lead_id
    I-0001     | 2024-05-02 | Cid  | a@acme.md | bought |
    I-0002     | 2024-05-03 |      |           | bought |
"""


def test_bought_inquiries_that_sorting_cannot_file_name_their_candidates(converted, sorted_book):
    _, plan = converted(AMBIGUOUS)
    assert [(one.code, one.cell) for one in plan.problems] == [
        ("leads.unclear", "F4"),
        ("leads.anonymous", "C5"),
    ]
    assert plan.problems[0].parameters["candidates"] == "C-0001, C-0002"
    assert plan.problems == sorted_book(AMBIGUOUS)[1].problems


def test_bought_inquiries_to_be_sorted_are_told_beside_those_that_cannot_be(converted):
    _, plan = converted(AMBIGUOUS + "    I-0003     | 2024-05-04 | Dan  | d@acme.md | bought |\n")
    assert [one.code for one in plan.problems][-1] == "convert.unsorted"
    assert plan.problems[-1].parameters == {"n": 1}


def test_a_lead_marked_converted_by_hand_gets_its_customer(converted, shown):
    after, _ = converted("Leads\nlead_id | name | status\nL-0001 | Ann | converted")
    assert shown(after, "Leads", "customer_id") == [("C-0001",)]


def test_a_customer_that_is_gone_is_not_merged_into(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | email     | status    | customer_id
        L-0001  | a@acme.md | converted | C-0001
        L-0002  | a@acme.md | bought    |
    """)
    assert shown(after, "Customers", "customer_id lead_id") == [("C-0002", "L-0002")]
    assert [one.outcome for one in plan.leads] == [Converting.CREATES]


def test_an_empty_book_converts_nobody(converted):
    _, plan = converted("Settings\nkey | value\ncountry | MD")
    assert (plan.patches, plan.leads, plan.problems) == ((), (), ())


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_text(reason):
    assert has_text(f"crm.reason.{reason.value}")
