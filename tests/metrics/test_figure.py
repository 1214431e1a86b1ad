from datetime import date

from xlcrm.metrics.figure import COUNT, Figure
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
