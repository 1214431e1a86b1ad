import pytest

from xlcrm.crm.importing.grouping import grouped
from xlcrm.crm.importing.outcome import Refusal
from xlcrm.crm.importing.remembering import Remembered, key_of, recall, remember
from xlcrm.patches import AppendRows, EditCells

HEADERS = ("Day", "Who", "How much")
WHAT = Remembered({"date": "Day", "amount": "How much", "Mine": "Who"}, "dmy", ",")


def settings(*rows):
    keys, values = zip(*rows, strict=True) if rows else ((), ())
    return {"Settings": {"Setting": keys, "Value": values, "Meaning": [None] * len(keys)}}


def test_what_is_remembered_is_recalled_whatever_the_order_of_the_headers(book_of):
    (patch,) = remember(book_of(**settings()), "Orders", HEADERS, "why", WHAT)
    assert isinstance(patch, AppendRows)
    assert patch.columns["Meaning"] == ["why"]
    book = book_of(**settings((patch.columns["Setting"][0], patch.columns["Value"][0])))
    assert recall(book, "Orders", ("HOW much", "who ", "Day")) == WHAT
    assert recall(book, "Orders", ("Day", "Who")) is None
    assert recall(book, "Inquiries", HEADERS) is None
    assert remember(book, "Orders", HEADERS, "why", WHAT) == ()
    other = Remembered({"date": "Day"})
    assert remember(book, "Orders", HEADERS, "why", other) == (
        EditCells("Settings", "Value", {2: '{"map": {"date": "Day"}}'}),
    )


@pytest.mark.parametrize(
    "value", ["", "{}", "[]", "x", '{"map": []}', '{"map": {"date": "Gone"}}', '{"map": {}}', 5]
)
def test_what_somebody_broke_counts_as_nothing(book_of, value):
    assert (
        recall(book_of(**settings((key_of("Orders", HEADERS), value))), "Orders", HEADERS) is None
    )


def test_a_book_without_settings_remembers_nothing(book_of):
    assert remember(book_of(), "Orders", HEADERS, "why", WHAT) == ()


def test_lines_that_are_wrong_alike_are_told_once():
    refusals = [Refusal(2, "a", "x", "c"), Refusal(3, "b", "y", "c"), Refusal(4, "b", "z", "c")]
    groups = grouped(refusals)
    assert [(one.first.line, one.others) for one in groups] == [(3, (4,)), (2, ())]
