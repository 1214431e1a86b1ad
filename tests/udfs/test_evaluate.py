"""Functions over a small book: figures that can be checked by hand."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError, XlcrmError
from xlcrm.udfs.catalogue import FUNCTIONS, Shape
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate


def value(formula, context):
    return evaluate(formula, context).value


def rows(formula, context):
    table = evaluate(formula, context)
    return [tuple(table.headers), *(tuple(row) for row in table.rows)]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=REVENUE_TOTAL()", 105.01),  # 20.005 is rounded half-up before it is summed
        ("=REVENUE_TOTAL(DATE(2024,3,1))", 75.0),
        ("=AVERAGE_ORDER()", 25.0025),
        ("=CUSTOMERS_NEW()", 3),
        ("=CUSTOMERS_ACTIVE()", 3),
        ('=REVENUE_TOTAL(,,"region=NORTH")', 30.01),
        ('=REVENUE_TOTAL(,,"region=South")', 30.0),
        ('=REVENUE_TOTAL(,,"region=")', 40.0),
        ('=REVENUE_TOTAL(,,"category=coffee")', 50.01),
        ('=REVENUE_TOTAL(,,"category=coffee;region=north")', 20.01),
        ('=REVENUE_TOTAL(,,"delivery=post")', 45.0),
        ('=REVENUE_TOTAL(,,"machine=m1")', 30.01),
        ('=REVENUE_TOTAL(,,"customer_id=carl")', 40.0),
        ('=CUSTOMERS_ACTIVE(,"region=north,south")', 2),
        ("=CONVERSION_RATE()", 0.5),
        ("=CONVERSION_RATE(DATE(2024,1,1))", 0.5),
        ('=CONVERSION_RATE(DATE(2024,1,1),,"source=search")', 1.0),
        ('=CUSTOMER_STATUS("carl")', "active"),
        ('=CUSTOMER_STATUS("nobody")', None),
        ('=REVENUE_TOTAL(,,"date=2024-03-10")', 30.0),
        ('=REVENUE_TOTAL(,,"amount=10.0,40")', 50.0),
        ("=REPEAT_RATE()", 1 / 3),
        ("=INQUIRIES_TOTAL()", 0),
        ("=DAYS_TO_CONVERT(DATE(2024,1,1))", 9.0),
        ('=NEXT_ORDER_DUE("anna")', date(2024, 3, 12)),
        ('=FIGURE_DETAIL("CUSTOMERS_ACTIVE()","n")', 3),
        ('=FIGURE_DETAIL("CHURN_RATE()","from")', date(2023, 4, 1)),
        ('=FIGURE_DETAIL("CHURN_RATE()","note")', "Nobody was active when the period began."),
    ],
)
def test_values(formula, expected, context):
    assert value(formula, context) == expected


def test_labels_that_differ_in_case_are_one_segment(context):
    assert rows('=SEGMENT_PIVOT("category",,"revenue")', context) == [
        ("category", "Revenue"),
        ("Coffee", 50.01),
        ("tea", 55.0),
        ("Total", 105.01),
    ]


def test_a_pivot_of_customers_and_lines(context):
    assert rows('=SEGMENT_PIVOT("Region","Delivery")', context) == [
        ("Region / Delivery", "pickup", "post", "(blank)", "Total"),
        ("North", 1, 1, 0, 1),
        ("south", 0, 1, 0, 1),
        ("(blank)", 0, 0, 1, 1),
        ("Total", 1, 2, 1, 3),
    ]


def test_lines_without_a_customer_are_no_blank_customers(context):
    assert rows('=SEGMENT_PIVOT("region",,"revenue")', context) == [
        ("region", "Revenue"),
        ("North", 30.01),
        ("south", 30.0),
        ("(blank)", 40.0),
        ("(no customer)", 5.0),
        ("Total", 105.01),
    ]
    crossed = rows('=SEGMENT_PIVOT("category","region","revenue")', context)
    assert crossed == [
        ("category / region", "North", "south", "(blank)", "(no customer)", "Total"),
        ("Coffee", 20.01, 30.0, 0, 0, 50.01),
        ("tea", 10.0, 0, 40.0, 5.0, 55.0),
        ("Total", 30.01, 30.0, 40.0, 5.0, 105.01),
    ]


def test_the_prior_is_the_whole_books_whatever_is_chosen(context):
    assert context.history("region=south").prior_days == context.whole.prior_days == 31
    assert context.history("category=tea").prior_days == 31
    assert context.history(None, date(2024, 1, 31)).prior_days == 31


def test_a_day_after_the_as_of_date_is_refused(context):
    for formula in ("=CUSTOMERS_ACTIVE(DATE(2024,4,1))", "=HALF_LIFE(TODAY())"):
        with pytest.raises(FormulaError) as error:
            evaluate(formula, context)
        assert error.value.code == "window.day_after_as_of"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('=CHURN_RATE(,,"regoin=North")', "where.unknown_field_near"),
        ('=CONVERSION_RATE(,,"region=North")', "where.unknown_field"),
        ('=SEGMENT_PIVOT("regoin")', "where.unknown_field_near"),
        ('=SEGMENT_PIVOT("region",,"profit")', "formula.unknown_value"),
        ('=SEGMENT_PIVOT("customer_id")', "where.no_principle"),
        ('=FIGURE_DETAIL("COHORT_TABLE()","n")', "formula.not_a_figure"),
        ('=FIGURE_DETAIL("CHURN_RATE()","p")', "formula.unknown_value"),
    ],
)
def test_wrong_arguments_say_what_is_wrong(formula, code, context):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, context)
    assert error.value.code == code


def test_a_part_that_a_table_does_not_have_says_so(context):
    beyond = evaluate('=TABLE_CELL("CHURN_BY_MONTH()",99,1)', context)
    assert (beyond.value, beyond.note) == (None, "figure.outside_table")


@given(
    name=st.sampled_from(sorted(FUNCTIONS)),
    arguments=st.lists(
        st.sampled_from(["", "-1", "0", "7", "1e308", '""', '"x"', '"region=a"', '"region"'])
        | st.dates().map(lambda day: f"DATE({day.year},{day.month},{day.day})"),
        max_size=7,
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_arguments_give_a_result_or_a_sentence(context, name, arguments):
    try:
        evaluate(f"={name}({','.join(arguments)})", context)
    except XlcrmError as error:
        assert error.code


def test_every_function_copes_with_an_empty_book(frames):
    empty = Context(frames(), date(2024, 3, 31), date(2024, 3, 31))
    for function in FUNCTIONS.values():
        if function.name == "SEGMENT_PIVOT":
            continue
        result = evaluate(function.example, empty)
        assert isinstance(result, Table) == (function.shape is Shape.TABLE)
        if function.unit == "share":
            assert result.value is None
            assert result.note
