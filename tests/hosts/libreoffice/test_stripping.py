"""A saved file whose functions get the names that Excel knows."""

import os
import zipfile

import openpyxl
import pytest

from xlcrm.hosts.libreoffice.stripping import strip_prefixes


@pytest.fixture
def book(tmp_path):
    def make(*formulas):
        path = tmp_path / "book.xlsx"
        book = openpyxl.Workbook()
        for formula in formulas:
            book.active.append([formula, "text XLCRM.CHURN_RATE()"])
        book.save(path)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        return path

    return make


def raw(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_functions_lose_their_prefix_and_nothing_else_changes(book):
    path = book('=XLCRM.TABLE_CELL("COHORT_TABLE()",1,1)', "=1+XLCRM.CHURN_RATE()", "=SUM(1)")
    before, permissions = raw(path), path.stat().st_mode
    assert strip_prefixes(path)
    after = raw(path)
    sheet = "xl/worksheets/sheet1.xml"
    assert after[sheet] == before[sheet].replace(b"<f>XLCRM.", b"<f>").replace(b"+XLCRM.", b"+")
    assert {name for name in before if before[name] != after.get(name)} == {sheet}
    assert list(after) == list(before)
    assert (path.stat().st_mtime, path.stat().st_mode) == (1_000_000_000, permissions)
    assert list(path.parent.iterdir()) == [path]
    assert not strip_prefixes(path)


def test_a_file_without_them_is_not_touched(book):
    path = book("=SUM(1)", "=OTHER.CHURN_RATE()")
    found, before = path.stat(), path.read_bytes()
    assert not strip_prefixes(path)
    left = path.stat()
    assert (left.st_ino, left.st_mtime_ns) == (found.st_ino, found.st_mtime_ns)
    assert path.read_bytes() == before


def test_what_is_no_workbook_is_left_alone(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"XLCRM.CHURN_RATE()")
    assert not strip_prefixes(path)
    assert path.read_bytes() == b"XLCRM.CHURN_RATE()"
    assert not strip_prefixes(tmp_path / "missing.xlsx")


def test_a_link_stays_a_link(book, tmp_path):
    path = book("=XLCRM.CHURN_RATE()")
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    assert strip_prefixes(link)
    assert link.is_symlink()
    assert b"XLCRM.CHURN_RATE()</f>" not in raw(path)["xl/worksheets/sheet1.xml"]
