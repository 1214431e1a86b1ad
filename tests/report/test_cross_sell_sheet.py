"""The CrossSell sheet: pairs that go together, whom to offer what, and no guess without a signal."""

import re
from datetime import date, timedelta

import pytest

from xlcrm.cells import Address
from xlcrm.patches import FormulaFormat
from xlcrm.report import theme
from xlcrm.report.cross_sell import cross_sell_sheet
from xlcrm.report.cross_sell_pairs import Offers
from xlcrm.udfs.evaluate import evaluate

DAY = date(2025, 5, 5)


@pytest.fixture
def bought(make):
    """Makes a book from what each customer bought."""

    def book(*baskets, **settings):
        lines = [(f"C-{n:02}", label) for n, basket in enumerate(baskets, 1) for label in basket]
        return make(
            {
                "Orders": {
                    "Date": [DAY + timedelta(days=n % 7) for n in range(len(lines))],
                    "Customer ID": [key for key, _ in lines],
                    "Category": [label for _, label in lines],
                    "Amount": [10.0] * len(lines),
                }
            },
            **settings,
        )

    return book


def answer(sheet):
    return next(cell.value for at, cell in sorted(sheet.cells.items()) if at.row == 4)


def test_what_goes_together_is_said_and_offered(bought):
    context = bought(*[["ham", "eggs"]] * 20, *[["tea"]] * 30, ["ham"])
    said = answer(cross_sell_sheet(context))
    assert "Who buys eggs also buys ham: 20 of 20 did (100.0%, between 83.9% and 100.0%" in said
    (offer,) = Offers.of(context).likely(2)
    assert (offer.customer_id, offer.bought, offer.also) == ("C-51", "ham", "eggs")


def test_each_offer_stands_in_the_list(bought, texts):
    context = bought(*[["ham", "eggs"]] * 20, *[["tea"]] * 30, ["ham"], ["eggs"])
    said = texts(cross_sell_sheet(context))
    assert "Offer eggs: 95.2% of those who buy ham buy it, too" in said
    assert "Offer ham: 95.2% of those who buy eggs buy it, too" in said
    assert "For 2 of them there is a likely offer." in said


def test_a_signal_says_which_way_it_points(bought):
    """Of 60 who buy, 25 buy ham: of 20 with eggs all do, of 40 with tea 5 (at most 26 in 100)."""
    context = bought(*[["ham", "eggs"]] * 20, *[["tea", "ham"]] * 5, *[["tea"]] * 35)
    table = evaluate("=CROSS_SELL()", context)
    said = {(row[0], row[1]): row[-1] for row in table.rows}
    assert said["eggs", "ham"] == "more often"
    assert said["tea", "ham"] == "less often"
    offers = Offers.of(context)
    assert (len(offers.alone), offers.promising) == (35, [])
    romanian = bought(*[["ham", "eggs"]] * 20, *[["tea"]] * 30, language="ro")
    assert {row[-1] for row in evaluate("=CROSS_SELL()", romanian).rows} == {"mai des"}


def test_chance_alone_is_no_signal(bought):
    context = bought(*[["ham", "eggs"]] * 10, *[["ham"]] * 10, *[["eggs"]] * 10, *[["tea"]] * 10)
    said = answer(cross_sell_sheet(context))
    assert said.startswith("There is no signal")
    assert "None of them is clearly likely" in said
    assert Offers.of(context).promising == []


def test_without_a_signal_there_is_no_picture(bought, texts):
    context = bought(*[["ham", "eggs", "tea"]] * 10, *[["ham"], ["eggs"], ["tea"]] * 3)
    assert not Offers.of(context).tell
    sheet = cross_sell_sheet(context)
    assert sheet.charts == ()
    assert "No picture: no pair is bought together clearly more" in texts(sheet)


def test_a_book_without_names_has_no_column_of_names(bought, texts):
    said = texts(cross_sell_sheet(bought(*[["ham", "eggs"]] * 20, *[["tea"]] * 30, ["ham"])))
    assert "Customer ID" in said
    assert "Customer\n" not in said + "\n"


def test_too_few_are_told_so(bought):
    sheet = cross_sell_sheet(bought(*[["ham", "eggs"]] * 4, ["tea"]))
    assert answer(sheet).startswith("Not enough data")
    assert sheet.charts == ()


def test_one_category_has_no_sheet(bought):
    assert cross_sell_sheet(bought(["ham"], ["ham"])) is None


def test_pairs_are_drawn_once_each(bought):
    baskets = [["ham", "eggs", "tea"]] * 8 + [["ham", "eggs"]] * 8 + [["tea"]] * 8
    (chart,) = cross_sell_sheet(bought(*baskets)).charts
    lift, chance = chart.series
    assert lift.values.height == chance.values.height == 3
    assert chance.dashed


def test_what_rests_on_few_buyers_is_not_said(bought, texts):
    """Seven bought ham, all of them eggs: a signal, but of seven."""
    context = bought(*[["ham", "eggs"]] * 7, *[["tea"]] * 30)
    assert evaluate("=CROSS_SELL()", context).rows[0][-1] == "more often"
    sheet = cross_sell_sheet(context)
    said = texts(sheet)
    assert answer(sheet).startswith("Not enough data: 10 buyers of one kind of goods are needed")
    assert said.count("Not enough data: n = 7; 10 needed.") == 2
    assert sheet.charts == ()
    assert "two pairs are needed" in said
    assert "Offer eggs" not in said
    block = [sheet.cells[Address(row, column)].value for row in (7, 8) for column in (3, 5, 6)]
    assert block == [None] * 6
    assert [sheet.cells[Address(row, 4)].value for row in (7, 8)] == [7, 7]


def test_only_what_rests_on_enough_is_offered_and_drawn(bought):
    context = bought(*[["ham", "eggs"]] * 20, *[["tea", "milk"]] * 8, ["milk"], *[["ham"]] * 3)
    offers = Offers.of(context)
    assert (offers.best.bought, offers.best.also) == ("eggs", "ham")
    assert [(pair.bought, pair.also) for pair in offers.once] == [("eggs", "ham")]
    assert {one.bought for one in offers.likely(9)} <= {"ham"}


def test_rows_of_few_buyers_are_grey(bought):
    sheet = cross_sell_sheet(bought(*[["ham", "eggs"]] * 7, ["ham"], *[["tea"]] * 30))
    grey = [
        rule
        for rule in sheet.formats
        if isinstance(rule, FormulaFormat) and rule.style.color == theme.REFERENCE_LIGHT
    ]
    counted = [re.search(r"\$([A-Z]+)(\d+)<10", rule.formula).groups() for rule in grey]
    heads = {sheet.cells[Address.parse(f"{name}{int(row) - 1}")].value for name, row in counted}
    assert len(grey) == 2
    assert heads == {"Bought it"}
    green = [rule for rule in sheet.formats if getattr(rule, "style", theme.CELL).fill]
    assert all("<10" in rule.formula or ">=10" in rule.formula for rule in green)
