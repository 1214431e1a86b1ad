from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.cells import MAX_ROW, Extent, Grid, TablePlace, typed
from xlcrm.crm.importing import Counts, plan_import
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.records import read_records
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames
from xlcrm.language import text

ORDERS = "date;customer_id;amount;Region;Shop\n31.01.2024;00001;1.234,50;=North;3\n01.02.2024;007;-5,25;+South;12\n"


def test_a_plan_appends_values_under_the_headers_of_the_table(rows_of):
    plan = plan_import(
        Frames({}),
        "Orders",
        rows_of(ORDERS),
        {
            "date": "date",
            "customer_id": "customer_id",
            "amount": "amount",
            "Sales region": "Region",
        },
    )
    (patch,) = plan.patches
    assert (patch.table, patch.height) == ("Orders", 2)
    assert patch.columns == {
        "Date": [date(2024, 1, 31), date(2024, 2, 1)],
        "Customer ID": ["00001", "007"],
        "Amount": [1234.5, -5.25],
        "Sales region": ["=North", "+South"],
    }
    assert plan.counts == Counts(2, 2, 0, 0, 0, 0, 0)
    assert plan.date_orders == {"date": "dmy"}
    assert plan.decimal_marks == {"amount": ","}
    assert plan.not_taken == ("Shop",)
    assert plan.mapping["Sales region"] == "Region"
    assert (plan.source, plan.recognised) == ("rows.csv", False)


def test_a_guessed_encoding_is_said(rows_of):
    plan = plan_import(Frames({}), "Customers", rows_of("name\nMüller\n".encode("cp1252")), {})
    assert plan.patches[0].columns == {"Name": ["Müller"]}
    assert [one.code for one in plan.remarks] == ["import.encoding_guessed"]


def test_headers_that_speak_for_themselves_need_no_mapping(rows_of):
    plan = plan_import(Frames({}), "Orders", rows_of(ORDERS), {}, source="june.csv")
    assert plan.mapping == {"date": "date", "customer_id": "customer_id", "amount": "amount"}
    assert (plan.recognised, plan.source, plan.not_taken) == (True, "june.csv", ("Region", "Shop"))


def test_rows_are_refused_with_line_column_value_and_reason(rows_of):
    rows = rows_of(
        "date,customer_id,amount,product\n2024-01-05,A,1,x\n,B,2,y\nsoon,C,many,z\n2024-01-06,D,5,x,y\n"
        "2024-01-07,E,2e12,x\n"
    )
    plan = plan_import(Frames({}), "Orders", rows, {})
    assert [(one.line, one.column, one.value, one.code) for one in plan.refusals] == [
        (3, "date", "", "import.cell_required"),
        (4, "date", "soon", "import.cell_not_a_date_in_order"),
        (4, "amount", "many", "import.cell_not_a_number"),
        (5, "", "2024-01-06,D,5,x,y", "import.row_too_long"),
        (6, "amount", "2e12", "import.cell_out_of_range"),
    ]
    assert plan.counts == Counts(5, 1, 0, 0, 0, 0, 4)


def test_where_leaves_the_rest_out_before_anything_is_refused(rows_of):
    rows = rows_of(
        "date,amount,stage\n2024-01-05,1,Won\n,,Lost\n2024-01-06,2, won \n,,\n2024-01-07,,WON\n"
    )
    mapping = {"date": "date", "amount": "amount"}
    plan = plan_import(Frames({}), "Orders", rows, mapping, where={"Stage": "won"})
    assert plan.counts == Counts(4, 2, 0, 0, 0, 1, 1)
    blank = plan_import(Frames({}), "Orders", rows, mapping, where={"stage": ""})
    assert blank.counts == Counts(4, 0, 0, 0, 0, 4, 0)
    assert blank.patches == ()


def test_customers_are_reduced_by_their_id(rows_of, book_of):
    rows = rows_of("id,name,seg\nA,Ann,x\nB,Bob,y\nA,Anna,x\nC,Cy,z\nA,Ann,x\nD,Di,z\n")
    book = book_of(
        Customers={"Customer ID": ["B", "C"], "Name": ["Bob", "Cyril"], "seg": ["y", "z"]}
    )
    plan = plan_import(book, "Customers", rows, {"customer_id": "id", "name": "name", "Seg": "seg"})
    assert plan.counts == Counts(6, 2, 2, 1, 1, 0, 0)
    assert plan.patches[0].columns == {
        "Customer ID": ["A", "D"],
        "Name": ["Ann", "Di"],
        "seg": ["x", "z"],
    }
    assert [(d.key, d.field, d.kept, d.other, d.line, d.in_table) for d in plan.differences] == [
        ("A", "name", "Ann", "Anna", 4, False),
        ("C", "name", "Cyril", "Cy", 5, True),
    ]


def test_without_an_id_all_rows_are_added_and_a_second_time_none(rows_of, after):
    rows = rows_of("name,company\nAnn,X\nAnn,X\n")
    plan = plan_import(Frames({}), "Customers", rows, {})
    assert (plan.counts.added, plan.remarks) == (2, ())
    again = plan_import(after(plan), "Customers", rows, {})
    assert (again.patches, again.counts.unchanged) == ((), 2)
    assert [one.code for one in again.remarks] == ["import.rows_there"]


def test_inquiries_know_labels_and_who_asked(rows_of):
    rows = rows_of(
        "date,company,stage\n2024-01-05,X,Won\n2024-01-06,,Foo\n2024-01-07,Y,Prospecting\n"
    )
    mapping = {"date": "date", "company": "company", "status": "stage"}
    plan = plan_import(Frames({}), "Inquiries", rows, mapping)
    assert plan.patches[0].columns["Status"] == ["bought", "Foo", "open"]
    assert {one.code: one.parameters["n"] for one in plan.remarks} == {
        "import.labels_unknown": 1,
        "import.rows_without_contact": 1,
    }
    named = plan_import(Frames({}), "Inquiries", rows, mapping, aliases={("Status", "foo"): "lost"})
    assert named.patches[0].columns["Status"] == ["bought", "lost", "open"]


def test_rows_with_nothing_in_what_is_taken_are_refused(rows_of):
    plan = plan_import(Frames({}), "Customers", rows_of("name,x\nAnn,1\n,2\n"), {"name": "name"})
    assert [(one.line, one.code) for one in plan.refusals] == [(3, "import.row_blank")]


def test_rows_without_the_id_that_others_have_are_remarked(rows_of):
    plan = plan_import(Frames({}), "Leads", rows_of("lead id,name\nA,Ann\n,Bob\n"), {})
    assert {one.code for one in plan.remarks} == {"import.rows_without_key"}


def test_the_settings_say_the_date_order(rows_of, book_of):
    rows = rows_of("date,amount,customer_id\n03/04/2024,1,X\n")
    with pytest.raises(ImportFileError, match="ambiguous"):
        plan_import(Frames({}), "Orders", rows, {})
    book = book_of(Settings={"Setting": ["date_order"], "Value": ["mdy"]})
    assert plan_import(book, "Orders", rows, {}).patches[0].columns["Date"] == [date(2024, 3, 4)]
    said = plan_import(book, "Orders", rows, {}, date_order="dmy")
    assert said.patches[0].columns["Date"] == [date(2024, 4, 3)]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"date_order": "ydm"}, "import.date_order_unknown"),
        ({"decimal": ";"}, "import.decimal_mark_unknown"),
        ({"where": {"stge": "x"}}, "import.header_unknown"),
    ],
)
def test_options_that_cannot_be(rows_of, options, code):
    with pytest.raises(ImportFileError) as caught:
        plan_import(Frames({}), "Orders", rows_of(ORDERS), {}, **options)
    assert caught.value.code == code


def test_a_sheet_ends_somewhere(rows_of):
    place = TablePlace("Orders", "Orders", Extent.of(MAX_ROW - 1, 1, 2, 1), ("Date",))
    book = Frames({"Orders": Grid(place, (typed([date(2024, 1, 5)]),))})
    with pytest.raises(ImportFileError) as caught:
        plan_import(book, "Orders", rows_of(ORDERS), {})
    assert caught.value.parameters == {"table": "Orders", "n": 2, "space": 0}


CELLS = st.one_of(
    st.sampled_from(
        ["", "A", "B", "2024-01-05", "2024-01-32", "1.5", "-2", "x", "Won", "a,b", '"', "=1"]
    ),
    st.text("ab1.,- ", max_size=5),
)
LINES = st.lists(st.lists(CELLS, min_size=3, max_size=5).map(",".join), max_size=15)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    LINES,
    st.sampled_from(["Orders", "Customers", "Inquiries", "Surveys"]),
    st.sampled_from([{}, {"d": "A"}, {"d": ""}]),
)
def test_every_row_is_accounted_for_and_a_second_time_changes_nothing(after, lines, table, where):
    mapping = {
        "Orders": {"date": "b", "customer_id": "a", "amount": "c", "Own": "d"},
        "Customers": {"customer_id": "a", "name": "b", "birth_year": "c", "Own": "d"},
        "Inquiries": {"inquiry_id": "a", "date": "b", "quoted": "c", "status": "d"},
        "Surveys": {"date": "b", "score": "c", "comment": "d"},
    }[table]
    records = read_records(lines, 2, ["a", "b", "c", "d"], ",", quotes=True)
    rows = RowFile("x.csv", records.frame, records.lines, records.refused, "utf-8", ",")
    options = {"date_order": "dmy", "decimal": "."}
    try:
        plan = plan_import(Frames({}), table, rows, mapping, where=where, **options)
    except ImportFileError as error:
        assert error.code == "import.decimal_mark_contrary"
        return
    assert plan.counts.read == rows.height == plan.counts.accounted
    assert plan.counts.refused == len({one.line for one in plan.refusals})
    assert plan.counts.added == sum(patch.height for patch in plan.patches)
    for one in (*plan.refusals, *plan.remarks):
        assert text(one.code, **one.parameters)
    again = plan_import(after(plan), table, rows, mapping, where=where, **options)
    assert again.counts.read == again.counts.accounted
    if table in {"Customers", "Inquiries"}:
        assert again.counts.merged == plan.counts.merged
    assert (again.counts.added, again.counts.differing, again.patches) == (0, 0, ())


def test_a_file_of_headers_brings_nothing_and_says_so(rows_of):
    plan = plan_import(Frames({}), "Orders", rows_of("date,customer_id,amount\n"), {})
    assert (plan.counts.read, plan.patches) == (0, ())
    assert [(one.code, one.parameters) for one in plan.remarks] == [
        ("import.no_rows", {"file": "rows.csv"})
    ]


def test_order_lines_are_told_by_their_orders(rows_of):
    text = (
        "order_id,date,customer_id,amount\n1,2024-01-13,A,5\n1,2024-01-13,A,6\n2,2024-01-14,A,7\n"
    )
    plan = plan_import(Frames({}), "Orders", rows_of(text), {})
    (told,) = [one for one in plan.remarks if one.code == "import.lines_of_orders"]
    assert told.parameters == {"n": 2, "lines": 3}


def test_a_no_to_consent_is_no_blank_in_any_language(rows_of):
    text = "name,consent,phone\nA,да,1\nB,нет,2\nC,nu,3\nD,Yes,4\nE,no,5\nF,-,6\n"
    plan = plan_import(Frames({}), "Customers", rows_of(text), {})
    given, withdrawn = "given", "withdrawn"
    assert plan.patches[0].columns["Consent"] == [
        given,
        withdrawn,
        withdrawn,
        given,
        withdrawn,
        None,
    ]
