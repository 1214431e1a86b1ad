"""Rows whose other version was filled in since: known again, or told as open; never added twice."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.importing import plan_import
from xlcrm.crm.importing.partial import pair_partial

DAY = date(2024, 1, 15)


@pytest.fixture
def plan(rows_of, book_of):
    def make(text, table, columns, **options):
        found = plan_import(book_of(**{table: columns}), table, rows_of(text), {}, **options)
        assert found.counts.read == found.counts.accounted
        return found

    return make


def refused(found):
    return [(one.line, one.code, one.facts["rows"]) for one in found.refusals]


PEOPLE = {"Name": ["Ann"], "Phone": ["+37322212345"], "Email": ["ann@x.md"]}


def test_an_email_that_was_filled_in_by_hand(plan):
    found = plan("name,phone,email\nAnn,+37322212345,\n", "Customers", PEOPLE)
    assert (found.patches, found.counts.unchanged, found.differences) == ((), 1, ())


def test_an_email_that_the_file_has_by_now(plan):
    book = {**PEOPLE, "Email": [None]}
    text = "name,phone,email\nAnn,+37322212345,ann@x.md\n"
    found = plan(text, "Customers", book)
    assert [(d.field, d.kept, d.other) for d in found.differences] == [("email", None, "ann@x.md")]
    assert plan(text, "Customers", book, update=True).counts.updated == 1


def test_somebody_else_with_the_same_phone_is_somebody_else(plan):
    found = plan("name,phone,email\nBob,+37322212345,\n", "Customers", PEOPLE)
    assert (found.counts.added, found.refusals) == (1, ())


def test_two_that_could_be_meant_are_told_and_neither_is_taken(plan):
    book = {
        "Name": ["Ann", "Ann"],
        "Phone": ["+37322212345"] * 2,
        "Email": [None, None],
        "Company": ["X", "Y"],
    }
    text = "name,phone,email,company\nAnn,+37322212345,ann@x.md,\nDi,,di@x.md,\n"
    found = plan(text, "Customers", book)
    assert refused(found) == [(2, "import.row_perhaps_there", "2, 3")]
    assert found.counts.added == 1
    assert plan(text, "Customers", book, again=True).counts.added == 2


def test_a_name_alone_never_decides(plan):
    found = plan("name,phone\nAnn,\n", "Customers", PEOPLE)
    assert refused(found) == [(2, "import.row_perhaps_there", "2")]
    more = {**PEOPLE, "Company": ["X"], "Region": ["N"]}
    known = plan("name,phone,company,region\nAnn,,X,N\n", "Customers", more)
    assert (known.counts.unchanged, known.refusals) == (1, ())


def test_an_inquiry_that_got_a_phone_since(plan):
    book = {"Date": [DAY], "Name": ["Ann"], "Phone": ["+37322212345"], "Request": ["tea"]}
    text = "date,name,phone,request\n2024-01-15,Ann,,tea\n2024-01-16,Ann,,tea\n"
    found = plan(text, "Inquiries", book)
    assert (found.counts.unchanged, found.counts.added) == (1, 1)


@pytest.mark.parametrize("field", ["Owner", "Category", "Order ID"])
def test_a_line_that_got_its_customer_since_is_told_where_more_agrees(plan, field):
    book = {
        "Date": [DAY],
        "Customer ID": ["C-1"],
        "Product": ["tea"],
        "Amount": [5.0],
        field: ["X"],
    }
    text = f"date,customer_id,product,amount,{field}\n2024-01-15,,tea,5,X\n2024-01-15,,tea,5,Y\n"
    found = plan(text, "Orders", book)
    assert refused(found) == [(2, "import.row_perhaps_there", "2")]
    assert found.counts.added == 1


def test_a_sale_over_the_counter_is_no_customers_line(plan):
    book = {"Date": [DAY], "Customer ID": ["C-1"], "Product": ["tea"], "Amount": [5.0]}
    found = plan("date,customer_id,product,amount\n2024-01-15,,tea,5\n", "Orders", book)
    assert (found.refusals, found.counts.added) == ((), 1)


def test_a_log_with_a_quarter_over_the_counter_is_taken_whole_and_once(plan):
    text = "date,customer_id,product,quantity,amount\n" + "".join(
        f"2024-01-{1 + at // 12:02},{'' if at % 4 == 0 else f'C-{at % 3}'},tea,{1 + at % 2},5\n"
        for at in range(120)
    )
    first = plan(text, "Orders", {"Date": [DAY], "Customer ID": ["C-1"], "Amount": [5.0]})
    assert (first.counts.added, first.refusals) == (120, ())
    (rows,) = first.patches
    again = plan(text, "Orders", rows.columns)
    assert (again.counts.unchanged, again.refusals, again.patches) == (120, (), ())


NAMESAKES = {
    "Name": ["Maria Popa", "Maria Popa"],
    "Sex": ["f", "f"],
    "Source": ["web", "web"],
    "Phone": ["+37360000001", "+37360000002"],
    "Region": ["N", "N"],
    "Company": ["X", "X"],
}


@pytest.mark.parametrize(
    "text",
    [
        "name,sex,source,phone\nMaria Popa,f,web,\n",
        "name,region,company,phone\nMaria Popa,N,X,\n",
    ],
)
def test_of_several_namesakes_none_is_chosen(plan, text):
    found = plan(text, "Customers", NAMESAKES)
    assert refused(found) == [(2, "import.row_perhaps_there", "2, 3")]
    assert (found.counts.unchanged, found.counts.added) == (0, 0)


def test_one_namesake_is_sure_by_what_tells_people_apart_alone(plan):
    one = {name: cells[:1] for name, cells in NAMESAKES.items()}
    shared = "name,sex,source,phone\nMaria Popa,f,web,\n"
    assert refused(plan(shared, "Customers", one)) == [(2, "import.row_perhaps_there", "2")]
    told = "name,region,company,phone\nMaria Popa,N,X,\n"
    assert plan(told, "Customers", one).counts.unchanged == 1


def test_a_phone_that_two_share_does_not_decide(plan):
    book = {"Name": ["Ana", "Ion"], "Sex": ["f", "f"], "Phone": ["+37360000001"] * 2}
    found = plan("name,sex,phone\n,f,+37360000001\n", "Customers", book)
    assert refused(found) == [(2, "import.row_perhaps_there", "2, 3")]


def test_equal_lines_are_as_many_of_the_table_as_it_has(plan):
    line = ",f,+37360000001\n"
    book = {"Name": ["Ana", "Ion"], "Sex": ["f", "f"], "Phone": ["+37360000001"] * 2}
    found = plan("name,sex,phone\n" + line * 3, "Customers", book)
    assert (found.counts.unchanged, found.counts.added, found.refusals) == (2, 1, ())


@given(
    there=st.lists(st.sampled_from(["+37360000001", "+37360000002", None]), max_size=4),
    here=st.integers(1, 5),
)
def test_no_row_of_the_table_is_chosen_among_several(there, here):
    rows = pl.DataFrame(
        {"LINE": range(here), "name": ["Ana"] * here, "request": ["tea"] * here}
        | {"date": ["2024-01-15"] * here, "phone": pl.Series([None] * here, dtype=pl.String)}
    )
    book = pl.DataFrame(
        {"ROW": pl.Series(range(len(there)), dtype=pl.Int64), "name": ["Ana"] * len(there)}
        | {"request": ["tea"] * len(there), "date": ["2024-01-15"] * len(there)}
        | {"phone": pl.Series(there, dtype=pl.String)}
    )
    found = pair_partial(rows, book, "Inquiries", "LINE", "ROW")
    settled = found.pairs.height + found.open.height
    assert settled == min(here, len(there))
    if len(there) > here:
        assert found.pairs.is_empty()


LINES = (
    "date,customer_id,product,quantity,amount\n2024-01-15,C-1,tea,1,5\n2024-01-15,C-1,tea,{},5\n"
)
LINE = {
    "Date": [DAY],
    "Customer ID": ["C-1"],
    "Product": ["tea"],
    "Quantity": [1.0],
    "Amount": [5.0],
}


def test_lines_of_other_quantities_are_two_lines(plan):
    found = plan(LINES.format(2), "Orders", LINE)
    assert (found.counts.unchanged, found.counts.added, found.differences) == (1, 1, ())


def test_a_person_may_buy_the_same_twice_and_nothing_is_added_again(plan, book_of):
    text = LINES.format(1)
    first = plan(text, "Orders", {"Date": [], "Customer ID": [], "Amount": []})
    assert first.counts.added == 2
    again = plan(text, "Orders", first.patches[0].columns)
    assert (again.counts.unchanged, again.patches) == (2, ())


@pytest.mark.parametrize("blank", ["Quantity", "Product"])
def test_a_quantity_or_product_that_came_later_is_no_new_line(plan, blank):
    one_line = LINES.format(1).rsplit("2024", 1)[0]
    found = plan(one_line, "Orders", {**LINE, blank: [None]})
    assert [(d.field, d.kept) for d in found.differences] == [(blank.lower(), None)]
    assert found.counts.added == 0


def test_another_quantity_is_no_change_of_the_line_that_is_there_and_is_told(plan):
    head, _, last = LINES.format(3).strip().split("\n")
    text = f"{head}\n{last}\n"
    found = plan(text, "Orders", LINE)
    assert refused(found) == [(2, "import.row_other_quantity", "2")]
    assert (found.counts.added, found.differences, found.patches) == (0, (), ())
    assert plan(text, "Orders", LINE, again=True).counts.added == 1
