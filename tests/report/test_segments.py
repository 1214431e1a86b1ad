"""The Segments sheet, and which columns are principles."""

from datetime import date

from xlcrm.cells import Address
from xlcrm.patches import ColorScale, DataBars
from xlcrm.report.principles import LeftOut, principles
from xlcrm.report.segments import MOST_DRAWN, MOST_SHOWN, segments_sheet

DAY = date(2025, 5, 5)


def book(make, customers=(), lines=(), count=40):
    ids = [f"C-{n:02}" for n in range(count)]
    orders = {"Date": [DAY] * count, "Customer ID": ids, "Amount": [10.0 + n for n in range(count)]}
    return make(
        {"Orders": orders | dict(lines), "Customers": {"Customer ID": ids, **dict(customers)}}
    )


def judged(context):
    return {found.name: (found.argument, found.left_out) for found in principles(context)}


def cycle(*labels, count=40):
    return [labels[n % len(labels)] for n in range(count)]


def test_columns_with_a_few_values_are_principles(make):
    context = book(
        make,
        {
            "Region": cycle("N", "S"),
            "Dog person": cycle("yes", "no", None),
            "Company": cycle("A", "B"),
        },
        {"Category": cycle("tea", "coffee"), "Discount": cycle(0.1, 0.2)},
    )
    assert judged(context) == {
        "region": ("Region", None),
        "dog_person": ("Dog person", None),
        "category": ("Category", None),
        "discount": ("Discount", None),
    }


def test_what_cannot_be_one_is_left_out_with_its_reason(make):
    context = book(
        make,
        {
            "Town": [f"Town {n}" for n in range(40)],
            "Country": cycle("UK"),
            "Remark": cycle("They like to be called on Mondays before nine o'clock", "x" * 60),
            "Empty": [None] * 40,
        },
    )
    assert {name: why for name, (_, why) in judged(context).items()} == {
        "town": LeftOut.MANY,
        "country": LeftOut.ONE,
        "remark": LeftOut.LONG,
    }
    said = "\n".join(str(c.value) for c in segments_sheet(context).cells.values())
    assert "Town: 40 different values are too many for their rows." in said
    assert "Country: it has only one value." in said
    assert "Remark: these are free texts." in said


def test_values_that_tell_nearly_every_row_apart_are_too_many(make):
    few = book(make, {"Town": ["A", "B", "C", "D"]}, count=4)
    assert judged(few) == {"town": ("Town", LeftOut.MANY)}


def test_spellings_of_one_label_are_one_value(make):
    context = book(make, {"Region": cycle("North", "north ", "NORTH")})
    assert judged(context) == {"region": ("Region", LeftOut.ONE)}


def test_each_principle_has_both_tables(small):
    sheet = segments_sheet(small)
    formulas = "\n".join(cell.formula for cell in sheet.cells.values())
    for name in ("Owner", "Region", "Machine", "Category"):
        assert f'SEGMENT_PIVOT(""{name}"")' in formulas
        assert f'SEGMENT_PIVOT(""{name}"",,""revenue"")' in formulas
    assert sum(isinstance(rule, DataBars) for rule in sheet.formats) == 8 + 2
    assert len(sheet.charts) == 1 + 2 * MOST_DRAWN


def test_two_telling_principles_are_crossed(make):
    context = book(make, {"Region": cycle("N", "S"), "Size": cycle("s", "s", "s", "l")})
    sheet = segments_sheet(context)
    formulas = "\n".join(cell.formula for cell in sheet.cells.values())
    # Both have two values; small and large differ more in what they bring (29 and 31 a customer)
    # than North and South (29 and 30), and the more telling principle goes down.
    assert 'SEGMENT_PIVOT(""Size"",""Region"",""revenue"")' in formulas
    assert 'SEGMENT_PIVOT(""Region"",""Size"",""revenue"")' not in formulas
    assert any(isinstance(rule, ColorScale) for rule in sheet.formats)


def test_one_principle_is_not_crossed(make):
    sheet = segments_sheet(book(make, {"Region": cycle("N", "S")}))
    assert not any(isinstance(rule, ColorScale) for rule in sheet.formats)


def test_more_principles_than_fit_are_named(make):
    own = {f"Trait {n:02}": cycle("a", "b") for n in range(MOST_SHOWN + 2)}
    sheet = segments_sheet(book(make, own))
    said = "\n".join(str(c.value) for c in sheet.cells.values())
    assert f"Trait {MOST_SHOWN + 1:02}: only the first {MOST_SHOWN} principles are shown" in said


def test_no_principle_no_orders_no_crash(make):
    assert segments_sheet(make({"Orders": {"Date": [], "Customer ID": [], "Amount": []}})) is None
    bare = segments_sheet(book(make))
    assert bare.cells[Address(4, 2)].value.startswith("No column tells customers apart yet.")
    old = segments_sheet(
        make(
            {
                "Orders": {
                    "Date": [date(2020, 1, 1)] * 4,
                    "Customer ID": ["a", "b", "c", "d"],
                    "Amount": [1.0] * 4,
                },
                "Customers": {"Customer ID": ["a", "b", "c", "d"], "Region": ["N", "S", "N", "S"]},
            }
        )
    )
    assert old.cells[Address(4, 2)].value.startswith("Nobody ordered from 2024-07-01 to 2025-06-30")
    assert not old.charts


def test_a_header_with_quotes_is_quoted(make):
    sheet = segments_sheet(book(make, {'Called "VIP"': cycle("yes", "no")}))
    assert any('SEGMENT_PIVOT(""Called """"VIP""""""' in c.formula for c in sheet.cells.values())
