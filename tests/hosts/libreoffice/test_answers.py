"""What cells show, over tables as Calc hands them over."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.hosts.libreoffice.answers import Answers
from xlcrm.hosts.libreoffice.areas import Area
from xlcrm.hosts.libreoffice.cell_kinds import CellKind
from xlcrm.hosts.libreoffice.parts import Part
from xlcrm.hosts.libreoffice.raw_tables import RawTable
from xlcrm.hosts.libreoffice.state import State
from xlcrm.language import text
from xlcrm.opc.serials import to_serial
from xlcrm.sheets import MODELS, columns, label
from xlcrm.udfs.catalogue import FUNCTIONS

DAY = date(2024, 6, 30)
LINES = (
    {"date": date(2024, 5, 1), "customer_id": "anna", "amount": 10.0, "category": "tea"},
    {"date": date(2024, 5, 9), "customer_id": "anna", "amount": 20.005, "category": "rum"},
    {"date": date(2024, 6, 2), "customer_id": "bert", "amount": 30.0, "category": "tea"},
)
RUM = {"category": "rum"}
BOXES = ("Inquiries", "Leads", "Customers", "Orders")


def serial(day):
    return float(to_serial(day))


def table(name, *rows):
    """A table of ours with all its columns; rows by field."""
    fields = list(columns(MODELS[name]))
    cells = [tuple(label(field) for field in fields)]
    cells += [tuple(cell(row.get(field)) for field in fields) for row in rows]
    kinds = [()] * len(fields)
    for index, field in enumerate(fields):
        if any(isinstance(row.get(field), date) for row in rows):
            kinds[index] = ((0, len(rows) - 1, CellKind.DATE),)
    area = Area(name, 0, 0, len(rows), 0, len(fields) - 1, totals=False)
    return RawTable(area, name, cells, kinds, epoch_1904=False)


def cell(value):
    if value is None:
        return ""
    return serial(value) if isinstance(value, date) else value


@pytest.fixture
def tables():
    customers = [{"customer_id": "anna", "region": "North"}, {"customer_id": "bert"}]
    leads = [{"lead_id": "L1", "first_inquiry": date(2024, 5, 1), "status": "new"}]
    made = {name: table(name) for name in BOXES}
    made |= {"Orders": table("Orders", *LINES), "Customers": table("Customers", *customers)}
    return made | {"Leads": table("Leads", *leads)}


@pytest.fixture
def state(tables):
    return lambda **changed: State("book", tables | changed, DAY)


@pytest.fixture
def answers(state):
    return Answers(state())


def shown(answers, name, *arguments):
    return answers.of(FUNCTIONS[name], arguments).shown


def error(answers, name, *arguments):
    answer = answers.of(FUNCTIONS[name], arguments)
    assert answer.shown is None
    return answer.error


def test_a_value(answers):
    assert shown(answers, "REVENUE_TOTAL", serial(date(2024, 5, 1))) == pytest.approx(60.01)
    assert shown(answers, "CUSTOMERS_ACTIVE") == 1.0  # anna is silent for more than 30 days


def test_a_table_has_its_header_row(answers):
    rows = shown(answers, "SEGMENT_PIVOT", "category", None, "revenue", serial(date(2024, 5, 1)))
    assert rows[0] == ("category", "Revenue")
    assert dict(rows[1:])["tea"] == 40.0


def test_a_day_is_a_number_and_a_figure_that_is_undefined_is_blank(answers):
    due = shown(answers, "NEXT_ORDER_DUE", "anna")
    assert isinstance(due, float)
    assert due > serial(date(2024, 5, 9))
    assert shown(answers, "CHURN_RATE") == ""


def test_a_cell_as_argument_may_come_as_a_range_of_one(answers):
    assert shown(answers, "CUSTOMER_STATUS", (("anna",),)) == shown(
        answers, "CUSTOMER_STATUS", "anna"
    )
    assert "range of 2 cells" in error(answers, "CUSTOMER_STATUS", (("anna", "bert"),))


def test_a_wrong_argument_is_explained(answers):
    assert "CUSTOMERS_ACTIVE" in error(answers, "CUSTOMERS_ACTIVE", "yesterday")
    assert "colour" in error(answers, "REVENUE_TOTAL", None, None, "colour=red")


def test_a_missing_table_is_the_answer_to_everything(tables):
    del tables["Orders"]
    told = error(Answers(State("my book", tables, DAY)), "CUSTOMERS_ACTIVE")
    assert "my book" in told
    assert "Orders" in told


def test_a_wrong_setting_is_told_in_the_books_language(state):
    rows = ({"key": "as_of", "value": "soon"}, {"key": "language", "value": "ro"})
    answers = Answers(state(Settings=table("Settings", *rows)))
    said = text("error.setting.wrong", "ro", setting="as_of", value="soon")
    assert answers.of(FUNCTIONS["REVENUE_TOTAL"], []).error == said


def test_a_wrong_setting_is_the_answer_to_everything(state):
    wrong = state(Settings=table("Settings", {"key": "as_of", "value": "soon"}))
    assert "as_of" in error(Answers(wrong), "CUSTOMERS_ACTIVE")


def test_what_was_prepared_is_what_a_cell_gets(state, monkeypatch):
    answers = Answers(state())
    answers.prepare('=REVENUE_TOTAL(DATE(2024,5,1),,"category=tea")')
    answers.prepare("=NO_SUCH()")
    answers.prepare("=1+CHURN_RATE()")
    monkeypatch.setattr(Part, "_find", lambda *_: pytest.fail("it was not prepared"))
    assert shown(answers, "REVENUE_TOTAL", serial(date(2024, 5, 1)), None, "category=tea") == 40.0


CALLS = [
    *((name, ()) for name in ("REVENUE_TOTAL", "CUSTOMERS_ACTIVE", "CONVERSION_RATE")),
    ("INQUIRIES_TOTAL", ()),
    ("FIGURE_DETAIL", ("CONVERSION_RATE()", "n")),
    ("FIGURE_DETAIL", ("REVENUE_TOTAL()", "to")),
    *(("TABLE_CELL", ("RULE_TABLE()", float(row), 1.0)) for row in range(4)),
]
ON_ORDERS = 7


@pytest.fixture
def computed(monkeypatch):
    """The calls that were worked out, by name."""
    names, find = [], Part._find

    def watched(self, asked, whole):
        known = find(self, asked, whole)
        names.append(asked.name)
        return known

    monkeypatch.setattr(Part, "_find", watched)
    return names


def asked_all(answers):
    return [answers.of(FUNCTIONS[name], arguments) for name, arguments in CALLS]


@pytest.mark.parametrize("seen_first", [False, True])
def test_only_what_rests_on_a_changed_table_is_worked_out_again(state, computed, seen_first):
    orders = table("Orders", {"date": DAY, "customer_id": "anna", "amount": 1.0})
    other = table("Orders", {"date": DAY, "customer_id": "anna", "amount": 2.0})
    before = Answers(state(Orders=other))
    asked_all(before)
    if seen_first:  # by the state before the one that is edited
        before = Answers(state(), before)
        asked_all(before)

    def computed_after(**changed):
        expected = asked_all(Answers(state(**changed)))
        computed.clear()
        found = asked_all(Answers(state(**changed), before))
        assert found == expected
        return len(computed)

    leads = table("Leads", {"lead_id": "L1", "first_inquiry": DAY, "status": "new"})
    same = {} if seen_first else {"Orders": other}
    assert computed_after(**same) == 0
    assert computed_after(Orders=orders) == ON_ORDERS
    assert computed_after(Leads=leads, **same) == len(CALLS) - ON_ORDERS
    changed = table("Settings", {"key": "as_of", "value": DAY})
    assert computed_after(Settings=changed, **same) == len(CALLS)
    computed.clear()
    asked_all(Answers(State("book", before.state.tables, date(2024, 7, 1)), before))
    assert len(computed) == len(CALLS)


def test_a_table_that_nobody_had_looked_at_is_seen_as_it_is_now(state):
    before = Answers(state())
    shown(before, "INQUIRIES_TOTAL")
    spoken = table("Surveys", {"date": DAY, "customer_id": "anna", "score": 10.0})
    answers = Answers(state(Surveys=spoken), before)
    since = serial(date(2024, 6, 1))
    assert shown(answers, "NPS_SCORE", since) == shown(
        Answers(state(Surveys=spoken)), "NPS_SCORE", since
    )
    assert shown(answers, "NPS_SCORE", since) == 100.0


def pivot(answers):
    """The cells of a table: the header row and two categories, each with its revenue."""
    return [
        answers.of(FUNCTIONS["TABLE_CELL"], ('SEGMENT_PIVOT("category",,"revenue")', row, column))
        for row in (0.0, 1.0, 2.0)
        for column in (1.0, 2.0)
    ]


def test_what_is_still_the_same_is_the_same_object(state):
    more = table("Orders", *LINES, {"date": DAY, "customer_id": "bert", "amount": 1.0} | RUM)
    before = Answers(state())
    was = pivot(before)
    answers = Answers(state(Orders=more), before)
    now = pivot(answers)
    assert now == pivot(Answers(state(Orders=more)))
    assert was != now
    assert [one is other for one, other in zip(was, now, strict=True)] == [
        one == other for one, other in zip(was, now, strict=True)
    ]
    assert pivot(Answers(state(), answers)) == was


def test_a_part_is_compared_with_what_it_was_a_part_of(state):
    """What was not asked for over the last state may be another one, as it was before that."""
    cell, other = (("TABLE_CELL", 'SEGMENT_PIVOT("category")', row, 2.0) for row in (1.0, 2.0))
    less = table("Orders", *LINES[:2])
    states = [state(), state(Orders=less), state(), state(Orders=less)]
    answers, asked = None, [(cell, other), (other,), (cell,), (cell, other)]
    for one, calls in zip(states, asked, strict=True):
        answers = Answers(one, answers)
        assert [shown(answers, *call) for call in calls] == [
            shown(Answers(one), *call) for call in calls
        ]


def test_what_another_later_state_has_looked_at_is_not_taken_for_that_of_the_earlier(state):
    """An edit that is taken back before anybody has seen the figures that it made."""
    spoken = table("Surveys", {"date": DAY, "customer_id": "anna", "score": 10.0})
    shown_now = Answers(state())
    since = serial(date(2024, 6, 1))
    assert shown(Answers(state(Surveys=spoken), shown_now), "NPS_SCORE", since) == 100.0
    assert shown(Answers(state(), shown_now), "NPS_SCORE", since) == ""


ROWS = {
    "Orders": (LINES, LINES[:2], (*LINES, {"date": DAY, "customer_id": "bert", "amount": 7.0})),
    "Leads": ((), ({"lead_id": "L1", "first_inquiry": date(2024, 5, 1), "status": "new"},)),
    "Customers": ((), ({"customer_id": "anna", "region": "North"},)),
    "Surveys": ((), ({"date": DAY, "customer_id": "anna", "score": 10.0},)),
    "Settings": ((), ({"key": "lapse_floor_days", "value": 90.0},)),
}
LOOKED_AT = (
    *(("TABLE_CELL", ('SEGMENT_PIVOT("region")', row, 2.0)) for row in (0.0, 1.0, 2.0, 9.0)),
    *(("TABLE_CELL", ("RULE_TABLE()", row, column)) for row in (1.0, 2.0) for column in (1.0, 2.0)),
    *(("FIGURE_DETAIL", ("CUSTOMERS_ACTIVE()", detail)) for detail in ("n", "note", "odd")),
    *((name, ()) for name in ("CUSTOMERS_ACTIVE", "NPS_SCORE", "LEADS_OPEN", "RULE_TABLE")),
    ("FIGURE_DETAIL", ("NPS_SCORE(", "n")),
    ("CUSTOMER_STATUS", ("anna",)),
)


@cache
def all_anew(chosen):
    """What is shown over a state, by call; nothing is taken over."""
    answers = Answers(state_of(chosen))
    return {call: answers.of(FUNCTIONS[call[0]], call[1]) for call in LOOKED_AT}


@cache
def made(name, which):
    return table(name, *ROWS[name][which])


def state_of(chosen):
    tables = {name: made(name, which) for name, which in zip(ROWS, chosen, strict=True)}
    return State("book", {"Inquiries": table("Inquiries"), **tables}, DAY)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.tuples(*(st.integers(0, len(rows) - 1) for rows in ROWS.values())),
            st.integers(1, 2),
            st.lists(st.sampled_from(LOOKED_AT), max_size=6),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_whatever_was_edited_and_looked_at_what_is_taken_over_is_right(edits):
    """The answers that are shown need not be the last ones: those may have been overtaken."""
    shown_one_by_one = [None, None]
    for chosen, back, calls in edits:
        answers = Answers(state_of(chosen), shown_one_by_one[-back])
        shown_one_by_one.append(answers)
        expected = all_anew(chosen)
        for call in calls:
            assert answers.of(FUNCTIONS[call[0]], call[1]) == expected[call]
    chosen = edits[-1][0]
    assert all_anew(chosen) == {call: answers.of(FUNCTIONS[call[0]], call[1]) for call in LOOKED_AT}
