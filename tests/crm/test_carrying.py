from datetime import date

from xlcrm.crm.carrying import Carried, Difference

TODAY = date(2024, 6, 1)


def test_filled_cells_are_kept_and_differences_listed(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name    | phone        | email     | sex    | age | need | status
        L-0001  | Ann Lee | +37322123456 | N@acme.md | female | 40  | roof | bought
        L-0002  | A. Lee  |              | n@acme.md |        | 44  | wall | bought

        Customers
        customer_id | name | phone      | email     | sex | birth_year | need | customer_since
        C-0001      | Ann  | 022 123456 | n@acme.md |     | 1983       |      | unknown

        Settings
        key     | value
        country | MD
    """)
    assert shown(after, "Customers", "name phone sex birth_year need lead_id") == [
        ("Ann", "022 123456", "female", "1983", "roof", "L-0001")
    ]
    assert list(after.grids["Customers"].column("Customer since")) == ["unknown"]
    first, second = plan.leads
    assert first.carried == (
        Carried("sex", "female", "sex"),
        Carried("need", "roof", "need"),
        Carried("lead_id", "L-0001", "lead_id"),
    )
    assert first.differences == (
        Difference("name", "Ann", "Ann Lee"),
        Difference("customer_since", None, TODAY),
    )
    assert second.differences == (
        Difference("name", "Ann", "A. Lee"),
        Difference("need", "roof", "wall"),
        Difference("birth_year", 1983, 1980),
        Difference("customer_since", None, TODAY),
    )


def test_own_columns_are_carried_by_name_and_the_rest_is_reported(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | name | age | Region | Shoe size | Pet | next_step | status
        L-0001  | Ann  | 40  | North  | 41        | cat | call      | bought

        Customers
        customer_id | name | region | Shoe size
    """)
    assert shown(after, "Customers", "name birth_year region shoe_size") == [
        ("Ann", "1984", "North", "41")
    ]
    (row,) = plan.leads
    assert row.left == {"Pet": "cat", "Next step": "call"}


def test_a_withdrawn_consent_wins(converted, shown):
    after, _ = converted("""
        Leads
        lead_id | email     | Consent   | status
        L-0001  | a@acme.md | Withdrawn | bought
        L-0002  | b@acme.md | given     | bought

        Customers
        customer_id | email     | consent
        C-0001      | a@acme.md | given
        C-0002      | b@acme.md | withdrawn
    """)
    assert shown(after, "Customers", "consent") == [("withdrawn",), ("withdrawn",)]


def test_a_customer_since_is_its_first_order(converted, shown):
    after, plan = converted("""
        Leads
        lead_id | email     | status
        L-0001  | a@acme.md | bought

        Customers
        customer_id | email
        C-0001      | a@acme.md

        Orders
        date       | customer_id | amount
        2020-02-02 | C-0001      | 10
    """)
    assert shown(after, "Customers", "customer_since") == [("2020-02-02",)]
    assert plan.leads[0].carried[0] == Carried("customer_since", date(2020, 2, 2), "orders")
