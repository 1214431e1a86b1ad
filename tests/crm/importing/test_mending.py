import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.crm.importing.files import RowFile
from xlcrm.frames import Frames

HEAD = "date,customer,product,amount\n"
SOUND = "".join(
    f"2024-01-{day:02},C-{day},Chair no {'abcdef'[day % 6] * day},{day}.50\n"
    for day in range(1, 13)
)


def read(rows_of, *lines) -> RowFile:
    return rows_of(HEAD + SOUND + "".join(f"{line}\n" for line in lines))


def test_a_text_with_an_unquoted_comma_is_put_together_where_nothing_else_fits(rows_of):
    rows = read(rows_of, "2024-02-01,C-13,Chair, round, big,7.25")
    assert rows.refused == ()
    assert rows.frame.row(12) == ("2024-02-01", "C-13", "Chair, round, big", "7.25")
    assert [(one.line, one.columns) for one in rows.mended] == [(14, ("product",))]
    plan = plan_import(Frames({}), "Orders", rows, {"customer_id": "customer"})
    (remark,) = [one for one in plan.remarks if one.code == "import.rows_mended"]
    assert remark.parameters == {"n": 1, "lines": "14", "columns": "product"}
    assert plan.counts.added == plan.counts.read == 13


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2024-02-01,C-13,Chair,12,50", "import.row_open"),
        ("2024-02-01,C-13,Chair,1,234.50", "import.row_open"),
        ("2024-02-01,C-13,Chair,round,cheap", "import.row_too_long"),
        ("soon,C-13,Chair,round,7.25", "import.row_too_long"),
        ("2024-02-01,C-13,a,b,c,d,e,f,g,h,i,j,k,7.25", "import.row_too_long"),
    ],
)
def test_what_can_be_read_in_several_ways_or_in_none_is_refused_with_its_line(rows_of, line, code):
    rows = read(rows_of, line)
    assert [(one.line, one.code, one.value) for one in rows.refused] == [(14, code, line)]
    assert rows.mended == ()


def test_two_columns_of_texts_leave_it_open_unless_a_blank_tells(rows_of):
    head = "name,firm,paid\n"
    sound = "".join(f"{'ab' * at}n,{'cd' * at}s,{at}\n" for at in range(1, 13))
    open_row = rows_of(head + sound + "Ann,Jr,Acme,5\n")
    assert [one.code for one in open_row.refused] == ["import.row_open"]
    told = rows_of(head + sound + "Ann,Acme, Inc.,5\n")
    assert told.frame.row(12) == ("Ann", "Acme, Inc.", "5")
    elsewhere = rows_of(head + sound.replace(",c", ", c") + "Ann,Acme, Inc.,5\n")
    assert [one.code for one in elsewhere.refused] == ["import.row_open"]


ORDERS = "date,customer_id,quantity,amount\n" + "".join(
    f"2024-01-{day:02},C-{day},{day},{day * 60}.50\n" for day in range(1, 13)
)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("2024-02-13,C-1,5,1,234.50", ("2024-02-13", "C-1", "5", "1,234.50")),
        ("2024-02-13,C-1,5,1,234,567.00", ("2024-02-13", "C-1", "5", "1,234,567.00")),
        ("2024-02-13,C-1,1,234,567.00", None),
        ("2024-02-13,C-1,5,12,50", ("2024-02-13", "C-1", "5", "12,50")),
        ("2024-02-13,C-1,12,345,1,234.50", ("2024-02-13", "C-1", "12,345", "1,234.50")),
        ("2024-02-13,C-1,5,,1,234.50", None),
    ],
)
def test_amounts_with_their_thousands_unquoted(rows_of, line, row):
    rows = rows_of(f"{ORDERS}{line}\n")
    if row is None:
        assert (rows.frame.height, [one.line for one in rows.refused]) == (12, [14])
    else:
        assert (rows.refused, rows.frame.row(12)) == ((), row)


def test_names_that_always_have_a_comma(rows_of):
    sound = "".join(
        f"2024-01-{day:02},{'Bolt Ltd' if day % 2 else 'Zeta'},{'Tea' if day % 3 else 'Salt'},{day},9.50\n"
        for day in range(1, 25)
    )
    broken = "2024-02-13,Smith, John,Coffee, ground,5,1,234.50\n2024-02-14,Zeta,Tea,green,5,7.50\n"
    rows = rows_of(f"date,customer_id,product,quantity,amount\n{sound}{broken}")
    assert rows.frame.row(24) == ("2024-02-13", "Smith, John", "Coffee, ground", "5", "1,234.50")
    # "Zeta,Tea" may be a firm, and "green" a new product.
    assert [(one.line, one.code) for one in rows.refused] == [(27, "import.row_open")]


@pytest.mark.parametrize("lines", [12, 3])
def test_a_comma_before_a_blank_last_column_shifts_nothing(rows_of, lines):
    sound = "".join(
        f"2024-01-{day:02},C-{day},Tea{'x' * day},9.50,{'ok' * (day % 2)}\n"
        for day in range(1, 25)[:lines]
    )
    rows = rows_of(f"date,customer_id,product,amount,note\n{sound}2024-02-13,C-1,Tea,green,7.50,\n")
    if lines > 10:
        assert rows.frame.row(lines) == ("2024-02-13", "C-1", "Tea,green", "7.50", None)
    else:
        assert [one.line for one in rows.refused] == [lines + 2]


def test_lines_that_all_end_in_a_delimiter_are_whole(rows_of):
    rows = rows_of("name,city\nAcme,Rome,\nBeta,Oslo,\nGamma,,\n")
    assert rows.frame.rows() == [("Acme", "Rome"), ("Beta", "Oslo"), ("Gamma", None)]


def test_quoted_thousands_teach_what_an_amount_is(rows_of):
    quoted = ORDERS.replace(",120.50", ',"1,120.50"').replace(",180.50", ',"$1,180.50"')
    rows = rows_of(f"{quoted}2024-02-13,C-1,5,1,234.50\n")
    assert rows.frame.row(12) == ("2024-02-13", "C-1", "5", "1,234.50")


def test_semicolons_within_a_text(rows_of):
    sound = "".join(f"{day:02}.01.2024;C-{day};{day * 'x'}y z;{day},50\n" for day in range(1, 13))
    rows = rows_of(f"date;customer_id;note;amount\n{sound}13.01.2024;C-1;a; b;1.234,50\n")
    assert rows.frame.row(12) == ("13.01.2024", "C-1", "a; b", "1.234,50")


def test_few_rows_teach_nothing(rows_of):
    rows = rows_of("date,product,amount\n2024-01-01,Chair,5\n2024-01-02,Chair, big,5\n")
    assert [one.code for one in rows.refused] == ["import.row_too_long"]


def test_labels_that_always_return_part_a_row(rows_of):
    sound = "".join(f"{'North' if at % 2 else 'South'},text {'x' * at}y z\n" for at in range(12))
    rows = rows_of("region,what\n" + sound + "North,a, b\n")
    assert rows.frame.row(12) == ("North", "a, b")
    # "North,a" may be a region too, whose comma keeps it out of every sound row.
    rows = rows_of("region,what\n" + sound + "North,a,b\n")
    assert [one.code for one in rows.refused] == ["import.row_open"]


def of(*columns, rows=14):
    """Sound rows, each column a function of the row's number."""
    return "".join(",".join(one(at) for one in columns) + "\n" for at in range(1, rows + 1))


def day(at):
    return f"2024-01-{at:02}"


def code(at):
    return f"C{at}"


CABLE = "2024-02-01,C9,Cable, 2m,5.00\n"


@pytest.mark.parametrize(
    ("sound", "line", "row"),
    [
        # A currency sign begins a figure, and texts do not begin with its rest.
        (
            of(day, code, lambda at: f"${at * 10}.50", lambda at: "Chair" + "x" * at),
            "2024-02-01,C9,$1,250.00,Desk",
            ("2024-02-01", "C9", "$1,250.00", "Desk"),
        ),
        (
            of(day, code, lambda at: f"${at * 10}", lambda at: f"Chair {at}"),
            "2024-02-01,C9,$1,250,Desk",
            ("2024-02-01", "C9", "$1,250", "Desk"),
        ),
        # The rest of a number is no label, though the sound rows do not have this one.
        (
            of(day, code, lambda at: f"{at * 10}", lambda _: "Chair"),
            "2024-02-01,C9,826,74,Desk",
            ("2024-02-01", "C9", "826,74", "Desk"),
        ),
        (
            of(lambda at: f"{at:02} Jan 2024", code, lambda at: f"{at}.50", lambda at: "x" * at),
            '"Jan 03, 2024",C9,5.50,y',
            ("Jan 03, 2024", "C9", "5.50", "y"),
        ),
        (
            of(lambda at: f"{at:02} Jan 2024", code, lambda at: f"{at}.50", lambda at: "x" * at),
            "Jan 03, 2024,C9,5.50,y",
            ("Jan 03, 2024", "C9", "5.50", "y"),
        ),
        # What begins with a blank is text, also where few rows tell, or where words have numbers.
        (
            of(day, code, lambda at: f"Chair {at}", lambda at: f"{at}.50"),
            CABLE,
            ("2024-02-01", "C9", "Cable, 2m", "5.00"),
        ),
        (
            of(day, code, lambda _: "Chair", lambda at: f"{at}.50", rows=3),
            CABLE,
            ("2024-02-01", "C9", "Cable, 2m", "5.00"),
        ),
    ],
)
def test_commas_that_can_be_decided(rows_of, sound, line, row):
    rows = rows_of(f"a,b,c,d\n{sound}{line}\n")
    assert rows.refused == ()
    assert rows.frame.row(-1) == row


def test_dates_that_all_have_a_comma(rows_of):
    lines = of(lambda at: f"Jan {at:02}, 2024", code, lambda at: f"{at * 10}.50")
    rows = rows_of("date,customer,amount\n" + lines)
    assert (rows.refused, rows.frame.height) == ((), 14)
    assert rows.frame.row(0) == ("Jan 01, 2024", "C1", "10.50")


@pytest.mark.parametrize(
    ("sound", "line"),
    [
        (
            of(day, lambda at: "Firm " + "b" * at, lambda at: f"{at * 10}", lambda at: "x" * at),
            "2024-02-01,Firm z,826,74,Desk",
        ),
        (of(day, code, lambda _: "Chair", lambda at: f"{at}.50"), "2024-02-01,C9, Chair,big,5.00"),
        (of(day, code, lambda _: "Chair", lambda at: f"{at}.50", rows=2), CABLE),
        (
            of(day, code, lambda _: "Chair", lambda at: f"{at}.50", rows=3),
            "2024-02-01,C9,Cable,2m,5.00",
        ),
        (
            of(day, code, lambda at: f"${at}", lambda _: "Chair", rows=3),
            "2024-02-01,C9,$1,250,Desk",
        ),
        ("", of(day, code, lambda at: f"826,{at + 10}").strip()),
    ],
)
def test_commas_with_two_readings_are_refused(rows_of, sound, line):
    head = "a,b,c,d\n" if sound else "a,b,c\n"
    rows = rows_of(f"{head}{sound}{line}\n")
    assert rows.mended == ()
    assert len(rows.refused) == line.count("2024-")


def test_a_row_that_can_be_joined_in_very_many_ways_is_refused_at_once(rows_of):
    head = ",".join(f"h{at}" for at in range(40))
    sound = "".join(",".join("ab" * (at + 1) for _ in range(40)) + "\n" for at in range(12))
    rows = rows_of(f"{head}\n{sound}{','.join('y' for _ in range(48))}\n")
    assert [one.code for one in rows.refused] == ["import.row_open"]


CHOICES = "".join(
    f"{at},{'Red' if at % 2 else 'Blue'},{'Paris' if at % 3 else 'Lyon'},{at}.50\n"
    for at in range(1, 25)
)


@pytest.mark.parametrize(
    "line", ["25,Red,Blue,Nice,5.50", "25,Red,Blue,Paris,5.50", "25,Red,Paris,Lyon,5.50"]
)
def test_two_columns_of_labels_leave_it_open_whose_the_comma_is(rows_of, line):
    rows = rows_of(f"no,colour,city,amount\n{CHOICES}{line}\n")
    assert (rows.mended, rows.frame.height) == ((), 24)
    assert [(one.line, one.code, one.value) for one in rows.refused] == [
        (26, "import.row_open", line)
    ]


SEGMENTS = "".join(
    f"{at},{'Firm' + 'x' * at},{'Retail' if at % 2 else 'Trade'},{'note ' + 'y' * at}\n"
    for at in range(1, 25)
)


@pytest.mark.parametrize("fields", ["Smith,Partner,call,mail", "Smith,Jones,Trade,hello"])
def test_a_known_label_between_free_texts_is_no_proof(rows_of, fields):
    rows = rows_of(f"id,company,segment,note\n{SEGMENTS}28,{fields}\n")
    assert (rows.mended, [(one.line, one.code) for one in rows.refused]) == (
        (),
        [(26, "import.row_open")],
    )
