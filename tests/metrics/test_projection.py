from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.projection import projected_share, projection

AS_OF = date(2024, 12, 31)


LEFT = [200, 126, 94, 76, 65, 58, 52, 48]
"""The paper's regular customers after 0 to 7 years, to the nearest of 200."""


def cohort():
    """Monthly customers, who stop in the midst of their year."""
    first = AS_OF - timedelta(days=round(7 * 365.25) + 10)
    lost = [before - after for before, after in pairwise(LEFT)]
    spans = [365 * year + 180 for year, n in enumerate(lost) for _ in range(n)]
    spans += [(AS_OF - first).days] * LEFT[-1]
    return [
        (f"c{n}", first + timedelta(days=day), 1.0)
        for n, span in enumerate(spans)
        for day in range(0, span + 1, 30)
    ]


@pytest.mark.outside("PROJECTED_SHARE", "PROJECTION_TABLE")
def test_the_papers_customers_as_orders(history_of):
    """17.3 % were left after twelve years; the model says 17 %, a constant rate 8.7 %."""
    history = history_of(cohort(), AS_OF, k=1.0, floor_days=0.0, prior_days=30.0)
    found = projection(history, "year", 12)
    rows = found.rows
    assert found.n == 200
    assert rows["observed"].to_list()[:8] == pytest.approx([n / 200 for n in LEFT])
    assert rows["observed"].to_list()[8:] == [None] * 5
    assert rows["share"][12] == pytest.approx(0.17, abs=0.01)
    assert rows["geometric"][12] == pytest.approx(0.087, abs=0.002)
    assert rows["low"][12] < 0.173 < rows["high"][12]
    for share in ("share", "geometric"):
        assert rows[share].is_sorted(descending=True)
    figure = projected_share(history, round(12 * 365.25))
    assert figure.low < 0.173 < figure.high


def test_once_buyers_that_lapse_all_in_one_month_are_no_fit(cdnow_history):
    """Under the lapse rule most of CDNOW's customers lapse on one and the same day of theirs."""
    assert projection(cdnow_history).note == "figure.fit_degenerates"
    assert projected_share(cdnow_history, 3650).note == "figure.fit_degenerates"


def test_too_few_and_what_is_wrong(history_of):
    few = history_of([("a", AS_OF - timedelta(days=900), 1.0)], AS_OF)
    assert (projection(few).rows.height, projection(few).note) == (0, "figure.too_few_lost")
    figure = projected_share(few, 10)
    assert (figure.value, figure.note) == (None, "figure.too_few_lost")
    there, needed = {"n": 1, "lost": 1}, {"needed": 30, "needed_lost": 10}
    assert figure.note_parameters == there | needed
    for call in (
        lambda: projection(few, "week"),
        lambda: projection(few, "year", 0),
        lambda: projected_share(few, -1),
    ):
        with pytest.raises(FormulaError):
            call()


def test_a_fit_that_degenerates_says_so(history_of):
    """All leave on the same day of their own, so that nobody differs from anybody."""
    lines = [(f"c{n}", AS_OF - timedelta(days=100 + n), 1.0) for n in range(60)]
    found = projection(history_of(lines, AS_OF, prior_days=20.0))
    assert (found.rows.height, found.note) == (0, "figure.fit_degenerates")


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_the_order_of_rows(data, books, history_of):
    lines = [(c and f"{c}{n}", d, a) for n in range(10) for c, d, a in data.draw(books)]
    rows = projection(history_of(lines, AS_OF), "month", 6)
    mixed = projection(history_of(data.draw(st.permutations(lines)), AS_OF), "month", 6)
    assert (mixed.n, mixed.note) == (rows.n, rows.note)
    assert mixed.rows.equals(rows.rows)
