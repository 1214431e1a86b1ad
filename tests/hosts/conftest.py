"""The sample firm, for whatever program shows it."""

import openpyxl
import pytest

SAMPLE_DAY = "2026-11-20"


@pytest.fixture(scope="session")
def sample_book(run_command, tmp_path_factory):
    """The sample firm as it comes."""
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    status, said, errors = run_command("new", path, "--sample", "--as-of", SAMPLE_DAY)
    assert (status, errors) == (0, ""), said
    return path


@pytest.fixture
def copy_of(tmp_path):
    """A copy of a book that a test may change."""

    def copy(book):
        path = tmp_path / book.name
        path.write_bytes(book.read_bytes())
        return path

    return copy


@pytest.fixture
def plain_book(tmp_path):
    """A workbook that has nothing to do with xlcrm."""
    path = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["=SUM(B1:B2)", 1])
    book.active.append(["note", 2])
    book.save(path)
    return path
