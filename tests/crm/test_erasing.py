"""Erasing a person: nothing that says who it was is left in any table, and the figures stay."""

import json

import pytest

from xlcrm.crm.erasing import ERASED, erase
from xlcrm.errors import UsageError

BOOK = """
    Customers
    customer_id | name    | company | phone        | email     | region | customer_since | lead_id | Address      | note
    C-0001      | Ann Lee | Acme    | +37369111222 | a@acme.md | North  | 2024-01-02     | L-0001  | Elm street 1 | likes tea
    C-0002      | Bob Ray | Acme    | +37369111333 | b@acme.md | South  | 2024-01-02     |         |              | knows Ann Lee

    Leads
    lead_id | name    | email     | status    | customer_id | next_step
    L-0001  | Ann Lee | a@acme.md | converted | C-0001      | call Ann
    L-0002  | Cid Moe | c@acme.md | new       |             | call

    Inquiries
    inquiry_id | date       | name | email     | phone        | request       | lead_id | customer_id
    I-0001     | 2024-01-01 | Ann  | a@acme.md |              | tea for Ann   | L-0001  | C-0001
    I-0002     | 2024-03-01 | A.L. |           | 069111222    | again         |         |
    I-0003     | 2024-03-01 | Cid  | c@acme.md |              | coffee        | L-0002  |

    Orders
    date       | customer_id | amount
    2024-01-03 | C-0001      | 10
    2024-01-04 | C-0002      | 20
    2024-01-05 | L-0001      | 5

    Activities
    date       | kind | party_id | contact
    2024-01-01 | call | L-0001   | Ann
    2024-01-01 | call | L-0002   | Cid

    Surveys
    date       | customer_id | score | comment
    2024-02-01 | C-0001      | 9     | Ann is happy

    Prospects
    company | contact | email     | lead_id
    Acme    | Ann Lee | a@acme.md |

    History
    batch | sheet     | row_id | field       | before  | after
    1     | Leads     | L-0001 | name        |         | Ann Lee
    1     | Leads     | L-0001 | customer_id |         | C-0001
    1     | Customers | C-0001 | row         |         | #0123456789abcdef
    1     | Customers | C-0002 | note        | Ann Lee | x
    1     | Orders    | #4 0123456789abcdef | customer_id | L-0001 | C-0001
    2     | Inquiries | #4 0123456789abcdef | email | a@acme.md |
    3     | Leads     | #9     | rows        | PACKED  |

    Settings
    key     | value
    country | MD
"""
PACKED = json.dumps(
    {"columns": ["name", "email", "lead_id"], "rows": [["Ann Lee", "a@acme.md", "L-0001"]]}
)


@pytest.fixture
def erased(book, applied):
    def run(who, text=BOOK):
        frames = book(text.replace("PACKED", PACKED.replace("|", "")))
        plan = erase(frames, who)
        return applied(frames, plan.patches), plan

    return run


WAYS = [
    "C-0001",
    "c-0001",
    "L-0001",
    "I-0001",
    "a@acme.md",
    " A@Acme.md ",
    "069 111 222",
    "+373 69 111222",
]


@pytest.mark.parametrize("who", WAYS)
def test_by_whatever_the_person_is_named(erased, who):
    _, plan = erased(who)
    assert plan.rows == {
        "Inquiries": 2,
        "Leads": 1,
        "Customers": 1,
        "Orders": 2,
        "Activities": 1,
        "Prospects": 1,
        "Surveys": 1,
        "History": 6,
    }


def test_nothing_that_says_who_it_was_is_left(erased):
    after, _ = erased("C-0001")
    said = "\n".join(
        str(cell)
        for grid in after.grids.values()
        for header in grid.place.headers
        for cell in list(grid.column(header))
        if cell is not None
    )
    # Two remarks are somebody else's: what stands there is listed, not changed.
    said = said.replace("knows Ann Lee", "", 1).replace("Ann Lee", "", 1)
    for text in ("Ann", "a@acme", "111222", "C-0001", "L-0001", "tea", "A.L."):
        assert text not in said, text


def test_the_figures_stay(erased, shown):
    after, plan = erased("C-0001")
    assert plan.ids == {"C-0001": "erased-1", "L-0001": "erased-2"}
    assert shown(after, "Orders", "customer_id amount") == [
        ("erased-1", "10.0"),
        ("C-0002", "20.0"),
        ("erased-2", "5.0"),
    ]
    assert shown(after, "Customers", "customer_id name region customer_since lead_id")[0] == (
        "erased-1",
        ERASED,
        "North",
        "2024-01-02",
        "erased-2",
    )
    assert shown(after, "Surveys", "customer_id score comment") == [("erased-1", "9", "")]


def test_nobody_else_changes(erased, shown, book):
    before = book(BOOK)
    after, _ = erased("C-0001")
    for table in ("Customers", "Leads", "Inquiries", "Activities"):
        assert (
            shown(after, table, " ".join(before[table].columns))[-1]
            == (shown(before, table, " ".join(before[table].columns))[-1])
        )


def test_history_keeps_the_same_as_the_tables(erased, shown):
    after, _ = erased("C-0001")
    lines = shown(after, "History", "row_id field before after")
    assert lines == [
        ("erased-2", "name", "", ERASED),
        ("erased-2", "customer_id", "", "erased-1"),
        ("erased-1", "row", "", "#0123456789abcdef"),
        ("C-0002", "note", "Ann Lee", "x"),
        ("#4 0123456789abcdef", "customer_id", "erased-2", "erased-1"),
        ("#4 0123456789abcdef", "email", "", ""),
        (
            "#9",
            "rows",
            json.dumps(
                {"columns": ["name", "email", "lead_id"], "rows": [[None, None, "erased-2"]]}
            ),
            "",
        ),
    ]


def test_own_columns_are_listed_unless_they_name_the_person(erased):
    _, plan = erased("C-0001")
    assert plan.left == (("Customers", "Address", "I4"),)
    after, plan = erased("C-0001", BOOK.replace("Elm street 1", "c/o ANN LEE "))
    assert plan.left == ()
    assert after["Customers"]["address"][0] is None


def test_a_phone_within_a_longer_text_of_history_goes_too(book, applied, shown):
    packed = json.dumps({"columns": ["note"], "rows": [["Back: +37369111222, A@acme.md!"]]})
    frames = book(f"""
        Customers
        customer_id | name    | phone        | email     | note
        C-0001      | Ann Lee | +37369111222 | a@acme.md |
        C-0002      | Bob Ray | +37369000000 |           | x

        History
        when       | who | command | batch | sheet     | row_id | field | before                    | after
        2024-01-01 | me  | convert | 1     | Customers | C-0002 | note  | call +37369111222 at noon | x
        2024-01-02 | me  | undo    | 2     | Customers | #9     | rows  | {packed}                  |
        2024-01-03 | me  | convert | 3     | Customers | C-0002 | note  | 37369111222333            | x
    """)
    after = applied(frames, erase(frames, "C-0001").patches)
    assert shown(after, "History", "before") == [
        ("call (erased) at noon",),
        (json.dumps({"columns": ["note"], "rows": [["Back: (erased), (erased)!"]]}),),
        ("37369111222333",),
    ]


def test_a_phone_of_two_stays_in_the_history_of_the_other(book, applied, shown):
    frames = book("""
        Customers
        customer_id | name    | phone
        C-0001      | Ann Lee | +37369111222
        C-0002      | Bob Ray | +37369111222

        History
        when       | who | command | batch | sheet     | row_id | field | before            | after
        2024-01-01 | me  | convert | 1     | Customers | C-0002 | note  | call +37369111222 | x
    """)
    after = applied(frames, erase(frames, "C-0001").patches)
    assert shown(after, "History", "before") == [("call +37369111222",)]


def test_a_second_time_changes_nothing(erased, applied):
    after, _ = erased("C-0001")
    again = erase(after, "erased-1")
    assert applied(after, again.patches).grids["Customers"].columns[1][0] == ERASED
    assert again.ids == {}
    with pytest.raises(UsageError) as raised:
        erase(after, "a@acme.md")
    assert raised.value.code == "erase.nobody"


def test_labels_go_on(erased):
    after, _ = erased("C-0001")
    assert erase(after, "C-0002").ids == {"C-0002": "erased-3"}


@pytest.mark.parametrize("who", ["C-0404", "x@y.md", "", "Ann Lee", "Ann"])
def test_nobody(erased, who):
    with pytest.raises(UsageError) as raised:
        erased(who)
    assert raised.value.code == "erase.nobody"


def test_two_people_of_one_phone_are_not_erased_together(book, shown, applied):
    text = """
        Customers
        customer_id | name | phone
        C-0001      | Ann  | +37369111222
        C-0002      | Bob  | +37369111222

        Inquiries
        date       | name | phone
        2024-01-01 | Ann  | +37369111222
    """
    with pytest.raises(UsageError) as raised:
        erase(book(text), "+37369111222")
    assert raised.value.parameters["ids"] == "C-0001, C-0002"
    frames = book(text)
    after = applied(frames, erase(frames, "C-0001").patches)
    assert shown(after, "Customers", "customer_id name phone") == [
        ("erased-1", ERASED, ""),
        ("C-0002", "Bob", "+37369111222"),
    ]
    assert shown(after, "Inquiries", "name") == [("Ann",)]  # may be either of the two


def test_a_customer_whose_id_is_also_a_leads_keeps_their_rows(book, applied, shown):
    frames = book("""
        Leads
        lead_id | name
        7       | Ann

        Customers
        customer_id | name | email
        7           | Bob  | b@acme.md

        Orders
        date       | customer_id | amount
        2024-04-04 | 7           | 10
    """)
    plan = erase(frames, "b@acme.md")
    after = applied(frames, plan.patches)
    assert shown(after, "Leads", "lead_id name") == [("7", "Ann")]
    assert shown(after, "Orders", "customer_id") == [("erased-1",)]


TWINS = """
    Customers
    customer_id | name  | email
    K1          | One   | one@x.md
    K1          | Two   | two@x.md
    K3          | Three | t@x.md
    k3          | Tom   | tom@x.md

    Inquiries
    inquiry_id | name | date
    Q1         | Ann  | 2024-01-01
    Q1         | Bob  | 2024-01-02
"""


@pytest.mark.parametrize("who", ["K1", "k1", "one@x.md"])
def test_an_id_of_two_rows_erases_neither_person(book, who):
    with pytest.raises(UsageError) as raised:
        erase(book(TWINS), who)
    assert raised.value.code == "erase.doubled"
    assert raised.value.parameters == {"id": "K1", "sheet": "Customers", "rows": "4, 5"}


def test_an_inquiry_id_of_two_rows_erases_neither_person(book):
    with pytest.raises(UsageError) as raised:
        erase(book(TWINS), "Q1")
    assert (raised.value.code, raised.value.parameters["rows"]) == ("erase.doubled", "4, 5")


@pytest.mark.parametrize("who", ["K3", "k3"])
def test_ids_that_differ_in_capitals_are_told_apart(book, who):
    assert erase(book(TWINS), who).ids == {who: "erased-1"}


WORDS = """
    Customers
    customer_id | name       | phone           | lead_id | Mine
    K1          | Zara Quill | +373 69 123 456 | L1      | tel 069 123 456
    K2          | Zara Moe   | +373 69 000 000 |         |

    Activities
    date       | kind | party_id | contact | owner | result
    2024-01-01 | call | K1       | Zara    | Zara  | Zara promised
    2024-01-01 | call | K1       | Zara    | Zara  | done
    2024-01-01 | call | K1       | Zara    | Zara  | will think
    2024-01-01 | call | K2       | Zara    | Zara  | Zara promised

    Inquiries
    inquiry_id | date       | name       | customer_id | lost_to         | product
    Q1         | 2024-01-01 | Zara Quill | K1          | Zára Co         | Zara bouquet
    Q2         | 2024-01-01 | Zara Quill | K1          | Moe             | for QUILL, Zara

    Settings
    key     | value
    country | MD
"""


def test_free_words_of_the_persons_rows_go_where_they_show_the_name(erased, shown):
    after, plan = erased("K1", WORDS)
    results = [cell[0] for cell in shown(after, "Activities", "owner")]
    assert results == ["Zara"] * 4
    raw = after.grids["Activities"]
    assert list(raw.column("Result")) == [None, "done", "will think", "Zara promised"]
    assert shown(after, "Inquiries", "lost_to product") == [("", "Zara bouquet"), ("Moe", "")]
    assert shown(after, "Customers", "mine") == [("",), ("",)]
    assert plan.phones == ("69123456",)
    assert plan.left == ()


def test_each_phone_and_address_of_a_cell_is_looked_for(erased):
    _, plan = erased(
        "K1",
        """
        Customers
        customer_id | name | phone                         | email
        K1          | Ann  | +373 69 222 333 / 022 55 66 77 | x@y.io; ann@d.io

        Settings
        key     | value
        country | MD
    """,
    )
    assert {"69222333", "22556677"} <= set(plan.phones)
    assert {"x@y.io", "ann@d.io"} <= set(plan.needles)
