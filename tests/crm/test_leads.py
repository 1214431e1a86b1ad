import pytest

from xlcrm.crm.keys import Key
from xlcrm.crm.sorting import Sorting


def outcomes(plan):
    return [(one.outcome, one.party_id, one.by) for one in plan.inquiries]


def test_several_inquiries_of_one_person_become_one_lead(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name    | phone         | email        | status
        2024-01-05 | Ann     | +373 22123456 |              | open
        2024-01-07 | Ann Lee |               | ann@mail.ru  | open
        2024-01-09 |         | 0037322123456 | ANN@mail.ru  |
        2024-02-01 | Bob     |               | bob@mail.ru  | open
    """)
    assert shown(after, "Inquiries", "inquiry_id lead_id") == [
        ("I-0001", "L-0001"),
        ("I-0002", "L-0001"),
        ("I-0003", "L-0001"),
        ("I-0004", "L-0002"),
    ]
    assert shown(after, "Leads", "lead_id name phone first_inquiry last_inquiry inquiries") == [
        ("L-0001", "Ann Lee", "0037322123456", "2024-01-05", "2024-01-09", "3"),
        ("L-0002", "Bob", "", "2024-02-01", "2024-02-01", "1"),
    ]
    assert plan.counts == {
        "creates": 2,
        "joins": 2,
        "repeats": 0,
        "unclear": 0,
        "anonymous": 0,
        "later": 0,
    }


def test_ids_continue_after_the_largest_used_anywhere_and_are_never_renumbered(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        inquiry_id | date       | name | lead_id
        I-0041     | 2024-01-05 | Ann  |
                   | 2024-01-06 | Bob  |
        web-7      | 2024-01-07 | Cid  | L-0003

        Leads
        lead_id | name
        L-0003  | Cid

        Orders
        date       | customer_id | amount
        2024-01-09 | L-0099      | 10
    """)
    assert shown(after, "Inquiries", "inquiry_id lead_id") == [
        ("I-0041", "L-0100"),
        ("I-0042", "L-0101"),
        ("web-7", "L-0003"),
    ]


def test_rows_typed_into_the_boxes_get_their_ids(sorted_book, shown):
    after, _ = sorted_book("""
        Leads
        lead_id | name | phone
                | Ann  | +37322123456

        Customers
        customer_id | name
                    | Bob
        C-0007      | Cid
    """)
    assert shown(after, "Leads", "lead_id status") == [("L-0001", "new")]
    assert shown(after, "Customers", "customer_id") == [("C-0008",), ("C-0007",)]


def test_an_existing_customers_inquiry_is_a_repeat_request(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name | email
        2024-01-05 | Ann  | ANN@acme.com

        Customers
        customer_id | name | email
        C-0001      | Ann  | ann@acme.com

        Leads
        lead_id | name
    """)
    assert shown(after, "Inquiries", "lead_id customer_id") == [("", "C-0001")]
    assert shown(after, "Leads", "lead_id") == []
    assert outcomes(plan) == [(Sorting.REPEATS, "C-0001", Key.EMAIL)]


def test_a_converted_lead_stays_and_its_new_inquiries_are_its_customers(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name | phone        | lead_id | status
        2024-03-05 | Ann  | +37322123456 |         | open
        2024-03-06 | Ann  |              | L-0001  | open

        Leads
        lead_id | name | phone        | status    | customer_id | converted_on | first_inquiry | last_inquiry | inquiries
        L-0001  | Ann  | +37322123456 | converted | C-0001      | 2024-01-09   | 2024-01-05    | 2024-01-05   | 1

        Customers
        customer_id | name
        C-0001      | Ann
    """)
    assert shown(after, "Inquiries", "lead_id customer_id") == [
        ("", "C-0001"),
        ("L-0001", "C-0001"),
    ]
    assert shown(after, "Leads", "status inquiries last_inquiry") == [
        ("converted", "1", "2024-01-05")
    ]
    assert [one.outcome for one in plan.inquiries] == [Sorting.REPEATS, Sorting.REPEATS]


def test_a_lead_that_is_known_is_joined_and_only_its_blank_cells_are_filled(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name    | phone      | email       | need | source
        2024-01-05 | A. Lee  | 022 123456 | ann@acme.md | roof | fair
        2024-01-06 | Ann Lee | 022 123456 |             | wall | search

        Leads
        lead_id | name | phone         | email | need | source
        L-0001  | Ann  | +373 22123456 |       |      |

        Settings
        key     | value
        country | MD
    """)
    assert outcomes(plan) == [(Sorting.JOINS, "L-0001", Key.PHONE)] * 2
    assert shown(after, "Leads", "name phone email need source inquiries") == [
        ("Ann", "+373 22123456", "ann@acme.md", "wall", "fair", "2")
    ]


def test_a_lead_id_that_leads_does_not_know_makes_the_lead(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        inquiry_id | date       | company | lead_id | status | closed_on
        1C1I7A6R   | 2016-10-20 | Cancity | Cancity | won    | 2017-03-01
        EC4QE1BX   | 2016-10-25 | Cancity | Cancity | open   |
    """)
    assert shown(after, "Leads", "lead_id company first_inquiry inquiries status closed_on") == [
        ("Cancity", "Cancity", "2016-10-20", "2", "bought", "2017-03-01")
    ]
    assert outcomes(plan) == [(Sorting.CREATES, "Cancity", None)]


def test_a_customers_id_in_the_leads_column_is_the_customer(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | name | lead_id
        2024-01-05 | Ann  | C-0001

        Customers
        customer_id | name
        C-0001      | Ann

        Leads
        lead_id | name
    """)
    assert shown(after, "Inquiries", "customer_id") == [("C-0001",)]
    assert shown(after, "Leads", "lead_id") == []


def test_a_name_alone_never_decides_but_suggests(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name    | company
        2024-01-05 | Ann Lee |
        2024-01-06 | ann lee |
        2024-01-07 | Zoe     |
        2024-01-08 |         | Acme

        Customers
        customer_id | name    | phone
        C-0001      | Ann Lee | +37322123456
    """)
    assert [lead for (lead,) in shown(after, "Leads", "lead_id")] == [
        "L-0001",
        "L-0002",
        "L-0003",
        "L-0004",
    ]
    assert [one.alike for one in plan.inquiries[:2]] == [
        ("C-0001", "L-0002"),
        ("C-0001", "L-0001"),
    ]
    assert [(p.code, p.cell) for p in plan.problems] == [
        ("leads.same_name", "B4"),
        ("leads.same_name", "B5"),
        ("leads.no_key", "B6"),
        ("leads.no_key", "B7"),
    ]


def test_colleagues_with_one_firms_addresses_are_one_lead(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | name | company    | email
        2024-01-05 | Ann  | Acme, Inc. | ann@acme.com
        2024-01-06 | Bob  | ACME INC   | bob@acme.com
        2024-01-07 | Cid  | Acme Inc   | cid@gmail.com
        2024-01-08 | Dan  | Acme Inc   | dan@gmail.com
    """)
    assert [lead for (lead,) in shown(after, "Inquiries", "lead_id")] == [
        "L-0001",
        "L-0001",
        "L-0002",
        "L-0003",
    ]


def test_two_who_could_have_asked_are_not_decided_between(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name | phone
        2024-01-05 | Ann  | +37322123456

        Leads
        lead_id | name | phone        | status
        L-0001  | Ann  | +37322123456 | new
        L-0002  | Bob  | +37322123456 | new
    """)
    assert shown(after, "Inquiries", "lead_id customer_id") == [("", "")]
    (problem,) = plan.problems
    assert (problem.code, problem.cell) == ("leads.unclear", "")
    assert problem.parameters["candidates"] == "L-0001, L-0002"
    assert problem.parameters["by"] == "phone"


def test_who_says_nothing_is_counted_and_who_asks_tomorrow_waits(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name | need | lead_id
        2024-01-05 |      | roof |
        2024-06-02 | Ann  |      |
        2024-06-02 | Bob  |      | acme
    """)
    assert [one.outcome for one in plan.inquiries] == [Sorting.ANONYMOUS, Sorting.LATER]
    assert shown(after, "Inquiries", "inquiry_id lead_id") == [
        ("I-0001", ""),
        ("I-0002", ""),
        ("I-0003", "acme"),
    ]
    assert [problem.code for problem in plan.problems] == ["leads.anonymous", "leads.later"]


def test_a_log_remembers_every_address_of_a_lead(sorted_book, shown):
    after, plan = sorted_book("""
        Inquiries
        date       | name | email        | lead_id
        2024-01-05 | Ann  | new@ann.md   | L-0001
        2024-01-09 | Ann  | NEW@ann.md   |

        Leads
        lead_id | name | email      | status
        L-0001  | Ann  | old@ann.md | new
    """)
    assert outcomes(plan) == [(Sorting.JOINS, "L-0001", Key.EMAIL)]
    assert shown(after, "Leads", "email inquiries") == [("old@ann.md", "2")]


def test_a_tax_number_in_a_column_of_the_managers_own_is_a_key(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | name | Tax number
        2024-01-05 | Ann  | MD-77
        2024-01-06 | Bob  | md77

        Leads
        lead_id | name | Tax number
    """)
    assert shown(after, "Leads", "lead_id tax_number") == [("L-0001", "md77")]


@pytest.mark.parametrize(
    ("text", "counted", "said"),
    [
        ("Settings\nkey | value\ncountry | MD", {}, []),
        ("Leads\nlead_id | name", {}, []),
        ("Inquiries\nrequest\nnothing else", {Sorting.ANONYMOUS: 1}, ["leads.anonymous"]),
        ("Inquiries\nOwn thing\n7", {}, []),  # a cell of the manager's own makes no row
    ],
)
def test_books_that_lack_nearly_everything_are_sorted_all_the_same(
    sorted_book, text, counted, said
):
    _, plan = sorted_book(text)
    assert {outcome: n for outcome, n in plan.counts.items() if n} == counted
    assert [problem.code for problem in plan.problems] == said
