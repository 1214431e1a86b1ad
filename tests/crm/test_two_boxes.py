"""What holds for every book, however its rows are filled."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.crm.conversion import plan_conversion
from xlcrm.crm.conversion_plan import Converting
from xlcrm.crm.leads import sort_leads
from xlcrm.crm.sorting import Sorting
from xlcrm.report.waiting import waiting
from xlcrm.standing.leads import open_leads
from xlcrm.standing.log import told_by_log
from xlcrm.udfs.context import Context

TODAY = date(2024, 6, 1)
OWNED = {
    "Inquiries": {"Inquiry ID", "Lead ID", "Customer ID", "Converted on"},
    "Leads": {
        "Lead ID",
        "First inquiry",
        "Last inquiry",
        "Inquiries",
        "Status",
        "Status on",
        "Closed on",
        "Next step",
        "Next step date",
    },
    "Customers": {"Customer ID"},
}

names = st.sampled_from([None, "Ann", "Bob", ""])
firms = st.sampled_from([None, None, "Acme", "Bolt"])
phones = st.sampled_from([None, None, "+37322111111", "+37322222222", "0037322111111"])
emails = st.sampled_from([None, None, "a@acme.md", "b@acme.md", "A@mail.ru", "b@bolt.md"])
days = st.sampled_from([None, date(2024, 1, 5), date(2024, 3, 5), date(2024, 5, 5), "in May"])
moments = st.sampled_from([None, datetime(2024, 1, 5), datetime(2024, 4, 5), datetime(2024, 7, 1)])
leads_ids = st.sampled_from([None, None, None, "L-0001", "L-0002", "acme", "C-0001"])
customer_ids = st.sampled_from([None, None, None, None, "C-0001", "C-0002"])
steps = st.sampled_from([None, "call", "visit"])
contact = {"name": names, "company": firms, "phone": phones, "email": emails}
inquiry = {
    **contact,
    "date": moments,
    "status": st.sampled_from([None, "open", "offer", "bought", "lost", "postponed", "eh"]),
    "closed_on": days,
    "replied_at": moments,
    "next_step": steps,
    "next_step_date": days,
    "lead_id": leads_ids,
    "customer_id": customer_ids,
    "Tax number": st.sampled_from([None, None, None, 7.0, 8.0]),
    "Row": st.sampled_from([None, "x"]),
}
lead = {
    **contact,
    "lead_id": leads_ids,
    "status": st.sampled_from([None, "new", "offer", "lost", "bought", "converted", "eh"]),
    "status_on": days,
    "closed_on": days,
    "first_inquiry": days,
    "next_step": steps,
    "next_step_date": days,
    "customer_id": customer_ids,
    "age": st.sampled_from([None, 40.0, "young"]),
    "Row": st.sampled_from([None, "", "y"]),
}
customer = {
    **contact,
    "customer_id": st.sampled_from([None, "C-0001", "C-0002", "acme"]),
    "customer_since": days,
    "birth_year": st.sampled_from([None, 1980.0, "old"]),
    "lead_id": st.sampled_from([None, None, "L-0001"]),
    "Row": st.sampled_from([None, "z"]),
}
order = {
    "date": st.sampled_from([None, date(2024, 2, 5), date(2024, 7, 1)]),
    "customer_id": st.sampled_from([None, "L-0001", "L-0002", "acme", "C-0001"]),
    "amount": st.sampled_from([10.0, -10.0, None]),
}
activity = {
    "date": moments,
    "kind": st.sampled_from(["call", "offer"]),
    "result": st.sampled_from([None, "offer requested", "refused"]),
    "party_id": st.sampled_from(["L-0001", "L-0002", "acme", "C-0001"]),
    "next_step": steps,
    "next_step_date": days,
}


def table(columns, most):
    rows = st.lists(st.tuples(*columns.values()).map(list), max_size=most)
    return rows.map(lambda made: (list(columns), made))


books = st.fixed_dictionaries(
    {"Inquiries": table(inquiry, 8), "Leads": table(lead, 4), "Customers": table(customer, 3)},
    optional={"Orders": table(order, 3), "Activities": table(activity, 4)},
)

ids = st.sampled_from(["L-0001", "L-0002", "acme"])
late_days = st.sampled_from([None, date(2024, 1, 5), date(2024, 4, 5), date(2024, 7, 1)])
known_lead = lead | {
    "status": st.sampled_from([None, "new", "working", "offer", "lost", "bought", "converted"]),
    "status_on": late_days,
    "closed_on": late_days,
    "converted_on": st.none() | late_days,
    # Beside a date that cannot be read, sorting fills in one half of a step.
    "next_step_date": late_days,
}
known_inquiry = inquiry | {"lead_id": ids, "closed_on": late_days}


@st.composite
def sorted_logs(draw):
    """Books in which each inquiry has its lead already, and its lead a row."""
    extra = draw(table(known_lead, 2))
    rows = [draw(st.tuples(*known_lead.values()).map(list)) for _ in range(3)]
    place = list(known_lead).index("lead_id")
    for row, lead_id in zip(rows, ("L-0001", "L-0002", "acme"), strict=True):
        row[place] = lead_id
    return {
        "Leads": (extra[0], rows + extra[1]),
        "Inquiries": draw(table(known_inquiry, 6)),
        "Activities": draw(table(activity, 5)),
        "Customers": draw(table(customer, 2)),
    }


@pytest.fixture(scope="session")
def filled():
    """The filled cells of a book by table, sheet row and header."""

    def cells(frames):
        return {
            (name, row, header): value
            for name, grid in frames.grids.items()
            for header in grid.place.headers
            for row, value in enumerate(list(grid.column(header)))
            if value not in {None, ""}
        }

    return cells


@settings(max_examples=40, deadline=None)
@given(books)
def test_a_second_sorting_plans_nothing(tables, applied, made):
    frames = tables(made)
    after = applied(frames, sort_leads(frames, TODAY).patches)
    assert sort_leads(after, TODAY).patches == ()


def listed(frames, as_of):
    groups = waiting(Context(frames, as_of, as_of))
    return {
        (group.value, item.since, item.what, item.status, item.table, item.row)
        for group, items in groups.items()
        for item in items
    }


@settings(max_examples=60, deadline=None)
@given(sorted_logs(), st.sampled_from([date(2024, 1, 5), date(2024, 4, 5), TODAY]))
def test_today_lists_the_same_open_leads_before_and_after_sorting(tables, applied, made, as_of):
    frames = tables(made)
    after = applied(frames, sort_leads(frames, as_of).patches)
    assert listed(after, as_of) == listed(frames, as_of)


@settings(max_examples=40, deadline=None)
@given(sorted_logs())
def test_the_open_leads_of_today_are_those_that_sorting_leaves_open(tables, applied, made):
    as_of = date(2024, 8, 1)
    names, rows = made["Leads"]
    frames = tables(made | {"Leads": (names, rows[:3])})
    written = applied(frames, sort_leads(frames, as_of).patches)["Leads"]
    ended = pl.col("status").is_in(["lost", "bought", "converted"])
    left_open = written.filter(~ended, pl.col("converted_on").is_null())
    told = told_by_log(frames, frames["Inquiries"]["lead_id"], as_of)
    found = open_leads(frames, told, as_of)
    assert found.select("row", "status").rows() == left_open.select("row", "status").rows()


def test_rows_of_a_lead_that_bears_its_customers_id_stay_as_they_are(tables):
    frames = tables(
        {
            "Leads": (["lead_id", "status", "customer_id"], [["C-1", "converted", "C-1"]]),
            "Customers": (["customer_id", "name"], []),
            "Activities": (["party_id", "kind"], [["C-1", "call"]]),
        }
    )
    assert plan_conversion(frames, TODAY).patches == ()


@settings(max_examples=40, deadline=None)
@given(books)
def test_a_second_conversion_plans_nothing(tables, applied, made):
    frames = tables(made)
    frames = applied(frames, sort_leads(frames, TODAY).patches)
    once = plan_conversion(frames, TODAY)
    after = applied(frames, once.patches)
    again = plan_conversion(after, TODAY)
    assert again.patches == ()
    done = {Converting.CREATES, Converting.MERGES}
    assert not [one for one in again.leads if one.outcome in done]
    assert len(after["Customers"]) == len(frames["Customers"]) + once.counts["creates"]


@settings(max_examples=40, deadline=None)
@given(books)
def test_sorting_changes_no_filled_cell_of_the_managers(tables, applied, filled, made):
    frames = tables(made)
    before = filled(frames)
    after = filled(applied(frames, sort_leads(frames, TODAY).patches))
    changed = {place for place, value in before.items() if after.get(place) != value}
    assert {place for place in changed if place[2] not in OWNED.get(place[0], set())} == set()
    ids = {"Inquiry ID", "Lead ID", "Customer ID", "Converted on"}
    assert {place for place in changed if place[2] in ids} == set()


@settings(max_examples=40, deadline=None)
@given(books)
def test_a_conversion_overwrites_no_customer(tables, applied, filled, made):
    frames = tables(made)
    before = filled(frames)
    after = filled(applied(frames, plan_conversion(frames, TODAY).patches))
    kept = {place: value for place, value in before.items() if place[0] == "Customers"}
    assert {place: after[place] for place in kept} == kept
    assert before.keys() <= after.keys()


@settings(max_examples=40, deadline=None)
@given(books)
def test_nobody_is_thrown_away(tables, applied, made):
    frames = tables(made)
    plan = sort_leads(frames, TODAY)
    after = applied(frames, plan.patches)
    assert len(after["Leads"]) == len(frames["Leads"]) + plan.counts["creates"]
    log, seen = frames["Inquiries"], {one.row for one in plan.inquiries}
    whose = log.filter(pl.any_horizontal(pl.col("lead_id", "customer_id").is_not_null()))
    assert plan.linked == len(set(whose["row"]) - seen)
    assert plan.read == log.height
    out = {Sorting.UNCLEAR, Sorting.ANONYMOUS, Sorting.LATER}
    left = {one.row for one in plan.inquiries if one.outcome in out}
    boxes = {*after["Leads"]["lead_id"], *after["Customers"]["customer_id"]}
    known = {*boxes, *frames["Inquiries"]["customer_id"], *frames["Leads"]["customer_id"]}
    told = after["Inquiries"].select("row", "inquiry_id", "lead_id", "customer_id", "date")
    for row, inquiry_id, lead_id, customer_id, day in told.iter_rows():
        if inquiry_id and row not in left and not (day and day.date() > TODAY):
            assert (customer_id or lead_id) in known


@settings(max_examples=40, deadline=None)
@given(books, st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_say_who_is_whom(tables, applied, made, random):
    names, rows = made["Inquiries"]
    names = [*names, "Place"]
    rows = [[*row, str(place)] for place, row in enumerate(rows)]
    shuffled = random.sample(rows, len(rows))

    def parties(order):
        frames = tables({**made, "Inquiries": (names, order)})
        known = {*frames["Leads"]["lead_id"], *frames["Inquiries"]["lead_id"]}
        after = applied(frames, sort_leads(frames, TODAY).patches)["Inquiries"]
        found = {}
        for place, lead_id, customer_id in after.select(
            "place", "lead_id", "customer_id"
        ).iter_rows():
            party = (customer_id, lead_id if lead_id in known else None)
            new = lead_id if lead_id not in known else None
            found.setdefault((party, new), set()).add(place)
        return sorted((str(party), sorted(places)) for (party, _), places in found.items())

    assert parties(rows) == parties(shuffled)
