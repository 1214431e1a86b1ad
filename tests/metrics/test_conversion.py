from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import ColumnMissingError, FormulaError
from xlcrm.metrics.conversion import (
    conversion_rate,
    converted_within,
    days_to_convert,
    win_rate,
)

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
WINDOW = (date(2024, 1, 1), date(2024, 3, 31))


def leads(*rows):
    schema = {"first_inquiry": pl.Date, "converted_on": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


LEADS = leads(
    (date(2024, 1, 1), date(2024, 1, 11)),
    (date(2024, 3, 31), date(2024, 6, 30)),
    (date(2024, 2, 1), date(2024, 7, 1)),  # converted after as_of: not yet
    (date(2024, 2, 1), None),
    (date(2024, 2, 9), date(2024, 2, 8)),  # before the first inquiry: left out
    (date(2024, 4, 1), date(2024, 4, 2)),  # outside of the window
    (date(2024, 7, 5), None),  # after as_of
    (None, date(2024, 2, 2)),
)


@pytest.mark.parametrize("engine", [pl.DataFrame, pl.DataFrame.to_pandas, pl.DataFrame.lazy])
def test_the_leads_of_a_window(engine):
    figure = conversion_rate(engine(LEADS), AS_OF, *WINDOW)
    assert (figure.value, figure.n) == (0.5, 4)
    assert (figure.start, figure.end, figure.as_of) == (*WINDOW, AS_OF)
    assert figure.low < 0.5 < figure.high


@pytest.mark.outside("CONVERSION_RATE")
def test_the_published_interval_of_8_in_20():
    rows = [(date(2024, 1, 1), date(2024, 1, 2))] * 8 + [(date(2024, 1, 1), None)] * 12
    figure = conversion_rate(leads(*rows), AS_OF, *WINDOW)
    assert (figure.low, figure.high) == pytest.approx((0.21881, 0.61342), abs=1e-5)


def test_the_median_days_say_that_only_the_converted_count():
    figure = days_to_convert(LEADS, AS_OF, *WINDOW)
    assert (figure.value, figure.n, figure.note) == (50.5, 2, "figure.converted_only")
    none = days_to_convert(LEADS, AS_OF, date(2023, 1, 1), date(2023, 1, 31))
    assert (none.value, none.note) == (None, "figure.nobody_converted")


def test_young_leads_are_not_held_against_the_rate():
    """One of two within 10 days; the third was watched for 5 days only."""
    day = AS_OF - timedelta(days=100)
    rows = leads((day, day + timedelta(days=10)), (day, None), (AS_OF - timedelta(days=5), None))
    assert converted_within(rows, AS_OF, 9).value == 0
    assert converted_within(rows, AS_OF, 10).value == 0.5
    assert conversion_rate(rows, AS_OF, day, AS_OF).value == pytest.approx(1 / 3)
    assert converted_within(rows, AS_OF, 101).note == "figure.beyond_follow_up"
    with pytest.raises(FormulaError):
        converted_within(rows, AS_OF, -1)


def test_a_lead_may_convert_on_the_day_it_asks():
    rows = leads((date(2024, 2, 1), date(2024, 2, 1)))
    assert conversion_rate(rows, AS_OF, *WINDOW).value == 1
    assert converted_within(rows, AS_OF, 0).value == 1
    assert days_to_convert(rows, AS_OF, *WINDOW).value == 0


def test_no_leads_at_all():
    assert conversion_rate(leads(), AS_OF).note == "figure.no_leads"
    assert converted_within(leads(), AS_OF, 0).note == "figure.no_leads"
    with pytest.raises(ColumnMissingError, match="converted_on"):
        conversion_rate(leads().drop("converted_on"), AS_OF)


def test_open_inquiries_are_neither_won_nor_lost():
    rows = pl.DataFrame(
        {
            "status": ["bought", "converted", "lost", "offer", None, "bought", "lost"],
            "closed_on": [date(2024, 2, 1)] * 5 + [date(2024, 7, 1), None],
        }
    )
    figure = win_rate(rows, AS_OF, *WINDOW)
    assert (figure.value, figure.n) == (pytest.approx(2 / 3), 3)
    none = win_rate(rows, AS_OF, date(2024, 3, 1), AS_OF)
    assert (none.value, none.note) == (None, "figure.none_closed")


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, days, windows, naive):
    start, end, as_of = data.draw(windows)
    rows = data.draw(st.lists(st.tuples(days | st.none(), days | st.none()), max_size=30))
    known = [
        (first, done if done and done <= as_of else None)
        for first, done in rows
        if first and first <= as_of and not (done and done < first)
    ]
    cohort = [done for first, done in known if start <= first <= end]
    rate = conversion_rate(leads(*rows), as_of, start, end)
    won = sum(done is not None for done in cohort)
    assert rate.value == (won / len(cohort) if cohort else None)
    spans = [(((done or as_of) - first).days, done is not None) for first, done in known]
    within = data.draw(st.integers(0, max((span for span, _ in spans), default=0)))
    figure = converted_within(leads(*rows), as_of, within)
    expected = pytest.approx(1 - naive.kaplan_meier(spans, within), abs=1e-12)
    assert figure.value == (expected if spans else None)
