"""Row rules: the fast path finds what the models find, and says it well."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import EXCEL_ERRORS, Kind
from xlcrm.sheets.vocabularies import vocabularies
from xlcrm.validation.rows import RowRules

LISTS = vocabularies(
    [
        ("product", "Desk", None),
        ("product", "Chair 2", None),
        ("product", "1", None),
        ("region", "Texas", None),
        ("region", "TX", "Texas"),
    ]
)
DAYS = st.dates(date(1890, 1, 1), date(2210, 1, 1)) | st.sampled_from(
    [date(1899, 12, 31), date(1900, 1, 1), date(2200, 12, 31), date(2201, 1, 1)]
)
MOMENTS = st.datetimes(datetime(1890, 1, 1), datetime(2210, 1, 1)) | st.just(
    datetime(2200, 12, 31, 23, 59)
)
NUMBERS = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(2**53), 2**53)
    | st.sampled_from([0, 0.5, 1, 5, 10, 120, 121, 1900, 2100, 1e12, -1e12, 1.0000001e12, 1e300])
)
PHONES = st.from_regex(r"\A\+?[0-9(][0-9 ().-]{4,16}\Z") | st.sampled_from(
    ["+373 22 123 456", "+37322", "069123456", "+1 (212) 555-0100", "ext 5", "+52 1 55 1234 5678"]
)
EMAILS = st.from_regex(r"\A[a-z0-9._+-]{1,8}@[a-z0-9.-]{1,12}\.[a-z]{2,4}\Z") | st.sampled_from(
    [
        "a@b.md",
        " a@b.md ",
        "a@b",
        "a b@c.md",
        "a@b.test",
        "mailto:a@b.md",
        "a@xn--p1ai.ru",
        "a..b@c.md",
    ]
)
LABELS = st.sampled_from(
    [
        "open",
        "Open ",
        "OPEN",
        "lost",
        "Won",
        "opn",
        "f",
        "Male",
        "Desk",
        "desk",
        "1",
        "tx",
        "yes",
        "?",
    ]
)
TEXTS = (
    st.text(max_size=12)
    | st.sampled_from([*EXCEL_ERRORS, " #N/A ", "#12", "", " ", "\u00a0", "\x1c"])
    | st.sampled_from(["31.12.2024", "2024-01-05", "1 234.50", "12,5", "45000", "007"])
)
OF_KIND = {
    Kind.DAY: DAYS,
    Kind.MOMENT: MOMENTS,
    Kind.NUMBER: NUMBERS,
    Kind.MONEY: NUMBERS,
    Kind.COUNT: NUMBERS,
    Kind.EMAIL: EMAILS,
    Kind.PHONE: PHONES,
    Kind.CHOICE: LABELS,
    Kind.TEXT: TEXTS,
    Kind.ID: TEXTS,
}


def column_of(kind, height):
    """Cells of one kind, clean or with anything else among them."""
    own = st.none() | OF_KIND[kind]
    anything = st.one_of(own, own, TEXTS, NUMBERS, DAYS, MOMENTS, st.booleans())
    return st.one_of(st.lists(cells, min_size=height, max_size=height) for cells in (own, anything))


@st.composite
def grids(draw):
    table = draw(st.sampled_from(sorted(MODELS)))
    declared = columns(MODELS[table])
    names = draw(st.lists(st.sampled_from(sorted(declared)), min_size=1, unique=True))
    height = draw(st.integers(0, 8))
    cells = [draw(column_of(declared[name].kind, height)) for name in names]
    place = TablePlace(
        table, table, Extent.of(1, 1, height + 1, len(names)), tuple(map(label, names))
    )
    as_read = typed if draw(st.booleans()) else list
    return Grid(place, tuple(map(as_read, cells)))


@given(grids(), st.sampled_from(["", "MD", "DE", "US", "IT", "AR"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_fast_path_finds_what_reading_every_row_finds(grid, country):
    rules = RowRules(grid.place.name, grid, LISTS, country)
    assert rules.problems() == rules.read(rules.filled())


@given(grids())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_wrong_cell_is_null_in_the_frame_and_a_right_one_is_not(grid):
    """Frames and row rules agree on which dates and numbers are wrong."""
    table = grid.place.name
    rules = RowRules(table, grid, LISTS)
    wrong = {(p.field, p.cell) for p in rules.problems() if p.code != "cell.required"}
    frame = Frames({table: grid})[table]
    for name, header in rules.headers.items():
        if columns(MODELS[table])[name].reading == "text":
            continue
        for row, value in frame.select("row", name).iter_rows():
            index = row - grid.place.first_row
            cell = grid.column(header)[index]
            blank = cell is None or (isinstance(cell, str) and not cell.strip())
            address = grid.address(header, index).a1
            assert (value is None) == (blank or (name, address) in wrong)


@pytest.fixture
def say(problems):
    """What the cells of one row of Inquiries bring, by header."""

    def say(**cells):
        fields = {"name": "Ion", "company": "Vis", "date": date(2025, 5, 1), "status": "bought"}
        fields |= cells
        sheet = ([label(field) for field in fields], [tuple(fields.values())])
        return [
            (one.code, one.parameters.get("value"), one.suggestion)
            for one in problems(Inquiries=sheet)
        ]

    return say


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("date", "31.12.2024", ("cell.not_a_date", "31.12.2024", "2024-12-31")),
        ("date", "03.04.2025", ("cell.not_a_date", "03.04.2025", "")),
        ("date", 45658.0, ("cell.not_a_date", "45658", "2025-01-01")),
        ("date", date(1887, 1, 1), ("cell.date_out_of_range", "1887-01-01", "")),
        ("date", None, ("cell.required", None, "")),
        ("quoted", "1 234,50", ("cell.not_a_number", "1 234,50", "1234.50")),
        ("quoted", "1,234", ("cell.not_a_number", "1,234", "")),
        ("quoted", -5.0, ("cell.out_of_range", "-5", "")),
        ("quoted", True, ("cell.not_a_number", "True", "")),
        ("age", 33.5, ("cell.not_whole", "33.5", "")),
        ("age", 130.0, ("cell.out_of_range", "130", "")),
        ("email", "ion @vis.md", ("cell.bad_email", "ion @vis.md", "ion@vis.md")),
        ("email", "nobody", ("cell.bad_email", "nobody", "")),
        ("phone", "12", ("cell.bad_phone", "12", "")),
        ("phone", 37369123456.0, ("cell.phone_is_number", "37369123456", "+37369123456")),
        ("phone", 69123456.0, ("cell.phone_is_number", "69123456", "+37369123456")),
        ("channel", "phnoe", ("cell.label_not_listed", "phnoe", "phone")),
        ("source", "Zeitung", ("cell.label_not_listed", "Zeitung", "")),
        ("status", "bouhgt", ("cell.label_unknown", "bouhgt", "bought")),
        ("name", "#REF!", ("cell.excel_error", "#REF!", "")),
    ],
)
def test_each_wrong_cell_is_named_with_what_it_can_only_mean(say, field, cell, expected):
    assert say(**{field: cell}) == [expected]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("note", 5.0),
        ("phone", "069 123 456"),
        ("phone", "+44 20 7946 0958"),
        ("email", " ana.rusu+shop@vis.md "),
        ("channel", " E-Mail "),
        ("channel", "call"),
        ("status", "Won"),
        ("need", "anything, its list is empty"),
        ("age", 0.0),
        ("quoted", None),
        ("note", "\u00a0"),
        ("request", "order #12"),
    ],
)
def test_right_cells_are_left_alone(say, field, cell):
    assert say(**{field: cell}) == []


def test_blank_rows_and_rows_of_own_formulas_are_no_rows(check):
    rows = [
        (date(2025, 1, 2), "C1", 5.0, 1.0),
        (None, None, None, None),
        (None, " ", None, 1.0),
        (date(2025, 1, 3), "C1", 7.0, 1.0),
    ]
    headers = ("Date", "Customer ID", "Amount", "Formula")
    assert check(Orders=(headers, rows), Customers=(("Customer ID",), [("C1",)])) == []


def test_history_keeps_what_cells_held(check):
    headers = ("When", "Before", "After")
    assert check(History=(headers, [(datetime(2025, 1, 1), "#N/A", "x")])) == []
