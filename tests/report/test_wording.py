"""Numbers inside of sentences."""

import pytest

from xlcrm.report.wording import Wording
from xlcrm.sheets.settings import Settings

WORDING = Wording.of(Settings(currency=" EUR "))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (WORDING.count(12345), "12,345"),
        (WORDING.share(0.2063), "20.6%"),
        (WORDING.share(1), "100.0%"),
        (WORDING.share(0.00049), "0.0%"),
        (WORDING.money(1234567.5), "1,234,568 EUR"),
        (WORDING.money(12.5), "12.50 EUR"),
        (WORDING.money(12), "12 EUR"),
        (WORDING.money(-1234.4), "-1,234 EUR"),
        (Wording("en", "").money(5000), "5,000"),
        (WORDING.day(None), ""),
    ],
)
def test_numbers(said, expected):
    assert said == expected
