"""The import command: one mapping for good, nothing doubled, everything taken back."""

import pytest
import xlsxwriter

from xlcrm.errors import ImportFileError

LINES = "Tag;Kunde;Umsatz\n05.01.2024;C-1;12,50\n13.01.2024;C-2;1.000,00\n14.01.2024;;3,00\n"
MAP = {"date": "Tag", "customer_id": "Kunde", "amount": "Umsatz"}


@pytest.fixture
def one(desk):
    return desk(
        {
            "Orders": (("date", "customer_id", "amount"), []),
            "Settings": (("key", "value", "meaning"), [["currency", "EUR", None]]),
        }
    )


@pytest.fixture
def take(one, tmp_path):
    """Imports a text into Orders."""
    from xlcrm.macros.importing import import_rows

    def run(text=LINES, name="sales.csv", **options):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        given = {"map": {}, "where": {}, "alias": {}, **options}
        return one._run(import_rows, "import", table="orders", file=file, **given)

    return run


def said(outcome):
    return [message.text("en") for message in outcome.messages]


def test_the_mapping_is_shown_first_with_a_cell_to_see_it_by(take):
    lines = said(take(map=MAP, dry_run=True))
    assert lines[:6] == [
        "sales.csv into Orders, read as utf-8.",
        "Columns:",
        "  date = Tag (dmy): 05.01.2024 = 2024-01-05",
        "  customer_id = Kunde: C-1",
        "  amount = Umsatz (,): 12,50 = 12.5",
        "sales.csv into Orders: 3 rows read = 3 added + 0 refused.",
    ]


def test_a_look_writes_nothing(one, take):
    before = one.state()
    assert take(map=MAP, dry_run=True).data["added"] == 3
    assert (one.state(), one.history()) == (before, [])


def test_a_mapping_is_remembered_for_files_with_the_same_headers(one, take):
    take(map=MAP)
    assert len(one.rows("Settings")) == 2
    other = "Umsatz;Tag;KUNDE\n7,00;01.02.2024;C-9\n"
    found = take(other, "february.csv", date_order="dmy")
    assert found.data["mapping"] == {"date": "Tag", "customer_id": "KUNDE", "amount": "Umsatz"}
    assert found.data["added"] == 1
    assert any("remembered" in line for line in said(found))


def test_what_was_said_of_dates_is_remembered_too(one, take):
    text = "Tag;Kunde;Umsatz\n03.04.2024;C-1;5,50\n"
    with pytest.raises(ImportFileError, match="ambiguous"):
        take(text, map=MAP)
    take(text, map=MAP, date_order="dmy")
    assert take(text.replace("C-1", "C-2")).data["date_orders"] == {"Tag": "dmy"}


def test_the_same_file_again_changes_nothing_and_undo_takes_all_of_it_back(one, take):
    before = one.state()
    take(map=MAP)
    after, lines = one.state(), one.history()
    again = take()
    assert (again.data["added"], again.data["unchanged"], again.found) == (0, 3, False)
    assert (one.state(), one.history()) == (after, lines)
    one.undo()
    assert one.state() == before


def test_an_update_is_taken_back_too(one, take):
    columns = "Tag;Kunde;Umsatz;Owner\n"
    take(columns + "05.01.2024;C-1;12,50;Ann\n", map={**MAP, "owner": "Owner"}, date_order="dmy")
    before = one.state()
    changed = columns + "05.01.2024;C-1;12,50;Bob\n06.01.2024;C-1;1,00;Bob\n"
    kept = take(changed)
    assert (kept.data["differing"], kept.data["added"]) == (1, 1)
    one.undo()
    assert one.state() == before
    taken = take(changed, update=True)
    assert (taken.data["updated"], taken.data["added"], taken.data["differing"]) == (1, 1, 0)
    assert [row[-1] for row in one.rows("Orders")[:2]] == ["Bob", "Bob"]
    one.undo()
    assert one.state() == before


def test_refused_rows_of_one_reason_are_one_line(take):
    text = LINES + "".join(f"soon;C-{at};1,00\n" for at in range(30))
    outcome = take(text, map=MAP)
    counts = outcome.data
    assert counts["read"] == 33 == counts["added"] + counts["refused"]
    assert len(counts["refusals"]) == 30
    (row,) = outcome.listings[0].rows
    assert row[0].startswith('Line 5, Tag: "soon" is not a date')
    assert "29 more lines: 6, 7, 8" in row[0]
    assert row[0].endswith("...)")


def test_a_sheet_of_another_workbook(one, tmp_path):
    path = tmp_path / "theirs.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title in ("May", "June"):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, ["Date", "Customer ID", "Amount"])
            sheet.write_row(1, 0, ["2024-05-06", title, 5])
    with pytest.raises(ImportFileError, match="sheet_open"):
        one.take("Orders", path)
    from xlcrm.macros.importing import import_rows

    given = {"map": {}, "where": {}, "alias": {}, "table": "Orders", "file": path}
    outcome = one._run(import_rows, "import", sheet="June", **given)
    assert said(outcome)[0] == "theirs.xlsx into Orders, from June."
    assert one.rows("Orders")[0][1] == "June"


def test_what_is_remembered_yields_to_the_cells_of_the_next_file(take):
    take("Tag;Kunde;Umsatz\n03.04.2024;C-1;5,50\n", map=MAP, date_order="mdy")
    with pytest.raises(ImportFileError, match="date_order_contrary"):
        take("Tag;Kunde;Umsatz\n03.04.2024;C-1;5,50\n25.12.2024;C-2;7,00\n")
    again = take("Tag;Kunde;Umsatz\n25.12.2024;C-2;7,00\n", date_order="dmy")
    assert again.data["date_orders"] == {"Tag": "dmy"}


def test_a_file_of_headers_is_no_failure_and_says_so(one, take):
    before = one.state()
    outcome = take("Tag;Kunde;Umsatz\n", map=MAP)
    assert (outcome.found, one.state()) == (False, before)
    assert "sales.csv has headers, but no row below them: there is nothing to bring in." in said(
        outcome
    )


def test_a_total_is_refused_and_the_totals_reconcile(one, take):
    outcome = take(f"{LINES};Gesamt / Total:;\n;Total;1.015,50\n", map=MAP)
    assert (outcome.data["read"], outcome.data["added"], outcome.data["refused"]) == (5, 3, 2)
    assert outcome.data["refusals"][-1]["code"] == "import.row_total"
    assert len(one.rows("Orders")) == 3


def test_an_id_stays_and_is_told_as_such(desk, tmp_path):
    from xlcrm.macros.importing import import_rows

    fields = ("customer_id", "name", "lead_id")
    one = desk({"Customers": (fields, [["A", "Ann", "L-1"]])})
    file = tmp_path / "people.csv"
    file.write_text("customer_id,name,lead_id\nA,Ann,L-9\n", encoding="utf-8")
    given = {"map": {}, "where": {}, "alias": {}, "table": "Customers", "file": file}
    outcome = one._run(import_rows, "import", update=True, **given)
    assert one.rows("Customers") == [["A", "Ann", "L-1"]]
    assert (outcome.data["differing"], outcome.data["updated"]) == (1, 0)
    assert not any("--update" in line for line in said(outcome))


def test_a_row_is_named_by_its_day_without_a_time_that_nobody_said(desk, tmp_path):
    from xlcrm.macros.importing import import_rows

    fields = ("date", "name", "phone", "source", "note")
    one = desk({"Inquiries": (fields, [])})
    file = tmp_path / "log.csv"
    given = {"map": {}, "where": {}, "alias": {}, "table": "Inquiries", "file": file}
    for note in ("early", "late"):
        line = f"2024-03-05,Ann,+37322123456,Web,{note}"
        file.write_text(f"date,name,phone,source,note\n{line}\n", encoding="utf-8")
        outcome = one._run(import_rows, "import", **given)
    (listing,) = [kept for kept in outcome.listings if kept.rows]
    assert listing.rows[0][1].startswith("2024-03-05, ")


def test_a_name_in_two_columns_is_shown_as_one_and_remembered_so(desk, tmp_path):
    from xlcrm.macros.importing import import_rows

    firm = desk(
        {
            "Customers": (("customer_id", "name", "email"), []),
            "Settings": (("key", "value", "meaning"), [["currency", "EUR", None]]),
        }
    )
    file = tmp_path / "people.csv"
    for mail in ("ann@acme.md", "bob@bolt.md"):
        file.write_text(f"Email,Vorn,Zun\n{mail},Ann,Smith\n", encoding="utf-8")
        named = {"name": "Vorn + zun"} if mail.startswith("ann") else {}
        given = {"map": named, "where": {}, "alias": {}}
        found = firm._run(import_rows, "import", table="customers", file=file, **given)
        assert "  name = Vorn + Zun: Ann Smith" in said(found)
    assert [row[1:] for row in firm.rows("Customers")] == [
        ["Ann Smith", "ann@acme.md"],
        ["Ann Smith", "bob@bolt.md"],
    ]
