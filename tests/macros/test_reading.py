"""What every command begins with: tables that go by another name are told, not done without."""

import pytest

from xlcrm.errors import TableMissingError
from xlcrm.macros.outcome import explain
from xlcrm.macros.reading import read_frames
from xlcrm.sheets import MODELS, columns
from xlcrm.validation.structure import structure_problems

UNSEEN = ("Settings", "Lists", "History")


def silent(key, **parameters):
    """Nobody is told about progress."""


@pytest.fixture
def renamed(desk):
    """A book of which one table goes by the name Other."""

    def make(table):
        names = list(columns(MODELS[table]))
        book = desk({"Orders": (("date", "amount"), []), table: (names, [])}).book
        book.held["Other"] = book.held.pop(table)
        return book

    return make


@pytest.mark.parametrize("table", UNSEEN)
def test_a_table_that_a_book_may_lack_is_not_lacking_under_another_name(table, renamed, desk):
    with pytest.raises(TableMissingError) as refused:
        read_frames(renamed(table), silent)
    assert refused.value.code == "table.renamed_here"
    said = explain(refused.value)
    assert f"the table {table} goes by the name Other" in said
    without = desk({"Orders": (("date",), [])}, history=False).book
    assert list(read_frames(without, silent).grids) == ["Orders"]


@pytest.mark.parametrize("table", UNSEEN)
def test_what_lists_problems_reads_it_all_the_same(table, renamed):
    frames = read_frames(renamed(table), silent, tolerant=True)
    found = [one for one in structure_problems(frames) if one.code == "table.renamed"]
    assert [one.parameters for one in found] == [{"table": table, "found": "Other"}]


def test_a_table_of_the_managers_with_some_of_the_headers_is_their_own(renamed):
    book = renamed("Settings")
    book.held["Other"].headers.pop()
    assert "Settings" not in read_frames(book, silent).grids


def test_undo_does_not_say_that_nothing_was_done(desk):
    firm = desk({"Orders": (("date", "amount"), [])})
    firm.book.held["Log"] = firm.book.held.pop("History")
    with pytest.raises(TableMissingError, match="renamed_here"):
        firm.undo()
