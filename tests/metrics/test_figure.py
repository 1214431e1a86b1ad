from datetime import date

import pytest

from xlcrm.metrics.figure import COUNT, DAYS, MONEY, POINTS, SHARE, Figure
from xlcrm.metrics.window import Window


def test_a_figure_is_dated_without_changing_it():
    figure = Figure(3, COUNT, n=4, note="figure.no_orders")
    dated = figure.over(Window(date(2024, 1, 1), date(2024, 1, 31)), date(2024, 2, 2))
    assert (dated.start, dated.end, dated.as_of) == (
        date(2024, 1, 1),
        date(2024, 1, 31),
        date(2024, 2, 2),
    )
    assert (dated.value, dated.n, dated.note) == (3, 4, "figure.no_orders")
    assert (figure.start, figure.end, figure.as_of) == (None, None, None)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(0.4, SHARE, n=9), True),
        (Figure(0.4, SHARE, n=10), False),
        (Figure(14.0, DAYS, n=9), True),
        (Figure(">412", DAYS, n=9), True),
        (Figure(33.0, POINTS, n=9, low=-20.0, high=70.0), True),
        (Figure(-24.0, POINTS, n=2), False),
        (Figure(36, COUNT, n=9, low=11, high=70), True),
        (Figure(5, COUNT, n=5), False),
        (Figure(250.0, MONEY, n=1), False),
        (Figure(0.9, SHARE, n=3, exact=True), False),
        (Figure(None, SHARE, n=0, note="figure.no_leads"), False),
    ],
)
def test_an_estimate_needs_ten_cases_and_a_count_none(figure, expected):
    assert figure.too_few is expected


def test_a_refused_figure_keeps_its_cases_and_says_how_many_it_needs():
    refused = Figure(0.4, SHARE, n=5, low=0.1, high=0.8).refused()
    assert (refused.value, refused.low, refused.high, refused.n) == (None, None, None, 5)
    assert (refused.note, refused.note_parameters) == ("figure.too_few", {"n": 5, "needed": 10})
