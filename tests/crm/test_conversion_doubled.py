"""IDs that stand in two rows: whose they are is not guessed."""

from xlcrm.crm.conversion_plan import Converting

CREATES, STOPPED = Converting.CREATES, Converting.STOPPED

DOUBLED = """
    Leads
    lead_id | name | email    | status    | customer_id
    L9      | Ann  | a@x.md   | bought    |
    L9      | Bob  | b@x.md   | bought    |
    L8      | Cid  | c@x.md   | converted | C-0007
    L8      | Dan  | d@x.md   | new       |
    L1      | Eve  | e@x.md   | bought    |
    L2      | Fay  | f@x.md   | bought    |
    L2      | Gus  | g@x.md   | new       |

    Customers
    customer_id | name
    C-0007      | Cid

    Orders
    date       | customer_id | amount
    2024-01-01 | L9          | 5
    2024-01-01 | L8          | 5
"""


def test_rows_of_one_id_are_stopped(converted, shown):
    after, plan = converted(DOUBLED)
    stopped = [one for one in plan.leads if one.outcome is STOPPED]
    assert [(one.lead_id, one.name, one.code, one.elsewhere) for one in stopped] == [
        ("L9", "Ann", "convert.doubled", ("A5",)),
        ("L9", "Bob", "convert.doubled", ("A4",)),
        ("L8", "Dan", "convert.doubled", ("A6",)),
        ("L2", "Fay", "convert.doubled", ("A10",)),
    ]
    assert plan.counts[CREATES] == 1
    assert [p.cell for p in plan.problems if p.code == "convert.doubled"] == [
        "A4",
        "A5",
        "A7",
        "A9",
    ]
    assert shown(after, "Orders", "customer_id") == [("L9",), ("L8",)]
    assert [row[0] for row in shown(after, "Customers", "name")] == ["Cid", "Eve"]


def test_a_picked_id_of_two_rows_is_stopped(converted):
    _, plan = converted(DOUBLED, "L2")
    assert [(one.name, one.outcome) for one in plan.leads] == [("Fay", STOPPED), ("Gus", STOPPED)]


def test_rows_of_one_id_and_one_customer_are_one_lead(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | status    | customer_id
        L8      | Cid  | converted | C-0007
        L8      | Cid  | converted | C-0007

        Customers
        customer_id | name
        C-0007      | Cid

        Orders
        date       | customer_id | amount
        2024-01-01 | L8          | 5
    """)
    assert plan.leads == ()
    assert shown(after, "Orders", "customer_id") == [("C-0007",)]


def test_a_customer_of_two_rows_stops_who_would_be_it(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | email   | phone       | status
        L-1     | Ann  | a@x.md  | 069 123 456 | bought
        L-2     | Bob  | b@x.md  |             | bought

        Customers
        customer_id | name | email  | phone
        K1          | Ann  | a@x.md |
        K1          | Zoe  | z@x.md |
    """)
    stopped, made = plan.leads
    assert (stopped.outcome, stopped.customer_id) == (STOPPED, "K1")
    assert (stopped.code, stopped.elsewhere) == ("convert.doubled_customer", ("A4", "A5"))
    assert made.outcome is CREATES
    assert shown(after, "Customers", "phone")[:2] == [("",), ("",)]
    assert [p.cell for p in plan.problems if p.code == "convert.doubled_customer"]
