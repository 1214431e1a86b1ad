"""LibreOffice opens what the commands make: figures kept, no name unknown, charts drawn."""

import re
import warnings
import zipfile
from datetime import datetime

import openpyxl
import pytest
from lxml import etree

from xlcrm.sheets import MODELS, columns, label
from xlcrm.template import template_file

SHEETS = ("Today", "Dashboard", "Churn", "Segments")
FEWEST = 3  # Segments of a book without principles has its title and an explanation
CHART = re.compile(r"xl/charts/chart\d+\.xml")
PLOTTED = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

pytestmark = pytest.mark.office


def cells(path, *sheets, values=True):
    """The cells of sheets that hold something: by sheet, by address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows not every extension of LibreOffice
        book = openpyxl.load_workbook(path, read_only=True, data_only=values)
        rows = {sheet: list(book[sheet].iter_rows()) for sheet in sheets}
    book.close()
    return {
        sheet: {cell.coordinate: cell.value for row in found for cell in row if held(cell)}
        for sheet, found in rows.items()
    }


def held(cell):
    return cell.value not in {None, ""}


def plotted(path):
    """The numbers that each chart of a book draws, one list per chart."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if CHART.fullmatch(name)]
        trees = [etree.fromstring(archive.read(name)) for name in parts]
    return [
        [float(v.text) for v in tree.iterfind(f".//{PLOTTED}val//{PLOTTED}v") if v.text]
        for tree in trees
    ]


def same(ours, theirs):
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return theirs == pytest.approx(ours, rel=1e-12)
    if isinstance(ours, datetime) and isinstance(theirs, datetime):
        return abs((ours - theirs).total_seconds()) < 1
    return str(ours).split() == str(theirs).split()


def assert_kept(ours, theirs):
    """Every cell of the generated sheets shows in LibreOffice what it showed before."""
    shown, kept = cells(ours, *SHEETS), cells(theirs, *SHEETS)
    for sheet, before in shown.items():
        after = kept[sheet]
        assert len(before) >= FEWEST, sheet
        changed = {at: (v, after.get(at)) for at, v in before.items() if not same(v, after.get(at))}
        assert changed == {}, sheet
        assert not [at for at, value in after.items() if str(value).startswith("#")], sheet
    ours_drawn, theirs_drawn = sorted(plotted(ours)), sorted(plotted(theirs))
    assert len(theirs_drawn) == len(ours_drawn) > 0
    assert all(theirs_drawn)  # none is empty
    for drawn, expected in zip(theirs_drawn, ours_drawn, strict=True):
        assert drawn == pytest.approx(expected)


def test_the_template_opens(saved_by_libreoffice, tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_file().read_bytes())
    book = openpyxl.load_workbook(saved_by_libreoffice(path))
    assert book.sheetnames == openpyxl.load_workbook(path).sheetnames
    for table, model in MODELS.items():
        sheet = book[table]
        assert list(sheet.tables) == [table]
        headers = [cell.value for cell in sheet[1]]
        assert headers == [label(name) for name in columns(model)]
    assert len(book["Inquiries"].data_validations.dataValidation) > 5
    unknown = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "e"]
    assert unknown == []


@pytest.mark.xdist_group("sample")
def test_the_sample_firm_keeps_its_figures(saved_by_libreoffice, refreshed_sample, told):
    theirs = saved_by_libreoffice(refreshed_sample)
    assert_kept(refreshed_sample, theirs)
    formulas = cells(theirs, "Dashboard", values=False)["Dashboard"]
    shown = cells(theirs, "Dashboard")["Dashboard"]
    for formula in ("=CHURN_RATE()", "=REVENUE_TOTAL()", "=CUSTOMERS_ACTIVE()"):
        (at,) = [at for at, text in formulas.items() if str(text).upper() == formula]
        figure = told("calc", refreshed_sample, formula, "--as-of", "2026-11-20")
        assert shown[at] == pytest.approx(figure["value"])


@pytest.mark.xdist_group("cdnow")
def test_cdnow_keeps_its_cohorts(saved_by_libreoffice, cdnow_book, told):
    theirs = saved_by_libreoffice(cdnow_book)
    assert_kept(cdnow_book, theirs)
    _, *cohorts = told("calc", cdnow_book, "=COHORT_TABLE()", "--as-of", "1998-06-30")["value"]
    assert [row[1] for row in cohorts] == [7846, 8476, 7248]
    shown = cells(theirs, "Churn")["Churn"]
    for first, size, *_ in cohorts:
        day = datetime.fromisoformat(first)
        assert size in [shown.get(f"C{at[1:]}") for at, cell in shown.items() if cell == day]
