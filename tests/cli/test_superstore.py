"""Superstore through the command line; the sums are those of pandas over the file itself."""

from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pandas as pd
import pytest

CENT = Decimal("0.01")
FIRST, LAST = "DATE(2014,1,1)", "DATE(2017,12,30)"
AS_OF = "2017-12-30"
ORDERS = {
    "order_id": "Order ID",
    "date": "Order Date",
    "customer_id": "Customer ID",
    "product": "Product Name",
    "category": "Category",
    "quantity": "Quantity",
    "amount": "Sales",
    "Region": "Region",
    "Discount": "Discount",
}
CUSTOMERS = {
    "customer_id": "Customer ID",
    "name": "Customer Name",
    "Segment": "Segment",
    "region": "-",  # it is that of an order, not of a customer
}

pytestmark = [pytest.mark.data, pytest.mark.xdist_group("superstore")]


def pairs(mapping):
    return [f"{field}={header}" for field, header in mapping.items()]


def parts(told):
    return {name: told[name] for name in ("read", "added", "merged", "refused")}


@pytest.fixture(scope="module")
def file(data):
    return data / "superstore.csv"


@pytest.fixture(scope="module")
def lines(file):
    """The file as text, and what each line brings: rounded half up to cents."""
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    frame["cents"] = [
        int(Decimal(sales).quantize(CENT, ROUND_HALF_UP) * 100) for sales in frame["Sales"]
    ]
    return frame


@pytest.fixture(scope="module")
def book(done, told, file, tmp_path_factory):
    path = tmp_path_factory.mktemp("superstore") / "superstore.xlsx"
    done("new", path)
    counts = told("import", path, "Customers", file, "--map", *pairs(CUSTOMERS))
    assert parts(counts) == {"read": 9_994, "added": 793, "merged": 9_201, "refused": 0}
    assert counts["differences"] == []
    counts = told("import", path, "Orders", file, "--map", *pairs(ORDERS))
    assert parts(counts) == {"read": 9_994, "added": 9_994, "merged": 0, "refused": 0}
    done("refresh", path, "--as-of", AS_OF)
    return path


def test_own_columns_hold_what_the_file_holds(book, lines, rows_of):
    orders = pd.DataFrame(rows_of(book, "Orders"))
    assert len(orders) == len(lines)
    for column in ("Region", "Category"):
        assert orders[column].tolist() == lines[column].tolist()
    assert orders["Discount"].tolist() == lines["Discount"].astype(float).tolist()
    customers = pd.DataFrame(rows_of(book, "Customers")).set_index("Customer ID")
    segments = lines.drop_duplicates("Customer ID").set_index("Customer ID")["Segment"]
    assert len(customers) == 793
    assert customers["Segment"].to_dict() == segments.to_dict()


@pytest.mark.parametrize(
    ("formula", "as_of", "since", "until"),
    [
        (f'=SEGMENT_PIVOT("region",,"revenue",{FIRST},{LAST})', AS_OF, "2014-01-01", AS_OF),
        ('=SEGMENT_PIVOT("region",,"revenue")', "2017-12-31", "2017-01-01", "2017-12-31"),
        ('=SEGMENT_PIVOT("region",,"revenue")', AS_OF, "2016-12-01", "2017-11-30"),
    ],
)
def test_revenue_by_region(book, lines, told, formula, as_of, since, until):
    _, *rows = told("calc", book, formula, "--as-of", as_of)["value"]
    inside = lines[lines["Order Date"].between(since, until)]
    sums = inside.groupby("Region")["cents"].sum()
    assert [label for label, _ in rows] == [*sorted(sums.index), "Total"]
    assert {label: round(amount * 100) for label, amount in rows[:-1]} == sums.to_dict()
    assert [amount for _, amount in rows] == [cents / 100 for cents in [*sums, sums.sum()]]


def test_revenue_by_segment_and_category(book, lines, told):
    formula = f'=SEGMENT_PIVOT("Segment","category","revenue",{FIRST},{LAST})'
    headers, *rows = told("calc", book, formula, "--as-of", AS_OF)["value"]
    sums = lines.pivot_table(
        values="cents", index="Segment", columns="Category", aggfunc="sum", margins=True
    )
    assert [row[0] for row in rows] == [*sums.index[:-1], "Total"]
    assert headers[1:-1] == list(sums.columns[:-1])
    assert [[round(cell * 100) for cell in row[1:]] for row in rows] == sums.to_numpy().tolist()


def test_the_segments_sheet_shows_each_region_and_discount(book, lines):
    inside = lines[lines["Order Date"].between("2016-12-01", "2017-11-30")]
    shown = openpyxl.load_workbook(book, read_only=True, data_only=True)
    cells = [row[1:5] for row in shown["Segments"].iter_rows(values_only=True)]
    shown.close()
    for column, kind in (("Region", str), ("Category", str), ("Segment", str), ("Discount", float)):
        start = cells.index((column, "Customers", column, "Revenue")) + 1
        sums = inside.assign(key=inside[column].map(kind)).groupby("key")
        expected = [
            (key, group["Customer ID"].nunique(), key, group["cents"].sum() / 100)
            for key, group in sums
        ]
        assert cells[start : start + len(expected)] == expected
        assert cells[start + len(expected)][0] == "Total"


def test_the_open_xml_sdk_finds_no_error_in_it(book, sdk_errors):
    assert sdk_errors(book) == []
