"""Excel's own judge, Microsoft's Open XML SDK, on what the commands make."""

import shutil
import zipfile

import pytest

from xlcrm.template import template_file

AS_OF, LATER = "2026-11-20", "2026-12-20"


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_file().read_bytes())
    return path


def test_the_template_has_no_error(template, sdk_errors):
    assert sdk_errors(template) == []


def test_an_error_would_be_seen(template, tmp_path, sdk_errors):
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(template) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/worksheets/sheet2.xml":
                content = content.replace(b"<sheetData>", b'<sheetData oops="1">', 1)
            bad.writestr(name, content)
    ((description, part),) = sdk_errors(broken)
    assert "oops" in description
    assert part == "/xl/worksheets/sheet2.xml"


@pytest.mark.xdist_group("sample")
def test_the_sample_firm_has_no_error_after_its_main_job(
    refreshed_sample, tmp_path, done, sdk_errors
):
    book = shutil.copy(refreshed_sample, tmp_path / "book.xlsx")
    assert sdk_errors(book) == []
    once = book.read_bytes()
    done("refresh", book, "--as-of", LATER)
    assert book.read_bytes() != once
    assert sdk_errors(book) == []
