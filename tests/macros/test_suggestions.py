"""Apply suggestions: what is fixable is fixed, recorded, taken back; the rest stays as it is."""

from datetime import date, datetime

import pytest

from xlcrm.cells import Address
from xlcrm.crm.suggestions import plan_suggestions
from xlcrm.macros import suggestions
from xlcrm.problems import Level, Problem
from xlcrm.validation.everything import validate

DAY = date(2024, 6, 1)
ORDERS = ("order_id", "date", "customer_id", "product", "amount")
CUSTOMERS = ("customer_id", "name", "email", "region", "consent")


@pytest.fixture
def firm(desk):
    return desk(
        {
            "Customers": (
                CUSTOMERS,
                [
                    ["C-0001", "Ann", "mailto:ann@acme.md", "North", "givn"],
                    ["C-0002", "Bob", "b@bolt.md", "North", None],
                ],
            ),
            "Orders": (
                ORDERS,
                [
                    ["O-1", "28.08.2023", "C-0001", "tea", "1 234,50"],
                    ["O-2", "03.04.2023", "C-0002", "cup", 20],
                    ["O-3", date(2023, 5, 1), "c-0002", "cup", "a lot"],
                ],
            ),
        }
    )


@pytest.fixture
def take(firm):
    def run(**options):
        return firm._run(suggestions.apply_suggestions, "suggestions", **options)

    return run


def test_what_can_only_mean_one_thing_is_written_as_it_should_be(firm, take):
    outcome = take()
    orders, customers = firm.rows("Orders"), firm.rows("Customers")
    assert orders[0][1] == date(2023, 8, 28)
    assert orders[0][4] == 1234.5
    assert orders[2][2] == "C-0002"
    assert customers[0][2] == "ann@acme.md"
    assert customers[0][4] == "given"
    assert len(outcome.data["cells"]) == 5


def test_what_may_mean_two_things_stays(firm, take):
    before = firm.rows("Orders")[1][1], firm.rows("Orders")[2][4]
    take()
    assert (
        (firm.rows("Orders")[1][1], firm.rows("Orders")[2][4]) == before == ("03.04.2023", "a lot")
    )


def test_a_look_writes_nothing(firm, take):
    before = firm.state()
    outcome = take(dry_run=True)
    assert firm.state() == before
    assert len(outcome.listings[0].rows) == 5
    assert ("Orders!B2", "28.08.2023", "2023-08-28") in outcome.listings[0].rows


def test_undo_takes_all_of_it_back_and_a_second_run_does_nothing(firm, take):
    before = firm.state()
    take()
    after = firm.state()
    assert take().messages[0].key == "command.suggestions.nothing"
    assert firm.state() == after
    firm.undo()
    assert firm.state() == before


def test_after_it_no_suggestion_is_left(firm, take, frames_of):
    take()
    frames = frames_of(firm)
    plan = plan_suggestions(frames, validate(frames, DAY))
    assert plan.taken == []


def problem(cell, field, suggestion):
    return Problem(Level.ERROR, "Orders", cell, "x", {}, suggestion, "Orders", field)


def test_a_cell_that_is_not_the_columns_is_left_to_the_manager(firm, frames_of):
    frames = frames_of(firm)
    wrong = [
        problem(Address(1, 2).a1, "date", "Date"),  # a header
        problem("A2", "amount", "5"),  # beside its column
        problem("B2", "date", "soon"),  # no date
        problem("B2", "nothing", "x"),
    ]
    plan = plan_suggestions(frames, wrong)
    assert (list(plan.taken), list(plan.left), list(plan.patches)) == ([], wrong, [])


def test_each_change_is_recorded(firm, take):
    take()
    lines = {(x["sheet"], x["field"], x["before"], x["after"]) for x in firm.history()}
    assert ("Orders", "date", "'28.08.2023", "2023-08-28") in lines or (
        "Orders",
        "date",
        "28.08.2023",
        "2023-08-28",
    ) in lines
    assert datetime(2024, 6, 1) <= firm.history()[0]["when"]
