"""The buttons: what Excel's VBA asks the server to run on a file, and what the user is told."""

import subprocess
import sys
from pathlib import Path

import pytest

import xlcrm.hosts
from xlcrm.hosts.excel import server
from xlcrm.hosts.excel.commands import told
from xlcrm.macros.outcome import Listing, Outcome, say


@pytest.fixture(scope="module")
def sample(run_command, tmp_path_factory):
    path = tmp_path_factory.mktemp("buttons") / "sample.xlsx"
    assert run_command("new", path, "--sample", "--as-of", "2026-11-20")[0] == 0
    return path


@pytest.fixture
def book(sample, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(sample.read_bytes())
    return path


def test_a_look_changes_nothing(book):
    before = book.read_bytes()
    kind, text = server.run("leads", str(book), ("dry_run", "yes"))
    assert (kind, bool(text)) == ("done", True)
    assert book.read_bytes() == before


def test_it_is_done_and_taken_back(book):
    kind, text = server.run("leads", str(book), ())
    assert kind == "done", text
    assert server.run("leads", str(book), ())[1] != text
    kind, text = server.run("undo", str(book), ())
    assert kind == "done", text


def test_convert_looks_and_then_does(book):
    look = server.run("convert", str(book), ())
    done = server.run("convert", str(book), ("apply", "yes"))
    assert look[0] == done[0] == "done"
    assert look[1] != done[1]


def test_rows_are_imported_from_a_file(book, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("date,customer_id,amount\n2026-11-02,C-0001,12.50\n", encoding="utf-8")
    kind, text = server.run("import", str(book), ("table", "Orders", "file", str(file)))
    assert kind == "done", text
    assert "1 added" in text


def test_what_cannot_be_done_is_said(book, tmp_path):
    assert server.run("leads", str(tmp_path / "none.xlsx"), ())[0] == "error"
    book.with_name("~$book.xlsx").write_bytes(b"")
    kind, text = server.run("leads", str(book), ())
    assert kind == "error"
    assert "open in another program" in text


def test_long_listings_are_cut():
    rows = [[number, None] for number in range(20)]
    text = told(Outcome((say("excel.gone"),), (Listing(say("excel.tab"), ["", ""], rows),)))
    assert text.endswith("... and 12 more")
    assert len(text.splitlines()) == 2 + 1 + 8 + 1


SERVE = """
import sys, types
import xlwings
bare = {name for name in sys.modules if name.startswith(("xlwings.pro", "xlwings.server"))}
called = []
xlwings.serve = called.append
from xlcrm.hosts.excel import server
server.serve("{clsid}")
server.load("b", "1", False, [], [])
server.answer("b", "1", "CHURN_RATE", (None, None, None))
assert called == ["{clsid}"], called
now = {name for name in sys.modules if name.startswith(("xlwings.pro", "xlwings.server"))}
print(sorted(now - bare), "xlwings.server" in now)
"""


def test_only_the_free_part_of_xlwings_is_used():
    """No source names the rest; serving loads nothing of it that `import xlwings` does not."""
    folder = Path(xlcrm.hosts.__file__).parent
    for file in (*folder.rglob("*.py"), *folder.rglob("*.bas"), *folder.rglob("*.cls")):
        text = file.read_text(encoding="utf-8")
        assert "xlwings.pro" not in text, file
        assert "xlwings.server" not in text, file
    done = subprocess.run(
        [sys.executable, "-c", SERVE], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[] False", "")
