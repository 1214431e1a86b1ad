"""The days that a sheet looks at, and the formulas over them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.report.span import FEW, equals, span_of
from xlcrm.udfs.evaluate import evaluate
from xlcrm.udfs.where import parse_where

DAY = date(2025, 6, 30)


def inquiries(make, *days, as_of=DAY):
    return make({"Inquiries": {"Date": list(days), "Company": ["Firm"] * len(days)}}, as_of)


def span(context):
    return span_of(context, "Inquiries", "date", "INQUIRIES_TOTAL")


def test_a_year_with_enough_rows_is_the_functions_own_window(make):
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(FEW)]
    found = span(inquiries(make, date(2020, 1, 1), *days))
    assert (found.first, found.n) == (None, FEW)
    assert found.call("PORTRAIT_TABLE", "need") == 'PORTRAIT_TABLE("need")'
    assert found.call("INQUIRIES_TOTAL") == "INQUIRIES_TOTAL()"


def test_a_year_with_few_rows_is_not_looked_at_alone(make):
    found = span(inquiries(make, date(2020, 1, 1), date(2025, 1, 1), date(2025, 7, 1)))
    assert (found.first, found.n) == (date(2020, 1, 1), 2)
    assert found.call("LOSS_REASONS", "") == "LOSS_REASONS(,DATE(2020,1,1))"
    assert found.call("RESPONSE_TABLE", "", where="a=b") == (
        'RESPONSE_TABLE(,DATE(2020,1,1),,"a=b")'
    )


def test_days_of_the_month_that_is_not_over_count_where_they_are_all_there_is(make):
    found = span(inquiries(make, date(2025, 6, 3), as_of=date(2025, 6, 10)))
    assert (found.first, found.n) == (date(2025, 6, 3), 1)


@pytest.mark.parametrize("days", [(), (date(2025, 7, 1),), (None,)])
def test_nothing_dated_up_to_the_day_is_no_span(make, days):
    assert span(inquiries(make, *days)) is None


def test_values_with_marks_are_quoted():
    assert equals("need", "tea") == "need=tea"
    assert equals("Asks; often", 'a, "b" = c') == '"Asks; often"="a, ""b"" = c"'


@given(st.text(max_size=20).filter(lambda text: "\0" not in text))
def test_a_where_text_means_the_value_whatever_it_holds(value):
    (condition,) = parse_where(equals("field", value))
    assert condition.values == {" ".join(value.split()).casefold()}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["a", "b;c", 'say "d"', "e=f, g", None]), min_size=1, max_size=9))
def test_counting_by_value_adds_up(make, needs):
    day = date(2025, 5, 5)
    context = make({"Inquiries": {"Date": [day] * len(needs), "Need": needs}})
    days = span(context)
    counted = [
        evaluate(days.call("INQUIRIES_TOTAL", where=equals("need", need or "")), context).value
        for need in dict.fromkeys(needs)
    ]
    assert sum(counted) == len(needs)
