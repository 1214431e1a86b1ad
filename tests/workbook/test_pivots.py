"""Native PivotTables on sheets of ours: they agree with their cells, and with Excel's own judge."""

import re
import shutil
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.cells import Address, Extent, Value
from xlcrm.opc.pivot_grid import PivotGrid
from xlcrm.patches import Cell, PivotSpec, PivotValue, Style, TableSpec, WriteSheet
from xlcrm.workbook.closed import ClosedWorkbook

COLUMNS: dict[str, list[Value]] = {
    "Customer": ["a", "b", "c", "d"],
    "Region": ["North", "South", "North", "(blank)"],
    "Size": ["small", "large", "large", "small"],
    "Revenue": [10.5, 20.0, 5.0, None],
    "Since": [date(2024, 1, 2), date(2024, 2, 3), None, date(2023, 5, 1)],
}
EXTENT = Extent.of(1, 1, 5, 5)
COUNTED = PivotValue("Customer", "Customers", "count")
BY_BOTH = PivotSpec(
    "By both", "source", EXTENT, COLUMNS, Address(3, 1), "Region", (COUNTED,), across="Size"
)
MEANS = (PivotValue("Revenue", "Sum"), PivotValue("Revenue", "Mean", "average", "#,##0.00"))
BY_ONE = PivotSpec("By one", "source", EXTENT, COLUMNS, Address(12, 1), "Region", MEANS)
ONE_FIGURE = PivotSpec("One", "source", EXTENT, COLUMNS, Address(22, 1), "Size", MEANS[:1])


def source() -> WriteSheet:
    cells = {Address(1, at): Cell(header) for at, header in enumerate(COLUMNS, 1)}
    for at, values in enumerate(COLUMNS.values(), 1):
        style = Style("yyyy-mm-dd") if at == len(COLUMNS) else Style()
        cells |= {Address(row, at): Cell(v, style=style) for row, v in enumerate(values, 2)}
    table = TableSpec("xlcrm_source", EXTENT, tuple(COLUMNS))
    return WriteSheet("source", "Customers of all", cells, tables=(table,))


def pivots(*specs: PivotSpec) -> WriteSheet:
    return WriteSheet("pivot", "Pivot", {Address(1, 1): Cell("Pivot")}, pivots=specs)


def parts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return sorted(name for name in archive.namelist() if "pivot" in name.lower())


def shown(path: Path) -> list[tuple[Value, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(openpyxl.load_workbook(path)["Pivot"].iter_rows(min_row=3, values_only=True))


def test_the_cells_are_what_a_refresh_shows(plain_book: Path) -> None:
    # What LibreOffice's own refresh gave for the same source.
    ClosedWorkbook.open(plain_book).apply([source(), pivots(BY_BOTH, BY_ONE)])
    assert shown(plain_book) == [
        ("Customers", "Size", None, None),
        ("Region", "large", "small", "Total"),
        ("(blank)", None, 1, 1),
        ("North", 1, 1, 2),
        ("South", 1, None, 1),
        ("Total", 2, 2, 4),
        (None,) * 4,
        (None,) * 4,
        (None,) * 4,
        ("Region", "Sum", "Mean", None),
        ("(blank)", None, None, None),
        ("North", 15.5, 7.75, None),
        ("South", 20, 20, None),
        ("Total", 35.5, pytest.approx(35.5 / 3), None),
    ]


def test_excels_own_judge_finds_nothing(
    plain_book: Path, sdk_errors: Callable[[Path], list[tuple[str, str]]]
) -> None:
    book = ClosedWorkbook.open(plain_book)
    book.apply([source(), pivots(BY_BOTH, BY_ONE, ONE_FIGURE)])
    assert sdk_errors(plain_book) == []
    book.apply([pivots(BY_ONE)])
    assert sdk_errors(plain_book) == []


def test_they_come_and_go_with_their_sheet(plain_book: Path) -> None:
    book = ClosedWorkbook.open(plain_book)
    book.apply([source(), pivots(BY_BOTH, BY_ONE)])
    twice = parts(plain_book)
    before = plain_book.read_bytes()
    book.apply([source(), pivots(BY_BOTH, BY_ONE)])
    assert plain_book.read_bytes() == before
    assert len([name for name in twice if "pivotCacheDefinition1.xml" in name]) == 2
    book.apply([pivots(BY_BOTH)])
    assert [name for name in twice if "Table2" not in name] == parts(plain_book)
    book.apply([pivots()])
    assert parts(plain_book) == []
    with zipfile.ZipFile(plain_book) as archive:
        for name in archive.namelist():
            assert b"pivotcache" not in archive.read(name).lower(), name
    book.apply([pivots(BY_BOTH, BY_ONE)])
    assert parts(plain_book) == twice


def test_what_another_program_made_of_them_is_put_right(plain_book: Path) -> None:
    ClosedWorkbook.open(plain_book).apply([source(), pivots(BY_BOTH, BY_ONE)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(plain_book).save(plain_book)
    other = BY_ONE._replace(columns={**COLUMNS, "Revenue": [1.0, 2.0, 3.0, 4.0]})
    for specs in ((BY_BOTH, BY_ONE), (BY_BOTH, other), (BY_BOTH, BY_ONE)):
        ClosedWorkbook.open(plain_book).apply([source(), pivots(*specs)])
        with zipfile.ZipFile(plain_book) as archive:
            listed = re.findall(rb'cacheId="([0-9]+)"', archive.read("xl/workbook.xml"))
            used = {
                match
                for name in archive.namelist()
                if "pivotTables/pivotTable" in name
                for match in re.findall(rb' cacheId="([0-9]+)"', archive.read(name))
            }
        assert len(set(listed)) == len(listed) == (2 if other in specs else 1)
        assert used == set(listed)
        assert shown(plain_book)[0] == ("Customers", "Size", None, None)


def test_the_users_own_stay_as_they_are(corpus: list[Path], tmp_path: Path) -> None:
    for path in corpus:
        if zipfile.is_zipfile(path) and parts(path):
            book = Path(shutil.copyfile(path, tmp_path / path.name))
            workbook = ClosedWorkbook.open(book)
            for specs in ((BY_BOTH, BY_ONE), (BY_ONE,), ()):
                workbook.apply([source(), pivots(*specs)])
                with zipfile.ZipFile(path) as old, zipfile.ZipFile(book) as new:
                    for name in parts(path):
                        assert new.read(name) == old.read(name), (path.name, name)
            assert parts(book) == parts(path)


LABELS = st.sampled_from(["a", "b", "c"])


@settings(deadline=None)
@given(st.lists(st.tuples(LABELS, LABELS, st.integers(-1000, 1000)), min_size=1, max_size=30))
def test_the_figures_are_those_of_pandas(rows: list[tuple[str, str, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["down", "across", "value"])
    spec = PivotSpec(
        "p",
        "source",
        Extent.of(1, 1, len(rows) + 1, 3),
        {name: frame[name].tolist() for name in frame},
        Address(1, 1),
        "down",
        (PivotValue("value", "Total value"),),
        across="across",
    )
    cells = dict(PivotGrid(spec).cells())
    last = PivotGrid(spec).extent.last
    expected = frame.pivot_table(
        index="down",
        columns="across",
        values="value",
        aggfunc="sum",
        margins=True,
        margins_name="~",
    )
    for down, label in enumerate(expected.index, 3):
        for right, column in enumerate(expected.columns, 2):
            wanted = expected.loc[label, column]
            assert cells[Address(down, right)].value == (None if pd.isna(wanted) else wanted)
    assert last == Address(len(expected.index) + 2, len(expected.columns) + 1)
