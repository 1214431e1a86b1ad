"""Notes, links, rules and filters on cells."""

import datetime as dt

import pytest


def test_a_note_is_put_read_changed_and_taken_away(sheet):
    note = sheet["B2"].add_note("call her back")
    assert sheet["B2"].note.text == "call her back"
    note.text = "done"
    assert [(found.text, found.location.address) for found in sheet.notes] == [("done", "$B$2")]
    assert sheet["B3"].note is None
    sheet["B2"].note.delete()
    assert sheet["B2"].note is None
    assert len(sheet.notes) == 0


def test_a_link_leads_somewhere(sheet):
    sheet["A1"].add_hyperlink("www.example.org", "site")
    assert sheet["A1"].value == "site"
    assert sheet["A1"].hyperlink == "http://www.example.org"
    sheet["A2"].add_hyperlink("#Sheet1!B7", "there")
    assert sheet["A2"].hyperlink == "#Sheet1.B7"
    sheet["A3"].value = "plain"
    with pytest.raises(ValueError, match="hyperlink"):
        _ = sheet["A3"].hyperlink


def test_a_list_limits_what_may_be_typed(book, sheet):
    rule = sheet["A1:A5"].data_validation
    assert rule.type == "none"
    rule.set_list(["new", "lost, it seems"[:4]])
    assert (rule.type, rule.source, rule.in_cell_dropdown) == ("list", "new,lost", True)
    sheet["D1"].value = [["x"], ["y"]]
    rule.set_list(sheet["D1:D2"], in_cell_dropdown=False)
    assert rule.source == "=Sheet1!$D$1:$D$2"
    assert rule.in_cell_dropdown is False
    sheet["D1:D2"].name = "choices"
    rule.set_list(book.names["choices"])
    assert rule.source == "=choices"
    rule.delete()
    assert rule.type == "none"


def test_a_comparison_limits_what_may_be_typed(sheet):
    rule = sheet["A1"].data_validation
    rule.set_whole_number("between", 1, 10)
    assert (rule.type, rule.operator) == ("whole_number", "between")
    assert (rule.formula1, rule.formula2) == ("=1", "=10")
    rule.set_date("greater_than", dt.date(2024, 1, 1))
    assert (rule.type, rule.formula1, rule.formula2) == ("date", "=DATE(2024,1,1)", None)
    rule.set_custom("=A1>B1")
    assert (rule.type, rule.formula) == ("custom", "=A1>B1")


@pytest.fixture
def filled(sheet):
    sheet["A1"].value = [["k", "n"], ["a", 1], ["b", 2], ["c", 3], ["a", 4]]
    return sheet


def shown(sheet):
    return [part.row for row in range(2, 6) if not (part := sheet.range((row, 1))).rows.hidden]


def test_a_filter_shows_some_rows(filled):
    filters = filled["A1:B5"].autofilter
    filters.apply_values(1, ["a", "c"])
    assert shown(filled) == [2, 4, 5]
    filters.apply_comparison(2, "greater_than", 1)
    assert shown(filled) == [4, 5]
    assert [entry.type for entry in filters.criteria] == ["values", "comparison"]
    filters.clear(1)
    assert shown(filled) == [3, 4, 5]
    filters.clear()
    assert shown(filled) == [2, 3, 4, 5]
    assert [entry.type for entry in filters.criteria] == ["none", "none"]


def test_a_filter_takes_the_largest_and_what_lies_between(filled):
    filters = filled["A1:B5"].autofilter
    filters.apply_top_items(2, 2)
    assert shown(filled) == [4, 5]
    filters.apply_comparison(2, "between", 2, 3)
    assert shown(filled) == [3, 4]
    assert filters.criteria[1].operator == "between"
