"""The calculation chain: only cells whose formulas went leave it."""

import pytest

from xlcrm.opc import calc_chain
from xlcrm.opc.book import Book
from xlcrm.opc.namespaces import MAIN, OFFICE_RELATIONSHIPS

CHAIN = '<c r="A1" i="1"/><c r="B1"/><c r="A1" i="2"/><c r="C1" l="1"/><c r="D1" i="1"/><c r="E1"/>'


@pytest.fixture
def chained(book_file, draft_of):
    path = book_file({"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}">{CHAIN}</calcChain>'})
    with draft_of(path) as draft:
        book = Book(draft)
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        book.use("xl/calcChain.xml", OFFICE_RELATIONSHIPS + "/calcChain", content_type)
        yield book


def entries(book: Book) -> list[tuple[str, str]]:
    current, found = "", []
    for item in book.draft.tree("xl/calcChain.xml"):
        current = item.get("i", current)
        found.append((current, item.get("r")))
    return found


def test_all_cells_of_a_sheet(chained: Book) -> None:
    calc_chain.forget(chained, 1)
    assert entries(chained) == [("2", "A1"), ("2", "C1")]


def test_some_cells_of_a_sheet(chained: Book) -> None:
    calc_chain.forget(chained, 1, {"A1", "D1"})
    assert entries(chained) == [("1", "B1"), ("2", "A1"), ("2", "C1"), ("1", "E1")]


def test_a_chain_that_cannot_be_read_is_left_as_it_is(chained: Book) -> None:
    chained.draft.put("xl/calcChain.xml", b"no xml")
    calc_chain.forget(chained, 1)
    assert chained.draft.read("xl/calcChain.xml") == b"no xml"


def test_a_chain_without_cells_goes(chained: Book) -> None:
    calc_chain.forget(chained, 1)
    calc_chain.forget(chained, 2)
    assert "xl/calcChain.xml" not in chained.draft
    assert not chained.used("calcChain")
    assert chained.draft.content_types.of("xl/calcChain.xml") != "calcChain"
    calc_chain.forget(chained, 1)
