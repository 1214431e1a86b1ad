"""The Lists sheet."""

HEADERS = ("List", "Value", "Also written for")


def test_a_good_list(check):
    rows = [
        ("Region", "Texas", None),
        ("region", "TX", "texas"),
        ("my colours", "red", None),
        ("inquiry_status", "negotiating", "offer"),
        ("inquiry_status", "Open", None),
        ("channel", "fax", None),
    ]
    assert check(Lists=(HEADERS, rows)) == []


def test_a_list_that_no_column_uses(problems):
    (problem,) = problems(Lists=(HEADERS, [("lost reasons", "price", None)]))
    assert (problem.code, problem.cell, problem.suggestion) == ("list.unknown", "B4", "lost_reason")


def test_a_label_among_fixed_ones_stays_unknown(check):
    found = check(
        Lists=(HEADERS, [("lead_status", "negotiating", None)]),
        Leads=(("Lead ID", "Status"), [("L1", "negotiating")]),
    )
    assert found == [("Leads", "C4", "cell.label_unknown"), ("Lists", "D4", "list.closed")]


def test_aliases_that_stand_for_each_other(check):
    rows = [
        ("region", "Texas", None),
        ("region", "a", "b"),
        ("region", "B", "A"),
        ("region", "c", "c"),
    ]
    assert check(Lists=(HEADERS, rows)) == [
        ("Lists", "D5", "alias.loop"),
        ("Lists", "D6", "alias.loop"),
        ("Lists", "D7", "alias.loop"),
    ]


def test_an_alias_of_an_alias_and_of_nothing(problems):
    rows = [("region", "Texas", None), ("region", "TX", "Texas"), ("region", "t", "tx")]
    rows += [("region", "Tex", "Texs"), ("region", "Oslo", "?")]
    assert [(p.code, p.cell, p.suggestion) for p in problems(Lists=(HEADERS, rows))] == [
        ("alias.target_unknown", "D6", "Texas"),
        ("alias.target_unknown", "D7", "Texas"),
        ("alias.target_unknown", "D8", ""),
    ]


def test_into_a_loop_is_not_in_the_loop(check):
    rows = [("region", "x", "a"), ("region", "a", "b"), ("region", "b", "a"), ("region", "T", None)]
    assert check(Lists=(HEADERS, rows)) == [
        ("Lists", "D4", "alias.target_unknown"),
        ("Lists", "D5", "alias.loop"),
        ("Lists", "D6", "alias.loop"),
    ]
