from datetime import date

import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.frames import Frames

ORDERS = "date,customer_id,amount\n2024-01-13,A,5\n2024-01-14,B,7.50\n2024-01-15,,-1\n"


def plan(rows_of, text, table="Orders"):
    found = plan_import(Frames({}), table, rows_of(text), {})
    counts = found.counts
    assert counts.read == counts.accounted
    return found, [(one.line, one.column, one.code) for one in found.refusals]


@pytest.mark.parametrize(
    "line",
    [
        ",Total,11.50",
        ",Итого,11.50",
        ",Total general:,999",
        "Всего,,11.50",  # noqa: RUF001 - as it is written
        "Total for January,,",
        "2024-01-31,Total,11.50",
    ],
)
def test_a_total_is_no_order(rows_of, line):
    found, refused = plan(rows_of, f"{ORDERS}{line}\n")
    column = "customer_id" if line.split(",")[1] else "date"
    assert refused == [(5, column, "import.row_total")]
    assert found.counts.added == 3


def test_subtotals_and_the_grand_total_are_known_by_their_sums(rows_of):
    text = (
        f"{ORDERS}2024-01-31,Total,11.50\n2024-02-13,A,3\n2024-02-14,B,4\n"
        "2024-02-29,Subtotal,7\n2024-02-29,Grand total,18.50\n"
    )
    found, refused = plan(rows_of, text)
    assert [line for line, *_ in refused] == [5, 8, 9]
    assert found.counts.added == 5


@pytest.mark.parametrize("line", ["2024-01-16,Total,40", "2024-01-16,Total Energies,11.50"])
def test_a_customer_may_be_called_total(rows_of, line):
    found, refused = plan(rows_of, f"{ORDERS}{line}\n")
    assert (refused, found.counts.added) == ([], 4)


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("2024-01-16,C,Total,30", True),
        ("2024-01-16,,Total,30", False),
        (",C,Total,30", False),
        ("2024-01-16,Total,,30", False),
    ],
)
def test_a_dated_line_with_its_customer_is_none_whatever_it_adds_up_to(rows_of, line, taken):
    text = "date,customer_id,product,amount\n2024-01-13,A,tea,10\n2024-01-14,B,salt,20\n"
    found, refused = plan(rows_of, f"{text}{line}\n")
    assert found.counts.added == 2 + taken
    assert [code for *_, code in refused] == [] if taken else ["import.row_total"]


def test_places_scores_and_ages_are_not_summed(rows_of):
    found, refused = plan(rows_of, "stage,position\nInterest,1\nVisit,2\nTotal,3\n", table="Stages")
    assert (refused, found.counts.added) == ([], 3)


def test_people_beside_a_total(rows_of):
    text = "name,phone,visits\nAnn,022212345,3\nTotal,+33140000000,\nCy,,4\nTotal,,7\n"
    found = plan_import(
        Frames({}),
        "Customers",
        rows_of(text),
        {"name": "name", "phone": "phone", "Visits": "visits"},
    )
    assert [(one.line, one.code) for one in found.refusals] == [(5, "import.row_total")]
    assert found.patches[0].columns["Name"] == ["Ann", "Total", "Cy"]


def test_the_header_again_is_no_row(rows_of):
    found, refused = plan(rows_of, f"{ORDERS}Date,Customer_ID,Amount\n2024-01-16,C,2\n")
    assert refused == [(5, "", "import.row_header")]
    assert found.patches[0].columns["Date"][-1] == date(2024, 1, 16)


def test_rows_that_were_not_asked_for_are_left_out_totals_too(rows_of):
    found = plan_import(
        Frames({}), "Orders", rows_of(f"{ORDERS},Total,11.50\n"), {}, where={"customer_id": "A"}
    )
    assert (found.counts.added, found.counts.left_out, found.counts.refused) == (1, 3, 0)
