"""Each rule of converting a lead, by a test of its own.

| rule | test |
|---|---|
| its status says bought | test_a_status_that_says_bought_converts |
| its inquiry's status says bought | test_an_inquiry_that_says_bought_converts_its_lead |
| Orders names its id | test_an_order_under_a_leads_id_converts |
| the manager picks it | test_a_picked_lead_converts |
| nothing else does | test_an_offer_converts_nobody |
| each row is "creates" or "merges into X" | test_every_row_says_whether_it_creates_or_merges |
| all targets are checked before anything is written | test_one_stopped_row_stops_no_other_and_is_left_alone |
| filled fields are not overwritten, differences listed | test_filled_fields_stay_and_differences_are_listed |
| blank fields are filled | test_blank_fields_are_filled |
| own columns go by name | test_own_columns_go_by_name |
| ... in the words of the lists | test_own_columns_speak_the_words_of_the_lists |
| what is not carried is reported | test_what_is_not_carried_is_reported |
| what names the lead follows | test_whatever_names_the_lead_follows |
| ... also into a customer that exists | test_it_follows_into_a_customer_that_exists |
| the lead stays, marked, dated, linked both ways | test_the_lead_stays_marked_dated_and_linked |
| a customer's inquiry is a repeat request | test_an_inquiry_of_a_customer_makes_no_customer |
| twice does nothing | test_twice_does_nothing, and tests/crm/test_two_boxes.py for any book |
| a withdrawn consent wins | test_a_withdrawal_wins_wherever_it_stands |
| lost needs a reason | test_lost_needs_a_reason |
| a lost lead is not converted by hand | test_a_lost_lead_is_refused_until_it_is_bought |
| of one batch, each party once | test_two_leads_of_one_party_make_one_customer |
| a result per row | test_every_id_that_was_asked_for_has_a_result |

Into whom a lead converts (`test_conversion_targets`), IDs that stand in two rows
(`test_conversion_doubled`) and undoing have their own tests.
"""

from datetime import date

from xlcrm.crm.conversion_plan import Converting
from xlcrm.crm.leads import sort_leads
from xlcrm.validation.everything import validate

TODAY = date(2024, 6, 1)
CREATES, MERGES, STOPPED = Converting.CREATES, Converting.MERGES, Converting.STOPPED
REFUSED, ALREADY = Converting.REFUSED, Converting.ALREADY


def outcomes(plan):
    return {one.lead_id: (one.outcome, one.customer_id) for one in plan.leads}


def test_a_status_that_says_bought_converts(converted):
    _, plan = converted("Leads\nlead_id | name | status\nL-1 | Ann | won")
    assert outcomes(plan) == {"L-1": (CREATES, "C-0001")}


def test_an_inquiry_that_says_bought_converts_its_lead(converted):
    _, plan = converted("""
        Leads
        lead_id | name | status
        L-1     | Ann  | working

        Inquiries
        date       | lead_id | status
        2024-01-01 | L-1     | bought
    """)
    assert outcomes(plan) == {"L-1": (CREATES, "C-0001")}


def test_an_order_under_a_leads_id_converts(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status
        L-1     | Ann  | new

        Orders
        date       | customer_id | amount
        2024-01-01 | L-1         | 5
    """)
    assert outcomes(plan) == {"L-1": (CREATES, "C-0001")}
    assert shown(after, "Leads", "converted_on") == [("2024-01-01",)]


def test_a_picked_lead_converts(converted):
    _, plan = converted("Leads\nlead_id | name | status\nL-1 | Ann | new\nL-2 | Bob | new", "L-2")
    assert outcomes(plan) == {"L-2": (CREATES, "C-0001")}


def test_an_offer_converts_nobody(converted):
    _, plan = converted("""
        Leads
        lead_id | name | status
        L-1     | Ann  | offer
        L-2     | Bob  | postponed
        L-3     | Cid  | lost
    """)
    assert (plan.patches, plan.leads) == ((), ())


THREE = """
    Leads
    lead_id | name | email     | status
    L-1     | Ann  | a@acme.md | bought
    L-2     | Bob  | b@acme.md | bought
    L-3     | Cid  | c@acme.md | bought

    Customers
    customer_id | name | email
    C-0001      | Bob  | b@acme.md
    C-0002      | Cid  | c@acme.md
    C-0003      | Cyd  | c@acme.md
"""


def test_every_row_says_whether_it_creates_or_merges(converted):
    _, plan = converted(THREE)
    assert outcomes(plan) == {
        "L-1": (CREATES, "C-0004"),
        "L-2": (MERGES, "C-0001"),
        "L-3": (STOPPED, ""),
    }


def test_one_stopped_row_stops_no_other_and_is_left_alone(converted, shown):
    after, _ = converted(THREE)
    assert shown(after, "Leads", "status customer_id converted_on") == [
        ("converted", "C-0004", "2024-06-01"),
        ("converted", "C-0001", "2024-06-01"),
        ("bought", "", ""),
    ]


MERGING = """
    Leads
    lead_id | name | company | email     | sex    | need | Pet | Region | lost_reason | next_step | status
    L-1     | Ann  | Acme    | a@acme.md | female | roof | cat | North  | price       | call      | bought

    Customers
    customer_id | name | company | email     | sex | need | region
    C-0001      | Anna |         | a@acme.md |     | wall |
"""


def test_filled_fields_stay_and_differences_are_listed(converted, shown):
    after, plan = converted(MERGING)
    assert shown(after, "Customers", "name need") == [("Anna", "wall")]
    (row,) = plan.leads
    differing = [(one.name, one.kept, one.offered, one.origin) for one in row.differences]
    assert differing == [("name", "Anna", "Ann", "name"), ("need", "wall", "roof", "need")]


def test_blank_fields_are_filled(converted, shown):
    after, plan = converted(MERGING)
    assert shown(after, "Customers", "company sex") == [("Acme", "female")]
    origins = {one.name: one.origin for one in plan.leads[0].carried}
    assert origins == {
        "company": "company",
        "sex": "sex",
        "region": "region",
        "customer_since": "as_of",
        "lead_id": "lead_id",
    }


def test_own_columns_go_by_name(converted, shown):
    after, _ = converted(MERGING)
    assert shown(after, "Customers", "region") == [("North",)]


def test_own_columns_speak_the_words_of_the_lists(converted, shown):
    after, _ = converted("""
        Leads
        lead_id | name | Buys elsewhere | Consent | status
        L-1     | Ann  | Y              | opt out | bought

        Customers
        customer_id | name | buys_elsewhere | consent

        Lists
        list    | value   | alias_of
        consent | opt out | withdrawn
    """)
    assert shown(after, "Customers", "buys_elsewhere consent") == [("yes", "withdrawn")]
    raw = [after.grids["Customers"].column(h)[0] for h in ("Buys elsewhere", "Consent")]
    assert raw == ["yes", "withdrawn"]


def test_what_is_not_carried_is_reported(converted):
    _, plan = converted(MERGING)
    assert plan.leads[0].left == {"Pet": "cat", "Lost reason": "price", "Next step": "call"}


FOLLOWING = """
    Inquiries
    date       | lead_id | status
    2024-01-01 | L-1     | bought

    Orders
    date       | customer_id | amount
    2024-01-02 | L-1         | 5

    Activities
    date       | kind | party_id
    2024-01-01 | call | L-1

    Touchpoints
    date       | party_id
    2024-01-01 | L-1

    Surveys
    date       | customer_id | score
    2024-01-03 | L-1         | 9
"""
PARTIES = {
    "Inquiries": "customer_id",
    "Orders": "customer_id",
    "Activities": "party_id",
    "Touchpoints": "party_id",
    "Surveys": "customer_id",
}


def test_whatever_names_the_lead_follows(converted, shown):
    lead = "Leads\nlead_id | name | status\nL-1 | Ann | bought\n\n"
    after, plan = converted(lead + FOLLOWING)
    for table, column in PARTIES.items():
        assert shown(after, table, column) == [("C-0001",)], table
    assert shown(after, "Inquiries", "lead_id converted_on") == [("L-1", "2024-01-02")]
    assert plan.followed == dict.fromkeys(["Orders", "Activities", "Touchpoints", "Surveys"], 1)


def test_it_follows_into_a_customer_that_exists(converted, shown):
    boxes = """
        Leads
        lead_id | email     | status
        L-1     | a@acme.md | bought

        Customers
        customer_id | email
        C-0007      | a@acme.md

    """
    after, _ = converted(boxes + FOLLOWING)
    for table, column in PARTIES.items():
        assert shown(after, table, column) == [("C-0007",)], table


def test_the_lead_stays_marked_dated_and_linked(converted, shown):
    after, _ = converted("Leads\nlead_id | name | status\nL-1 | Ann | bought")
    assert shown(after, "Leads", "lead_id name status converted_on customer_id") == [
        ("L-1", "Ann", "converted", "2024-06-01", "C-0001")
    ]
    assert shown(after, "Customers", "customer_id name lead_id") == [("C-0001", "Ann", "L-1")]


def test_an_inquiry_of_a_customer_makes_no_customer(book, applied, converted, shown):
    text = """
        Inquiries
        date       | name | email     | status
        2024-05-01 | Ann  | a@acme.md | bought

        Leads
        lead_id | name

        Customers
        customer_id | name | email
        C-0001      | Ann  | a@acme.md
    """
    frames = book(text)
    plan = sort_leads(frames, TODAY)
    assert plan.counts["repeats"] == 1
    after = applied(frames, plan.patches)
    assert shown(after, "Inquiries", "lead_id customer_id") == [("", "C-0001")]
    again, conversion = converted(
        text.replace("| status", "| status | customer_id").replace("| bought", "| bought | C-0001")
    )
    assert (conversion.leads, conversion.patches) == ((), ())
    assert len(shown(again, "Customers", "name")) == 1


def test_twice_does_nothing(converted):
    converted(THREE)  # the fixture plans a second run, which must be empty


def test_a_withdrawal_wins_wherever_it_stands(converted, shown):
    after, plan = converted("""
        Inquiries
        date       | lead_id | status | Consent
        2024-01-01 | L-3     | bought | withdrawn
        2024-02-01 | L-3     | open   | given

        Leads
        lead_id | email     | Consent   | status
        L-1     | a@acme.md | withdrawn | bought
        L-2     | b@acme.md | given     | bought
        L-3     | c@acme.md | given     | bought
        L-4     | d@acme.md | given     | bought
        L-5     | d@acme.md | withdrawn | bought

        Customers
        customer_id | email     | consent
        C-0001      | a@acme.md | given
        C-0002      | b@acme.md | withdrawn
    """)
    assert shown(after, "Customers", "customer_id consent") == [
        ("C-0001", "withdrawn"),
        ("C-0002", "withdrawn"),
        ("C-0003", "withdrawn"),
        ("C-0004", "withdrawn"),
    ]
    (kept,) = [one for lead in plan.leads for one in lead.differences if one.name == "consent"]
    assert (kept.kept, kept.offered) == ("withdrawn", "given")


def test_lost_needs_a_reason(book):
    frames = book("""
        Leads
        lead_id | name | phone        | status | closed_on  | lost_reason
        L-1     | Ann  | +37369111222 | lost   | 2024-01-01 |
        L-2     | Bob  | +37369111223 | lost   | 2024-01-01 | price
    """)
    codes = [(one.code, one.cell) for one in validate(frames, TODAY) if one.table == "Leads"]
    assert codes == [("lost.no_reason", "F4")]


def test_a_lost_lead_is_refused_until_it_is_bought(converted):
    _, plan = converted("Leads\nlead_id | name | status\nL-1 | Ann | lost", "L-1")
    assert [(one.outcome, one.code) for one in plan.leads] == [(REFUSED, "convert.lost")]
    assert plan.patches == ()


def test_two_leads_of_one_party_make_one_customer(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | email     | status
        L-1     | Ann  | a@acme.md | bought
        L-2     | A.   | A@acme.md | bought
    """)
    assert outcomes(plan) == {"L-1": (CREATES, "C-0001"), "L-2": (MERGES, "C-0001")}
    assert shown(after, "Customers", "customer_id name") == [("C-0001", "Ann")]


def test_every_id_that_was_asked_for_has_a_result(converted):
    _, plan = converted(
        """
        Leads
        lead_id | name | status    | customer_id
        L-1     | Ann  | new       |
        L-2     | Bob  | lost      |
        L-3     | Cid  | converted | C-0001

        Customers
        customer_id | name
        C-0001      | Cid
        """,
        *("L-1", "L-2", "L-3", "L-9", "C-0001"),
    )
    assert outcomes(plan) == {
        "L-1": (CREATES, "C-0002"),
        "L-2": (REFUSED, ""),
        "L-3": (ALREADY, "C-0001"),
        "L-9": (REFUSED, ""),
        "C-0001": (REFUSED, ""),
    }
