"""Adopt on plain ranges that are hard to tell apart: what belongs to a table, and what is told."""

from datetime import datetime

import openpyxl
import pytest

from xlcrm.macros.reading import read_frames
from xlcrm.validation.everything import validate
from xlcrm.workbook.closed import ClosedWorkbook


@pytest.fixture
def kept(tmp_path):
    """Saves sheets of rows, and gives the path."""

    def save(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "kept.xlsx"
        book.save(path)
        return path

    return save


def frames(path):
    return read_frames(ClosedWorkbook.open(path), lambda *_, **__: None, lenient=True)


def codes(path):
    found = validate(frames(path), datetime(2026, 1, 1).date())
    return [(one.code, one.cell, one.level.value) for one in found]


CLIENTS = [
    ["Name", "Company", "City", "Discount"],
    ["Ann Smith", "Acme", "Leeds", 5],
    ["Bob Brown", "Kite Works", "York", 10],
]
MORE = [["Carl Evans", "Blue Oak", "Bath"], ["Dora Hall", "Harbour", "Derby", 7]]
ORDERS = [
    ["Date", "Client", "Product", "Amount"],
    [datetime(2024, 3, 1), "Ann Smith", "Door", 100],
    [datetime(2024, 3, 2), "Bob Brown", "Chair", 50],
]


def test_a_customer_of_three_texts_below_a_blank_row_is_a_customer(xlcrm, kept):
    path = kept(Clients=[*CLIENTS, [], *MORE])
    xlcrm("adopt", path, "--apply")
    names = frames(path)["Customers"]["name"].to_list()
    assert names == ["Ann Smith", "Bob Brown", "Carl Evans", "Dora Hall"]


def test_another_table_below_is_another_table_also_when_rows_come_between(xlcrm, kept):
    path = kept(Clients=[*CLIENTS, [], ["Sales of 2024"], *ORDERS])
    xlcrm("adopt", path, "--apply")
    assert frames(path)["Customers"].height == 2
    book = openpyxl.load_workbook(path)
    book["Clients"].insert_rows(4, 3)
    for row in (4, 5):
        book["Clients"].cell(row, 1, f"New {row}")
    book.save(path)
    found = frames(path)
    assert found["Customers"]["name"].to_list() == ["Ann Smith", "Bob Brown", "New 4", "New 5"]
    assert found["Orders"]["amount"].to_list() == [100, 50]


def test_a_table_that_is_none_of_ours_ends_the_one_above_it(xlcrm, kept):
    prices = [["Product", "Price", "Unit"], ["Door", 100, "pc"], ["Chair", 50, "pc"]]
    path = kept(Clients=[*CLIENTS, [], *prices])
    status, said, _ = xlcrm("adopt", path, "--apply")
    assert (status, "A5:C7: none of our tables" in said) == (0, True)
    assert frames(path)["Customers"].height == 2
    assert "Nothing to do" in xlcrm("adopt", path, "--apply")[1]


def test_unknown_headers_below_are_told(xlcrm, kept):
    path = kept(Clients=[*CLIENTS, [], ["Machine", "Grease", "Hours"], ["Saw", "none", 4]])
    _, said, _ = xlcrm("adopt", path)
    assert 'Sheet "Clients", row 5: this looks like the headers of another list' in said


SINCE = [
    ["Name", "City", "Phone", "Customer since"],
    *(
        [f"{name} Smith", city, f"+44 20 7946 000{n}", datetime(2024, 3, n)]
        for n, (name, city) in enumerate([("Ann", "Leeds"), ("Bob", "York"), ("Cid", "Bath")], 1)
    ),
]
STOCK = [["Machine", "Grease", "Hours"], ["Saw", "none", 4], ["Drill", "much", 7]]


def test_one_column_at_odds_in_several_rows_is_enough(xlcrm, kept):
    path = kept(Clients=[*SINCE, [], *STOCK])
    _, said, _ = xlcrm("adopt", path, "--apply")
    assert "looks like the headers of another list" not in said
    assert frames(path)["Customers"].height == 3


@pytest.mark.parametrize(
    "row",
    [
        ["Carl Cole", "Leeds", "-"],  # a word for nothing
        ["Carl Cole", "York", "none"],  # a city that stands above
    ],
)
def test_a_client_with_a_word_for_nothing_begins_no_list(xlcrm, kept, row):
    more = [row, ["Dora Dunn", "Hull", 4421], ["Eva East", "Rye", 4433]]
    path = kept(Clients=[*SINCE, [], *more])
    xlcrm("adopt", path, "--apply")
    assert frames(path)["Customers"].height == 6


def test_the_same_headers_again_go_on_with_the_table(xlcrm, kept):
    path = kept(Sales=[["January"], *ORDERS, [], ["February"], ORDERS[0], *ORDERS[1:]])
    xlcrm("adopt", path, "--apply")
    assert frames(path)["Orders"]["amount"].to_list() == [100, 50, 100, 50]
    left = [cell for code, cell, _ in codes(path) if code == "row.no_record"]
    assert left == ["A6", "A7"]


def test_rows_far_below_are_told_at_adopting_and_at_validating(xlcrm, kept):
    path = kept(Clients=[*CLIENTS, *[[]] * 20, *MORE])
    _, said, _ = xlcrm("adopt", path, "--apply")
    assert "A24:C25: these rows have no headers" in said
    assert ("table.rows_below", "A24", "hint") in codes(path)


def test_rows_that_are_no_records_are_told(xlcrm, kept):
    path = kept(Sales=[*ORDERS, ["Total", None, None, 150], ["April"], *ORDERS[1:]])
    xlcrm("adopt", path, "--apply")
    assert frames(path)["Orders"].height == 4
    hints = [one for one in codes(path) if one[0] == "row.no_record"]
    assert hints == [("row.no_record", "A4", "hint"), ("row.no_record", "A5", "hint")]


def test_nothing_is_put_below_the_row_of_totals(xlcrm, kept):
    clients = [*CLIENTS, ["Total", None, None, 15]]
    inquiries = [
        ["Date", "Name", "Phone", "Request", "Status"],
        [datetime(2024, 3, 1), "Zoe Green", "+44 20 7946 0123", "door", "bought"],
    ]
    path = kept(Clients=clients, Requests=inquiries)
    assert xlcrm("adopt", path, "--apply", "--columns")[0] == 0
    assert xlcrm("leads", path)[0] == 0
    before = path.read_bytes()
    status, said, errors = xlcrm("convert", path, "--apply")
    assert status == 2, said
    assert "Clients" in errors
    assert "A4" in errors
    assert path.read_bytes() == before


def test_the_name_that_is_given_goes_before_its_parts(xlcrm, kept):
    rows = [
        ["Last name", "First name", "Nick", "Phone"],
        ["Smith", "Ann", "Annie", "+44 20 7946 0123"],
    ]
    path = kept(Clients=rows)
    assert xlcrm("adopt", path, "--map", "Customers.name=Nick", "--apply")[0] == 0
    assert frames(path)["Customers"]["name"].to_list() == ["Annie"]


def test_people_and_products_may_be_called_like_words_for_nothing(xlcrm, kept):
    rows = [
        [datetime(2024, 3, 1), "Nu", "None", 100],
        [datetime(2024, 3, 2), "Null", "Unknown pleasures", 50],
        [datetime(2024, 3, 2), "n/a", "-", 50],
    ]
    path = kept(Sales=[ORDERS[0], *rows])
    xlcrm("adopt", path, "--apply")
    orders = frames(path)["Orders"]
    assert orders["customer_id"].to_list() == ["Nu", "Null", None]
    assert orders["product"].to_list() == ["None", "Unknown pleasures", None]


def test_a_log_of_few_columns_gets_more_new_ones_than_it_had(xlcrm, kept):
    rows = [[datetime(2024, 1, n), f"Client {n}", f"+3736000000{n}", "cream"] for n in range(1, 8)]
    path = kept(Log=[["Date", "Client", "Phone", "Request"], *rows])
    xlcrm("adopt", path, "--apply", "--columns")
    sheet = openpyxl.load_workbook(path)["Log"]
    assert [cell.value for cell in sheet[1]][4:6] == ["Inquiry ID", "Status"]
    found = frames(path)
    assert found["Inquiries"].height == len(rows)
    assert found["Leads"].height == 0


def test_two_lists_side_by_side_are_two_tables(xlcrm, kept):
    log = [["Date", "Client", "Phone", "Request"]]
    log += [[datetime(2024, 1, n), f"Client {n}", f"+3736000000{n}", "cream"] for n in range(1, 5)]
    bought = [*ORDERS, *[[None] * 4] * 2]
    wide = [[*left, None, *right] for left, right in zip(log, bought, strict=True)]
    path = kept(Sales=wide)
    xlcrm("adopt", path, "--apply")
    found = frames(path)
    assert found["Inquiries"].height == len(log) - 1
    assert found["Orders"]["amount"].drop_nulls().to_list() == [100.0, 50.0]


@pytest.mark.parametrize("columns", [[], ["--columns"]])
def test_a_column_without_a_header_is_left_alone_inside_its_list(xlcrm, kept, columns):
    sales = [["Date", "Client", None, "Item", "Sum"]]
    sales += [
        [datetime(2024, 3, n), f"Client {n}", "!" if n == 2 else None, "Door", 10 * n]
        for n in range(1, 8)
    ]
    path = kept(Sales=sales)
    assert xlcrm("adopt", path, "--apply", *columns)[0] == 0
    assert frames(path)["Orders"]["amount"].to_list() == [10.0 * n for n in range(1, 8)]
    assert xlcrm("refresh", path, "--as-of", "2024-03-20")[0] == 0
    assert "Nothing to do" in xlcrm("adopt", path, "--apply")[1]
    sheet = openpyxl.load_workbook(path)["Sales"]
    assert [[cell.value for cell in row[:5]] for row in sheet.iter_rows()] == sales
    assert [cell.value for cell in sheet[1]][5:] == (["Order ID"] if columns else [])


CALLS = [
    ["CALLS"],
    ["Date", "Who called", "Phone", "Question"],
    *([datetime(2024, 5, n), f"Caller {n}", f"+3736901000{n}", "price?"] for n in range(1, 8)),
]


def test_lists_below_each_other_are_told_apart_beside_a_longer_one(xlcrm, kept):
    clients = [["Client no", "Client", "Phone", None, "City"]]
    clients += [[f"K{n}", f"Firm {n}", f"+3736900000{n}", None, "Orhei"] for n in range(1, 7)]
    left = [["CLIENTS"], *clients, [], [], *CALLS]
    sales = [["ORDERS"], ["Date", "Client no", "Item", "Sum"]]
    sales += [[datetime(2024, 3, n), f"K{n % 6 + 1}", "Mug", n] for n in range(1, 25)]
    left += [[]] * (len(sales) - len(left))
    rows = [
        [*one, *[None] * (7 - len(one)), *other] for one, other in zip(left, sales, strict=True)
    ]
    path = kept(All=rows)
    _, said, _ = xlcrm("adopt", path, "--apply")
    assert "Customers, 6 rows" in said
    assert "Inquiries, 7 rows" in said
    found = frames(path)
    assert found["Customers"]["region"].to_list() == ["Orhei"] * 6
    assert found["Inquiries"]["name"].to_list() == [f"Caller {n}" for n in range(1, 8)]
    assert found["Orders"]["amount"].sum() == sum(range(1, 25))
    assert codes(path) == []


def test_unknown_headers_below_are_told_beside_a_longer_list(xlcrm, kept):
    left = [*CLIENTS, [], ["Machine", "Grease", "Hours"], ["Saw", "none", 4]]
    right = [ORDERS[0], *ORDERS[1:] * 4]
    left += [[]] * (len(right) - len(left))
    rows = [
        [*one, *[None] * (5 - len(one)), *other] for one, other in zip(left, right, strict=True)
    ]
    _, said, _ = xlcrm("adopt", kept(All=rows))
    assert 'Sheet "All", row 5: this looks like the headers of another list' in said


def test_rows_far_below_stay_of_their_list_beside_a_longer_one(xlcrm, kept):
    left = [*CLIENTS, *[[]] * 15, *MORE]
    right = [ORDERS[0], *ORDERS[1:] * 12]
    left += [[]] * (len(right) - len(left))
    rows = [
        [*one, *[None] * (5 - len(one)), *other] for one, other in zip(left, right, strict=True)
    ]
    path = kept(All=rows)
    _, said, _ = xlcrm("adopt", path, "--apply")
    assert "Customers, 4 rows" in said
    assert frames(path)["Customers"].height == 4


def test_a_column_that_was_said_to_be_ones_own_is_not_to_be_renamed(xlcrm, kept):
    path = kept(Clients=SINCE)
    xlcrm("adopt", path, "--apply", "--map", "Customers.phone=-")
    assert frames(path)["Customers"]["phone"].drop_nulls().is_empty()
    assert "looks like" not in xlcrm("checkup", path)[1]


def test_numbers_in_pairs_are_the_phones_of_a_romanian_list(xlcrm, kept):
    rows = [[n, f"Firma {n}", f"0 69 20 30 {n}", "Orhei"] for n in range(10, 18)]
    path = kept(Clienți=[["Nr.", "Denumire", "Telefon", "Oraș"], *rows])
    xlcrm("adopt", path, "--apply")
    assert frames(path)["Customers"]["phone"].to_list()[0] == "0 69 20 30 10"
    assert "Telefon" not in xlcrm("checkup", path)[1]
