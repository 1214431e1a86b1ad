"""CDNOW through the command line; the cohorts are those of Fader and Hardie's file."""

from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise

import fastexcel
import openpyxl
import pytest

AS_OF = "1998-06-30"
COHORTS = {"1997-01-01": 7846, "1997-02-01": 8476, "1997-03-01": 7248}

pytestmark = pytest.mark.xdist_group("cdnow")


def counted_by_hand(file):
    """Who bought in which month: cohort sizes and, per cohort, buyers by age in months."""
    months = defaultdict(set)
    for line in file.read_text().splitlines()[1:]:
        customer, day, *_ = line.split()
        bought = datetime.strptime(day, "%Y%m%d")
        months[customer].add(bought.year * 12 + bought.month - 1)
    sizes = Counter(min(found) for found in months.values())
    ages = Counter((min(found), month - min(found)) for found in months.values() for month in found)
    return {
        date(first // 12, first % 12 + 1, 1).isoformat(): [
            size,
            *[ages[first, age] / size for age in range(1998 * 12 + 6 - first)],
        ]
        for first, size in sorted(sizes.items())
    }


def test_cohorts(cdnow_book, cdnow, told):
    headers, *rows = told("calc", cdnow_book, "=COHORT_TABLE()", "--as-of", AS_OF)["value"]
    assert {row[0]: row[1] for row in rows} == COHORTS
    assert headers[2:] == list(range(18))
    expected = counted_by_hand(cdnow)
    assert expected.keys() == COHORTS.keys()
    for first, *cells in rows:
        assert [cell for cell in cells if cell is not None] == pytest.approx(expected[first])


def test_the_churn_sheet_shows_the_same_cohorts(cdnow_book):
    book = openpyxl.load_workbook(cdnow_book, read_only=True, data_only=True)
    found = {}
    for row in book["Churn"].iter_rows(values_only=True):
        for day, size in pairwise(row):
            if isinstance(day, datetime) and size in COHORTS.values():
                found.setdefault(day.date().isoformat(), size)
    book.close()
    assert found == COHORTS


def test_every_line_of_the_file_is_a_row_of_the_book(cdnow_book, cdnow):
    rows = fastexcel.read_excel(cdnow_book).load_sheet("Orders").to_polars()
    lines = [line.split() for line in cdnow.read_text().splitlines()[1:]]
    assert list(rows["Customer ID"]) == [line[0] for line in lines]
    assert [f"{day:%Y%m%d}" for day in rows["Date"]] == [line[1] for line in lines]
    assert list(rows["Quantity"]) == [int(line[2]) for line in lines]
    assert list(rows["Amount"]) == [float(line[3]) for line in lines]
