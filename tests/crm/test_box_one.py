from datetime import date

from xlcrm.crm.leads import sort_leads

TODAY = date(2024, 6, 1)


def test_status_and_next_step_are_what_is_dated_last(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | status | closed_on  | replied_at | lost_reason | next_step | next_step_date | lead_id
        2024-01-05 | open   |            |            |             | call      | 2024-01-09     | A
        2024-01-05 | open   |            | 2024-01-06 |             |           |                | B
        2024-01-05 | lost   | 2024-02-01 |            | price       |           |                | C
        2024-01-05 | lost   | 2024-02-01 |            | price       |           |                | D
        2024-03-01 | offer  |            |            |             | visit     | 2024-03-09     | D

        Activities
        date       | kind | party_id | next_step | next_step_date
        2024-01-08 | call | A        | send      | 2024-01-20
    """)
    assert shown(after, "Leads", "lead_id status status_on closed_on lost_reason next_step") == [
        ("A", "working", "2024-01-08", "", "", "send"),
        ("B", "working", "2024-01-06", "", "", ""),
        ("C", "lost", "2024-02-01", "2024-02-01", "price", ""),
        ("D", "offer", "2024-03-01", "", "", "visit"),
    ]


def test_what_was_closed_later_is_not_written_on_a_past_day(sorted_book, shown):
    book = """
        Inquiries
        date       | status | closed_on  | replied_at | lost_reason | lead_id
        2024-01-05 | lost   | 2024-02-01 |            | price       | A
        2024-01-05 | bought | 2024-02-01 | 2024-01-06 |             | B
    """
    columns = "lead_id status status_on closed_on"
    past, _ = sorted_book(book, as_of=date(2024, 1, 20))
    assert shown(past, "Leads", columns) == [
        ("A", "new", "2024-01-05", ""),
        ("B", "working", "2024-01-06", ""),
    ]
    later, _ = sorted_book(book, as_of=date(2024, 2, 1))
    assert shown(later, "Leads", columns) == [
        ("A", "lost", "2024-02-01", "2024-02-01"),
        ("B", "bought", "2024-02-01", "2024-02-01"),
    ]


def test_a_next_step_of_the_managers_own_stays_while_it_is_ahead(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | status | next_step | next_step_date | lead_id
        2024-03-05 | open   | call      | 2024-03-09     | A
        2024-03-05 | open   | call      | 2024-03-09     | B

        Leads
        lead_id | status  | status_on  | next_step | next_step_date
        A       | working | 2024-02-01 | own visit | 2024-03-20
        B       | working | 2024-02-01 | own visit | 2024-03-01
    """)
    assert shown(after, "Leads", "next_step next_step_date") == [
        ("own visit", "2024-03-20"),
        ("call", "2024-03-09"),
    ]


def test_a_cell_that_cannot_be_read_is_not_blank(sorted_book):
    after, _ = sorted_book("""
        Inquiries
        date       | age | lead_id | status | closed_on
        2024-03-05 | 40  | A       | lost   | 2024-03-06

        Leads
        lead_id | age      | status | closed_on
        A       | about 40 | new    | in March
    """)
    leads = after.grids["Leads"]
    assert list(leads.column("Age")) == ["about 40"]
    assert list(leads.column("Closed on")) == ["in March"]


def test_own_formulas_that_show_nothing_are_not_blank(tables, applied):
    names = ["lead_id", "name", "Region code"]
    frames = tables(
        {
            "Inquiries": (
                ["date", "lead_id", "Region code"],
                [[date(2024, 1, 5), "A", "MD"], [date(2024, 1, 6), "B", "RO"]],
            ),
            "Leads": (names, [["A", "Ann", ""], ["B", "Bob", None]]),
        }
    )
    after = applied(frames, sort_leads(frames, TODAY).patches)
    assert list(after.grids["Leads"].column("Region code")) == ["", "RO"]


def test_first_inquiry_is_never_moved_forward(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | name | lead_id
        2024-03-05 | Ann  | A

        Leads
        lead_id | name | first_inquiry | last_inquiry
        A       | Ann  | 2015-01-01    | 2015-01-01
    """)
    assert shown(after, "Leads", "first_inquiry last_inquiry inquiries") == [
        ("2015-01-01", "2024-03-05", "1")
    ]


def test_a_doubled_lead_is_brought_up_to_date_once(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | name | lead_id
        2024-03-05 | Ann  | A

        Leads
        lead_id | name
        A       | Ann
        A       | Ann
    """)
    assert shown(after, "Leads", "inquiries") == [("1",), ("",)]


def test_own_columns_may_have_any_name(sorted_book, shown):
    after, _ = sorted_book("""
        Inquiries
        date       | name | Day | Lead | Bought | Row | Answered
        2024-03-05 | Ann  | Mon | hot  | no     | x   | y

        Leads
        lead_id | Day | Lead | Bought | Row | Answered
    """)
    assert shown(after, "Leads", "day lead bought row_ answered") == [
        ("Mon", "hot", "no", "x", "y")
    ]
