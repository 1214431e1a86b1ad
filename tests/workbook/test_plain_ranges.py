"""Plain ranges over rows in memory: where they begin and end, whatever stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Address, Meaning
from xlcrm.opc.plain_tables import GAP
from xlcrm.workbook.columns_table import Named, read_named
from xlcrm.workbook.header_spots import header_spots
from xlcrm.workbook.plain_ranges import ranges_found, stretches

HEADERS = ("Name", "Phone", "City")
WORDS = {*HEADERS, "Product", "Price"}


class Rows:
    """A sheet of texts; blank rows are empty lists."""

    def __init__(self, *rows, title="S"):
        self.title, self._rows = title, dict(enumerate(rows, 1))

    def runs(self, first=1):
        filled = [row for row, cells in self._rows.items() if cells and row >= first]
        runs = []
        for row in filled:
            if runs and runs[-1][1] == row - 1:
                runs[-1] = (runs[-1][0], row)
            else:
                runs.append((row, row))
        return runs

    def cells(self, row):
        cells = enumerate(self._rows.get(row, []), 1)
        return {at: cell for at, cell in cells if cell is not None}


def named(stands, headers=HEADERS, name="Customers"):
    return Named(name, stands, tuple(Meaning(header, "") for header in headers))


def found(sheet, *ranges):
    return [one for _, one in ranges_found([sheet], ranges, {})]


@given(st.integers(0, 5), st.lists(st.integers(0, GAP), min_size=1, max_size=5))
def test_no_row_is_lost_however_many_blank_ones_come_between(above, gaps):
    body = [row for gap in gaps for row in (*[[]] * gap, ["Ann", "Acme", "Leeds"])]
    sheet = Rows(*[[]] * above, list(HEADERS), *body)
    (one,) = found(sheet, named("'S'!A1"))
    assert one.first == Address(above + 1, 1)
    assert (one.last_row, one.below) == (above + 1 + len(body), 0)


def test_rows_beyond_the_gap_are_pointed_at():
    sheet = Rows(list(HEADERS), ["Ann"], *[[]] * (GAP + 1), ["Bob"])
    (one,) = found(sheet, named("'S'!A1"))
    assert (one.last_row, one.below) == (2, GAP + 4)


def test_two_ranges_of_one_kind_keep_their_order_when_rows_come_above():
    body = [["Title"], list(HEADERS), ["Ann", "1", "York"], [], list(HEADERS), ["Bob", "2", "Bath"]]
    first, second = found(Rows(*body), named("'S'!A1"), named("'S'!A4", name="Leads"))
    assert (first.first.row, first.last_row) == (2, 3)
    assert (second.first.row, second.last_row) == (5, 6)


def test_a_title_belongs_to_the_table_below_it_and_a_last_row_of_one_cell_does_not():
    prices = ["Product", "Price"]
    titled = Rows(list(HEADERS), ["Ann", "1", "York"], [], ["Prices"], prices, ["Door", "5"])
    last = Rows(list(HEADERS), ["Ann", "1", "York"], ["Bob"], [], prices, ["Door", "5"])
    other = named("'S'!A5", ("Product", "Price"), "-")
    assert found(titled, named("'S'!A1"), other)[0].last_row == 2
    assert found(last, named("'S'!A1"), other)[0].last_row == 3


def test_words_make_a_table_and_the_same_words_again_do_not():
    body = [list(HEADERS), ["Ann", "Acme", "York"], []]
    is_word = WORDS.__contains__
    assert list(stretches(Rows(*body, ["Bob", "Kite", "Bath"]), is_word, 20)) == [(1, 4)]
    assert list(stretches(Rows(*body, ["Product", "Price"], ["a", "b"]), is_word, 20)) == [
        (1, 2),
        (4, 5),
    ]
    assert list(stretches(Rows(*body, list(HEADERS), ["Bob"]), is_word, 20)) == [(1, 5)]


def test_several_tables_may_be_none_of_ours():
    columns = [["-", "-"], ["'S'!A1", "'S'!A9"], ["a", "a"], [None, None], [None, None]]
    assert [one.stands for one in read_named(columns)] == ["'S'!A1", "'S'!A9"]


ASKED = ["Date", "Client", "Phone"]
BOUGHT = ["Date", "Customer", "Amount"]


def test_ranges_side_by_side_are_both_found_each_with_its_own_columns():
    sheet = Rows([*ASKED, None, *BOUGHT], [1, "Ann", "x", None, 2, "Bob", 5])
    ranges = named("'S'!A1", ASKED, "Inquiries"), named("'S'!E1", BOUGHT, "Orders")
    spots = header_spots([sheet], ranges)
    assert [spots[at].columns for at in (0, 1)] == [range(1, 4), range(5, 8)]
    left, right = found(sheet, *ranges)
    assert (left.first, left.headers) == (Address(1, 1), tuple(ASKED))
    assert (right.first, right.headers) == (Address(1, 5), tuple(BOUGHT))


def test_names_that_our_rows_hold_do_not_make_them_another_table():
    headers = ("Date", "Owner", "Amount")
    rows = [[1, "Ana", 10], [2, "Ion", 20]]
    other = named("'S'!A9", ("Ana", "Ion"), "-")
    (at,) = header_spots([Rows(list(headers), *rows)], [named("'S'!A1", headers), other])
    assert at == 0
    moved = Rows(list(headers), *rows, *[[]] * 8, ["Ana", "Ion"], [5, 6])
    assert header_spots([moved], [named("'S'!A1", headers), other])[1].row == 12


SALES = ["Date", "Customer", "Product", "Amount"]
SOLD = [[1, "Ann", "Door", 10], [2, "Bob", "Chair", 20]]


def test_unknown_headers_at_odds_with_the_columns_begin_another_list():
    sheet = Rows(SALES, *SOLD, [], ["Luna", "Sofer", "Marca", "Benzina"], [3, "A", "B", 99])
    assert list(stretches(sheet, WORDS.__contains__, 20)) == [(1, 3), (5, 6)]
    (one,) = found(sheet, named("'S'!A1", SALES, "Orders"))
    assert (one.last_row, one.below) == (3, 5)


def test_rows_of_the_columns_kinds_belong_to_the_table_also_below_blank_ones():
    for row in ([3, "Cid", "Sofa", 30], [None, "Cid", "Sofa", "free"]):
        sheet = Rows(SALES, *SOLD, [], [], row, [4, "Dan", "Desk", 40])
        (one,) = found(sheet, named("'S'!A1", SALES, "Orders"))
        assert (one.last_row, one.below) == (7, 0)


BLANK = ("Date", "Client", "(C)", "Item", "Sum")


@pytest.mark.parametrize(
    ("row", "first", "width"),
    [
        (["Date", "Client", None, "Item", "Sum"], 1, 5),  # as it was listed
        (["Date", "Client", "Mark", "Item", "Sum"], 1, 5),  # the header was typed
        (["Date", "Client", "Item", "Sum"], 1, 4),  # the column was removed
        (["Date", "Client", None, None, "Item", "Sum"], 1, 6),  # a blank one came beside it
        ([None, "Date", "Client", None, "Item", "Sum"], 2, 5),  # one came before the list
    ],
)
def test_a_list_goes_on_behind_a_column_without_a_header(row, first, width):
    sheet = Rows(row, ["x"] * len(row))
    (one,) = found(sheet, named("'S'!A1", BLANK, "Orders"))
    assert (one.first, len(one.headers)) == (Address(1, first), width)
    assert one.headers[-1] == "Sum"


@pytest.mark.parametrize("headers", [BLANK, ("Name", "(B)", "Phone", "City")])
def test_columns_that_are_listed_before_they_are_added_do_not_hide_the_list(headers):
    row = [None if header.startswith("(") else header for header in headers]
    later = ("Customer ID", "Customer since", "Lead ID")
    sheet = Rows([*row, None, "Lead ID"], ["x"] * 8)
    (one,) = found(sheet, named("'S'!A1", (*headers, *later)))
    assert one.headers == headers


def test_a_header_that_was_blanked_hides_only_its_own_column():
    sheet = Rows(["Name", "Phone", None, "Note"], ["x"] * 4)
    (one,) = found(sheet, named("'S'!A1", ("Name", "Phone", "City", "Note")))
    assert one.headers == ("Name", "Phone", "(C)", "Note")
