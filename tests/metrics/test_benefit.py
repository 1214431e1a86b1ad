from dataclasses import replace

import pytest

from xlcrm.metrics.benefit import benefit_lost
from xlcrm.metrics.figure import MONEY, Figure
from xlcrm.metrics.wilson import share

WON, ORDER = share(8, 20, "figure.none_closed"), Figure(250.0, MONEY, n=40)


def test_so_many_at_the_usual_share_and_order():
    """Wilson's interval of 8 of 20 is .21881 to .61342."""
    figure = benefit_lost(10, WON, ORDER)
    assert (figure.value, figure.n, figure.unit) == (1000.0, 10, MONEY)
    assert (figure.low, figure.high) == pytest.approx((547.02, 1533.56), abs=0.01)


def test_nothing_lost_costs_nothing():
    assert benefit_lost(0, share(0, 0, "figure.none_closed"), ORDER).value == 0.0


def test_what_is_not_known_is_blank_and_says_why():
    nobody = benefit_lost(3, share(0, 0, "figure.none_closed"), ORDER)
    assert (nobody.value, nobody.low, nobody.note) == (None, None, "figure.none_closed")
    back = benefit_lost(3, WON, replace(ORDER, value=-20.0))
    assert (back.value, back.low, back.note) == (None, None, "figure.no_revenue")
    unsold = benefit_lost(3, WON, replace(ORDER, value=None, note="figure.no_orders"))
    assert (unsold.value, unsold.high, unsold.note) == (None, None, "figure.no_orders")
