"""A book that cannot be written, or that somebody else saved meanwhile, stays as it is."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from xlcrm import cli

AS_OF = ("--as-of", "2026-11-20")
NOBODY = 65_534
WRITING = [
    ("validate",),
    ("leads",),
    ("convert", "--apply"),
    ("refresh",),
    ("import", "Orders", "orders.csv", "--map", "date=d", "customer_id=c", "amount=a"),
]


def arguments(command, book):
    name, *options = command
    return [name, book, *options, *(() if name == "import" else AS_OF)]


@pytest.fixture
def book(sample_book, tmp_path):
    (tmp_path / "orders.csv").write_text("d,c,a\n2024-01-31,C-0001,10\n", encoding="utf-8")
    return Path(shutil.copy(sample_book, tmp_path / "book.xlsx"))


@pytest.fixture
def at_moment(monkeypatch):
    """Does something else at the moment at which a command tells of its next step."""

    def arrange(key, deed):
        def tell(_, told, **parameters):
            if told == key and pending:
                pending.pop()()

        pending = [deed]
        monkeypatch.setattr(cli._Progress, "__call__", tell)
        return pending

    return arrange


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("moment", ["progress.reading", "progress.writing"])
@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_a_book_that_somebody_saved_meanwhile(
    xlcrm, tmp_path, book, sample_book, at_moment, command, moment
):
    theirs = tmp_path / "theirs.xlsx"
    assert xlcrm("new", theirs)[0] == 0
    pending = at_moment(moment, lambda: shutil.copy(theirs, book))
    expected = {**files(tmp_path), "book.xlsx": theirs.read_bytes()}
    status, output, errors = xlcrm(*arguments(command, book))
    assert not pending
    assert (status, output) == (2, "")
    assert "book.xlsx was saved by somebody else" in errors
    assert files(tmp_path) == expected


def test_a_book_that_was_moved_away_meanwhile(xlcrm, tmp_path, book, at_moment):
    at_moment("progress.writing", book.unlink)
    status, output, errors = xlcrm("refresh", book, *AS_OF)
    assert (status, output) == (2, "")
    assert "book.xlsx cannot be read" in errors
    assert files(tmp_path).keys() == {"orders.csv"}


@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_a_read_only_file_is_not_replaced(xlcrm, tmp_path, book, command):
    book.chmod(0o444)
    before = files(tmp_path)
    status, output, errors = xlcrm(*arguments(command, book))
    assert (status, output) == (2, "")
    assert "book.xlsx is read-only" in errors
    assert files(tmp_path) == before


def test_a_read_only_file_can_be_looked_at(xlcrm, book):
    book.chmod(0o444)
    assert xlcrm("calc", book, "=CHURN_RATE()", *AS_OF)[0] == 0
    assert xlcrm("convert", book, *AS_OF)[0] == 0


@contextmanager
def as_nobody():
    """Without the superuser's right to write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder():
    """A folder that is not below anybody's private one."""
    with tempfile.TemporaryDirectory() as name:
        if os.geteuid() == 0:
            os.chown(name, NOBODY, NOBODY)
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="folders have rights on POSIX only")
def test_a_read_only_folder(run_command, folder, sample_book):
    book = Path(shutil.copy(sample_book, folder / "book.xlsx"))
    assert run_command("refresh", book, "--as-of", "2026-11-19")[0] == 0  # it can be written
    before = files(folder)
    folder.chmod(0o555)
    with as_nobody():
        if os.access(folder, os.W_OK, effective_ids=True):
            pytest.skip("this user may write to read-only folders")
        status, output, errors = run_command("refresh", book, *AS_OF)
    assert files(folder) == before
    assert (status, output) == (2, "")
    assert "book.xlsx cannot be written" in errors
