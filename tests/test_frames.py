"""Frames: names, types, and what becomes of cells that are wrong."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.errors import UsageError
from xlcrm.frames import Frames, dtype, series
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import EXCEL_ERRORS, Kind
from xlcrm.sheets.vocabularies import vocabularies


def grid(table, headers, rows):
    place = TablePlace(
        table, table, Extent.of(5, 3, len(rows) + 1, len(headers)), tuple(headers), totals=False
    )
    return Grid(place, tuple(typed([row[i] for row in rows]) for i in range(len(headers))))


def frames(**sheets):
    return Frames({table: grid(table, *sheet) for table, sheet in sheets.items()})


CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.sampled_from([*EXCEL_ERRORS, " #N/A ", "007", " x ", "\u00a0", "", " ", "true"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**60), 2**60),
    st.sampled_from([7.0, 1e300, -0.0, 2.0**53, 1e15, 0.1, 1e-7]),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
COLUMNS = {column.kind: column for model in MODELS.values() for column in columns(model).values()}


@given(st.sampled_from(sorted(Kind)), st.lists(CELLS, max_size=6))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_column_reads_the_same_typed_and_raw(kind, cells):
    column = COLUMNS[kind]
    wanted = dtype(column)
    raw = series(cells, column, None)
    assert raw.dtype == wanted
    one_type = typed(cells)
    if isinstance(one_type, pl.Series):
        # a typed column of dates and moments holds moments only, so they are compared as such
        again = series(one_type.to_list(), column, None)
        assert series(one_type, column, None).to_list() == again.to_list()


def test_rows_carry_their_sheet_row_and_blank_ones_are_left_out():
    headers = ("Date", "Amount", "Customer ID", "Profit")
    rows = [
        (date(2025, 1, 1), 5.0, "C1", 1.0),
        (None, None, None, None),
        (None, None, " ", 0.0),
        (date(2025, 1, 2), None, None, 0.0),
    ]
    frame = frames(Orders=(headers, rows))["Orders"]
    assert frame["row"].to_list() == [6, 9]


def test_every_field_is_there_with_its_type_and_own_columns_last():
    frame = frames(Customers=(("Deal Size", "Customer ID", "ROW"), [(3.0, 7.0, "x")]))["Customers"]
    declared = columns(MODELS["Customers"])
    assert frame.columns == ["row", *declared, "deal_size", "row_"]
    assert [frame[name].dtype for name in declared] == [dtype(one) for one in declared.values()]
    assert frame.row(0, named=True)["deal_size"] == 3.0


def test_a_table_that_is_missing_is_empty():
    for table, model in MODELS.items():
        frame = Frames({})[table]
        assert frame.columns == ["row", *columns(model)]
        assert frame.is_empty()


def test_ids_survive_as_text():
    ids = ["007", 7.0, 7, " A1 ", 1234567890123.0, "#N/A", None]
    frame = frames(Customers=(("Customer ID", "Name"), [(one, "x") for one in ids]))["Customers"]
    assert frame["customer_id"].to_list() == ["007", "7", "7", "A1", "1234567890123", None, None]


def test_numbers_as_ids_are_text_without_a_point():
    frame = frames(Customers=(("Customer ID",), [(7.0,), (8,), (90071992547.0,)]))["Customers"]
    assert frame["customer_id"].to_list() == ["7", "8", "90071992547"]


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("Date", "31.12.2024", None),
        ("Date", 45658.0, None),
        ("Date", date(1899, 12, 31), None),
        ("Date", date(2025, 1, 2), datetime(2025, 1, 2)),
        ("Date", datetime(2025, 1, 2, 9, 30), datetime(2025, 1, 2, 9, 30)),
        ("Price asked", "12", None),
        ("Price asked", True, None),
        ("Price asked", -1.0, None),
        ("Price asked", 12, 12.0),
        ("Age", 33.5, None),
        ("Age", 300.0, None),
        ("Age", 33.0, 33),
        ("Status", "Won", "bought"),
        ("Status", " LOST", "lost"),
        ("Status", "opn", "opn"),
        ("Name", "#REF!", None),
        ("Name", "\u00a0Ion ", "Ion"),
    ],
)
@pytest.mark.parametrize("other", [None, "text", 1.0, date(2025, 1, 1)])
def test_a_wrong_cell_is_null_whatever_stands_beside_it(header, cell, expected, other):
    rows = [("Vis", cell), ("Vis", other)]
    frame = frames(Inquiries=(("Company", header), rows))["Inquiries"]
    names = {"Price asked": "quoted"}
    assert frame[names.get(header, header.lower())][0] == expected


def test_labels_are_resolved_by_the_lists_of_the_book():
    book = frames(
        Lists=(
            ("List", "Value", "Also written for"),
            [("Region", "Texas", None), ("region", "TX", "Texas"), (None, "x", None)],
        ),
        Customers=(("Name", "Region"), [("x", one) for one in ("tx", "TEXAS ", "Ohio", None)]),
    )
    assert book["Customers"]["region"].to_list() == ["Texas", "Texas", "Ohio", None]


def test_headers_in_any_order_and_case_under_the_name_the_book_has():
    headers = ("my COLUMN", "AMOUNT", "customer id ", "date")
    book = frames(Orders=(headers, [("x", 5.0, "C1", date(2025, 1, 1))]))
    assert book.header("Orders", "customer_id") == "customer id "
    assert book.header("Orders", "product") == ""
    assert book.header("Leads", "name") == ""
    assert book.own("Orders") == {"my_column": "my COLUMN"}
    assert book.place("Orders").first_row == 6
    assert book.place("Leads") is None
    assert book["Orders"]["amount"].to_list() == [5.0]


@pytest.mark.parametrize(
    ("own", "values", "expected"),
    [
        ("Profit", [1.5, None], [1.5, None]),
        ("Grade", ["a ", 1.0], ["a", "1"]),
        ("When", [date(2025, 1, 1), None], [date(2025, 1, 1), None]),
        ("Mail", ["#N/A", " "], [None, None]),
    ],
)
def test_own_columns_keep_their_values(own, values, expected):
    rows = [("C1", value) for value in values]
    frame = frames(Customers=(("Customer ID", own), rows))["Customers"]
    assert frame[own.lower()].to_list() == expected


def test_settings_of_the_book():
    rows = [
        (" lapse_k ", 3.0),
        ("as_of", datetime(1998, 6, 30)),
        ("currency", " EUR "),
        ("lapse_prior_days", " "),
        ("hello", "x"),
        (None, None),
    ]
    found = frames(Settings=(("Setting", "Value"), rows)).settings
    assert (found.lapse_k, found.as_of, found.currency) == (3.0, date(1998, 6, 30), "EUR")
    assert found.lapse_prior_days is None
    assert Frames({}).settings.lapse_k == 2.0
    assert frames(Settings=(("Setting",), [("lapse_k",)])).settings.lapse_k == 2.0


@pytest.mark.parametrize(
    ("key", "value"),
    [("lapse_k", 0.0), ("as_of", "June"), ("country", "Moldova"), ("capacity_per_day", -1.0)],
)
def test_a_setting_that_cannot_be_meant_stops_the_run(key, value):
    with pytest.raises(UsageError) as raised:
        _ = frames(Settings=(("Setting", "Value"), [(key, value)])).settings
    assert raised.value.code == "setting.wrong"
    assert raised.value.parameters["setting"] == key


def test_lists_name_every_vocabulary():
    assert set(Frames({}).vocabularies) == set(vocabularies())
