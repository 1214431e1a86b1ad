"""Books that whole stories end with, made once per run and copied by who changes them."""

import json
from itertools import takewhile

import openpyxl
import pytest

SAMPLE_DAY, NEXT_SAMPLE_DAY, CDNOW_DAY = "2026-11-20", "2026-12-20", "1998-06-30"


@pytest.fixture(scope="session")
def done(run_command):
    """Runs a command that has to succeed (or end with another status) and returns its output."""

    def run(*arguments, status=0):
        ended, output, errors = run_command(*arguments)
        assert (ended, errors) == (status, ""), output
        return output

    return run


@pytest.fixture(scope="session")
def told(done):
    """Runs a command that prints its data for programs, and returns the data."""

    def run(*arguments, status=0):
        return json.loads(done(*arguments, "--json", status=status))

    return run


@pytest.fixture(scope="session")
def rows_of():
    """The rows of a table as another library reads them: cells by header, ended by a blank row."""

    def read(path, sheet):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        headers, *rows = book[sheet].iter_rows(values_only=True)
        book.close()
        return [dict(zip(headers, row, strict=False)) for row in takewhile(any, rows)]

    return read


@pytest.fixture(scope="session")
def sample_book(done, tmp_path_factory):
    """The sample firm as it comes."""
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    done("new", path, "--sample", "--as-of", SAMPLE_DAY)
    return path


@pytest.fixture(scope="session")
def refreshed_sample(done, sample_book, tmp_path_factory):
    """The sample firm after its main job: validated, sorted, converted, refreshed."""
    path = tmp_path_factory.mktemp("refreshed") / "refreshed.xlsx"
    path.write_bytes(sample_book.read_bytes())
    done("validate", path, "--as-of", SAMPLE_DAY, status=1)
    done("leads", path, "--as-of", SAMPLE_DAY)
    done("convert", path, "--apply", "--as-of", SAMPLE_DAY)
    done("refresh", path, "--as-of", SAMPLE_DAY)
    return path


@pytest.fixture(scope="session")
def cdnow_book(done, told, cdnow, tmp_path_factory):
    """CDNOW in Orders, refreshed on its last day."""
    path = tmp_path_factory.mktemp("cdnow") / "cdnow.xlsx"
    done("new", path)
    columns = {"date": "date", "customer_id": "customer_id", "quantity": "number_of_cds"}
    pairs = [f"{field}={header}" for field, header in columns.items()]
    counts = told("import", path, "Orders", cdnow, "--map", *pairs, "amount=dollar_value")
    assert (counts["read"], counts["added"], counts["refused"]) == (69_659, 69_659, 0)
    done("refresh", path, "--as-of", CDNOW_DAY)
    return path
