"""Settings: what they take, and what is said of what they do not."""

from datetime import date, datetime

import pytest

from xlcrm.errors import UsageError
from xlcrm.sheets.settings import Settings, read_settings


def test_blank_settings_keep_what_holds_without_them():
    assert read_settings({"lapse_k": None, "currency": " ", "my note": "x"}) == Settings()


def test_settings_are_read_from_cells():
    found = read_settings(
        {"as_of": datetime(2025, 6, 30), "lapse_k": "2.5", "country": " md ", "capacity_per_day": 8}
    )
    assert found.as_of == date(2025, 6, 30)
    assert found.lapse_k == 2.5
    assert found.country.upper() == "MD"
    assert found.capacity_per_day == 8


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lapse_k", "two"),
        ("lapse_floor_days", -1.0),
        ("date_order", "dym"),
        ("as_of", "soon"),
        ("country", "MDA"),
        ("moments_ratio", 0.0),
        ("lapse_prior_days", 0.0),
    ],
)
def test_a_wrong_value_names_the_setting(key, value):
    with pytest.raises(UsageError) as raised:
        read_settings({"currency": "EUR", key: value})
    assert raised.value.code == "setting.wrong"
    assert raised.value.parameters["setting"] == key
    assert raised.value.parameters["value"] == value
