"""What cells show, over tables as Calc hands them over."""

from datetime import date

import pytest

from xlcrm.hosts.libreoffice.answers import Answers
from xlcrm.hosts.libreoffice.areas import Area
from xlcrm.hosts.libreoffice.cell_kinds import CellKind
from xlcrm.hosts.libreoffice.raw_tables import RawTable
from xlcrm.hosts.libreoffice.state import State
from xlcrm.language import text
from xlcrm.opc.serials import to_serial
from xlcrm.sheets import MODELS, columns, label
from xlcrm.udfs.catalogue import FUNCTIONS

DAY = date(2024, 6, 30)
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
    orders = [
        {"date": date(2024, 5, 1), "customer_id": "anna", "amount": 10.0, "category": "tea"},
        {"date": date(2024, 5, 9), "customer_id": "anna", "amount": 20.005, "category": "rum"},
        {"date": date(2024, 6, 2), "customer_id": "bert", "amount": 30.0, "category": "tea"},
    ]
    customers = [{"customer_id": "anna", "region": "North"}, {"customer_id": "bert"}]
    leads = [{"lead_id": "L1", "first_inquiry": date(2024, 5, 1), "status": "new"}]
    made = {name: table(name) for name in BOXES}
    made |= {"Orders": table("Orders", *orders), "Customers": table("Customers", *customers)}
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
    monkeypatch.setattr(answers, "_compute", lambda *_: pytest.fail("it was not prepared"))
    assert shown(answers, "REVENUE_TOTAL", serial(date(2024, 5, 1)), None, "category=tea") == 40.0


def test_only_what_rests_on_a_changed_table_is_worked_out_again(state, monkeypatch):
    before = Answers(state())
    calls = [
        (FUNCTIONS[name], ())
        for name in ("REVENUE_TOTAL", "CUSTOMERS_ACTIVE", "CONVERSION_RATE", "INQUIRIES_TOTAL")
    ]
    for function, arguments in calls:
        before.of(function, arguments)
    before.of(FUNCTIONS["FIGURE_DETAIL"], ("CONVERSION_RATE()", "n"))
    computed = []
    compute = Answers._compute

    def watched(self, key, context):
        computed.append(key.function.name)
        return compute(self, key, context)

    monkeypatch.setattr(Answers, "_compute", watched)

    def computed_after(**changed):
        computed.clear()
        answers = Answers(state(**changed), before)
        for function, arguments in calls:
            assert answers.of(function, arguments) == Answers(state(**changed)).of(
                function, arguments
            )
        fresh = len(calls)
        return len(computed) - fresh

    orders = table("Orders", {"date": DAY, "customer_id": "anna", "amount": 1.0})
    leads = table("Leads", {"lead_id": "L1", "first_inquiry": DAY, "status": "new"})
    assert computed_after() == 0
    assert computed_after(Orders=orders) == 2
    assert computed_after(Leads=leads) >= 1
    assert computed_after(Settings=table("Settings", {"key": "as_of", "value": DAY})) == 4
    another_day = State("book", before.state.tables, date(2024, 7, 1))
    assert Answers(another_day, before)._known == {}
