"""Clean call list: one way of writing, no line twice, nobody whom we know; undo restores all."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.call_list_doubles import find_doubles
from xlcrm.crm.keys import row_keys
from xlcrm.macros import call_list

PROSPECTS = (
    "company",
    "contact",
    "phone",
    "email",
    "verified_on",
    "decision_maker",
    "status",
    "lead_id",
    "Area",
)
FRESH = date(2024, 5, 1)


def line(company=None, contact=None, phone=None, email=None, **more):
    given = {"company": company, "contact": contact, "phone": phone, "email": email, **more}
    return [given.get(name) for name in PROSPECTS]


@pytest.fixture
def cleaned(desk):
    """Cleans a list of lines; gives the desk and what was said."""

    def run(*lines, **options):
        people = {
            "Leads": (
                ("lead_id", "name", "email", "status", "first_inquiry"),
                [
                    ["L-0001", "Ann", "ann@lead.md", "new", datetime(2024, 1, 5)],
                ],
            ),
            "Customers": (("customer_id", "name", "email"), [["C-0001", "Bob", "bob@buyer.md"]]),
            "Prospects": (PROSPECTS, list(lines)),
        }
        one = desk(people)
        return one, one._run(call_list.clean, "clean", **options)

    return run


def said(outcome):
    return {
        message.key.rpartition(".")[2]: message.parameters.get("n") for message in outcome.messages
    }


def test_a_line_that_is_there_twice_goes_and_what_it_knew_is_kept(cleaned):
    one, outcome = cleaned(
        line("Acme  Ltd ", "Ann", "+373 22 123456", None, Area="North"),
        line("ACME Ltd.", None, "+37322123456", "Info@Acme.md", verified_on=FRESH),
    )
    first, second = one.rows("Prospects")
    assert first[:5] == ["Acme Ltd", "Ann", "+37322123456", "info@acme.md", FRESH]
    assert second == [None] * len(PROSPECTS)
    assert said(outcome)["doubles"] == 1


def test_lines_that_differ_stay_and_are_told(cleaned):
    one, outcome = cleaned(
        line("Acme", "Ann", "+37322123456"),
        line("Acme", "Ben", "+37322123456"),
        line("Bolt", None, "+37322123456"),
    )
    assert [row[1] for row in one.rows("Prospects")] == ["Ann", "Ben", None]
    stays = outcome.listings[1].rows
    assert stays == [
        ("Prospects!A3", "Prospects!A2", "Contact"),
        ("Prospects!A4", "Prospects!A2", "Company"),
    ]
    assert "doubles" not in said(outcome)


def test_an_extension_and_a_second_number_are_kept(cleaned):
    phones = ["+37322123456 ext. 1", "+37322123456 ext. 2", "+37322123457, +37369123456"]
    one, outcome = cleaned(*(line("Acme", None, phone) for phone in phones))
    assert [row[2] for row in one.rows("Prospects")] == phones
    assert "doubles" not in said(outcome)


def test_an_equal_name_alone_is_no_double(cleaned):
    one, outcome = cleaned(line("Acme", phone="+37322123456"), line("Acme", phone="+37322654321"))
    assert len([row for row in one.rows("Prospects") if row[0]]) == 2
    assert outcome.listings[1].rows == []


def test_whom_we_know_is_no_stranger(cleaned):
    one, outcome = cleaned(line("Acme", email="ann@lead.md"), line("Bolt", email="bob@buyer.md"))
    assert [row[7] for row in one.rows("Prospects")] == ["L-0001", None]
    assert outcome.listings[2].rows == [("Prospects!A3", "C-0001")]
    assert said(outcome)["ready"] == 0
    assert "no_phone" not in said(outcome)


def test_what_is_to_be_found_out_before_a_call_is_counted(cleaned):
    ready = {"verified_on": FRESH, "decision_maker": "yes", "status": "new"}
    _, outcome = cleaned(
        line("A", phone="+37322123401", **ready),
        line("B", **ready),
        line("C", phone="+37322123403", **ready | {"verified_on": date(2023, 5, 1)}),
        line("D", phone="+37322123404", **ready | {"decision_maker": "no"}),
        line("E", phone="+37322123405", **ready | {"status": "refused"}),
    )
    counted = said(outcome)
    assert (counted["ready"], counted["no_phone"]) == (1, 1)
    assert (counted["unverified"], counted["no_decision_maker"]) == (1, 1)


def test_undo_restores_every_cell_and_a_second_run_does_nothing(cleaned):
    lines = (
        line("Acme  Ltd", "Ann", "+373 22 123456", None, Area="North"),
        line("Acme Ltd", None, "+37322123456", "Info@Acme.md"),
        line("Bolt", email="ann@lead.md"),
    )
    one, _ = cleaned(*lines)
    after = one.state()
    again = one._run(call_list.clean, "clean")
    assert said(again)["nothing"] is None
    assert one.state() == after
    one.undo()
    assert one.rows("Prospects") == list(lines)


def test_a_look_writes_nothing(cleaned):
    lines = (line("Acme  Ltd"), line("Bolt", email="ann@lead.md"))
    one, outcome = cleaned(*lines, dry_run=True)
    assert one.rows("Prospects") == list(lines)
    assert "dry" in said(outcome)


TEXTS = st.sampled_from([None, "a", "b"])
LINES = st.lists(
    st.tuples(TEXTS, TEXTS, st.sampled_from([None, "a@x.md", "b@x.md"]), TEXTS), max_size=8
)


@given(LINES)
def test_nothing_that_a_line_says_is_lost(lines):
    import polars as pl

    names = ("company", "contact", "email", "area")
    rows = [{"row": at, **dict(zip(names, one, strict=True))} for at, one in enumerate(lines, 2)]
    frame = pl.DataFrame(rows, schema={"row": pl.Int64, **dict.fromkeys(names, pl.String)})
    doubles = find_doubles(rows, row_keys(frame, ""))
    left = {row["row"]: dict(row) for row in rows}
    for double in doubles:
        if double.goes:
            gone = left.pop(double.row)
            left[double.of].update(double.fills)
            kept = left[double.of]
            assert all(
                kept[name] == value for name, value in gone.items() if value and name in names
            )
