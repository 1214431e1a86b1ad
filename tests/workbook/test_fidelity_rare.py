"""Books with rare features and in rare forms: every part that is not ours keeps its raw bytes."""

import io
import warnings
from pathlib import Path

import openpyxl
import pytest
from soaking import trial
from soaking.fidelity import raw, shared_parts, touched
from soaking.specimens import SPECIMENS, build, ending

from xlcrm.errors import BookWriteError
from xlcrm.workbook.closed import ClosedWorkbook

# What cannot be edited is still read, and takes a sheet of ours.
NO_EDIT = {"utf_16"}
WRITABLE = sorted(set(SPECIMENS) - {"signed"})


@pytest.fixture
def specimen(tmp_path: Path):
    """Builds a rare book: `specimen("slicers")`."""

    def make(name: str) -> Path:
        path = tmp_path / (name + ending(name))
        path.write_bytes(build(name))
        return path

    return make


def sheets(path: Path) -> list[str] | None:
    """The sheets that openpyxl sees; None where it cannot load the book."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames
        except Exception:  # noqa: BLE001 - whatever another library raises
            return None


@pytest.mark.parametrize("name", WRITABLE)
def test_a_sheet_comes_and_is_replaced(specimen, name: str) -> None:
    path = specimen(name)
    before, shared = raw(path), shared_parts(path)
    titles = ClosedWorkbook.open(path).sheet_titles()
    ClosedWorkbook.open(path).apply([trial.sheet(3)])
    first = path.read_bytes()
    assert touched(before, raw(path)) <= shared
    ClosedWorkbook.open(path).apply([trial.sheet(5)])
    assert touched(before, raw(path)) <= shared
    ClosedWorkbook.open(path).apply([trial.sheet(3)])
    assert path.read_bytes() == first
    assert ClosedWorkbook.open(path).sheet_titles() == [*titles, "Soaked"]


@pytest.mark.parametrize("name", WRITABLE)
def test_tables_are_read_and_edited(specimen, name: str) -> None:
    path = specimen(name)
    assert trial.run(path) == ("saved" if name in NO_EDIT else "saved with an edit")


@pytest.mark.parametrize("name", sorted(set(WRITABLE) - NO_EDIT))
def test_the_same_rows_whatever_the_form(specimen, name: str) -> None:
    grid = ClosedWorkbook.open(specimen(name)).read("T")
    assert [str(text)[:2] for text in grid.columns[0]] == ["00", "00", "00"]
    assert list(grid.columns[2]) == [1.5, 3, 5 if name == "external_links" else -7]
    assert list(grid.columns[3])[:2] == ["two runs", None]


@pytest.mark.parametrize("name", WRITABLE)
def test_openpyxl_loads_what_it_loaded_before(specimen, name: str) -> None:
    path = specimen(name)
    before = sheets(path)
    ClosedWorkbook.open(path).apply([trial.sheet()])
    after = sheets(path)
    assert after == (before if not before else [*before, "Soaked"])


def test_a_signed_book_is_read_and_not_written(specimen) -> None:
    path = specimen("signed")
    data = path.read_bytes()
    book = ClosedWorkbook.open(path)
    assert book.read("T").height == 3
    with pytest.raises(BookWriteError) as caught:
        book.apply([trial.sheet()])
    assert caught.value.code == "book.signed"
    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]
