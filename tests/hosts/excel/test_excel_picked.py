"""Which rows are selected, from what Excel says of a selection; Excel's objects are stood in for."""

import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.errors import HostError
from xlcrm.hosts.excel.picked import picked_rows
from xlcrm.language import LANGUAGES
from xlcrm.macros.outcome import explain

EXCELS_LONGEST = 255
ROWS = 1 << 20
ROW = st.integers(1, ROWS)
AREAS = st.lists(st.tuples(ROW, ROW).map(sorted), min_size=1, max_size=60)


def selection(areas):
    """A selection as Excel gives it: its address is cut behind an area."""
    names = [f"$A${first}" if first == last else f"$A${first}:$XFD${last}" for first, last in areas]
    while len(",".join(names)) > EXCELS_LONGEST:
        names.pop()
    com = [SimpleNamespace(Row=a, Rows=SimpleNamespace(Count=z - a + 1)) for a, z in areas]
    return SimpleNamespace(address=",".join(names), api=SimpleNamespace(Areas=com))


@given(AREAS)
def test_no_area_is_forgotten(areas):
    wanted = [range(first, last + 1) for first, last in areas]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        assert picked_rows(selection(areas)) == wanted
        patch.setattr(sys, "platform", "darwin")
        try:
            assert picked_rows(selection(areas)) == wanted
        except HostError as error:
            assert error.code == "host.too_many_areas"
            assert len(areas) > 9


def test_forty_single_rows_are_forty_on_windows_and_refused_on_a_mac(monkeypatch):
    picked = selection([(row, row) for row in range(100, 180, 2)])
    assert picked.address.count(",") < 39
    monkeypatch.setattr(sys, "platform", "win32")
    assert picked_rows(picked) == [range(row, row + 1) for row in range(100, 180, 2)]
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(HostError) as refused:
        picked_rows(picked)
    assert all("Mac" in explain(refused.value, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("$B$3", [range(3, 4)]),
        ("$B$3:$C$7,$A$9", [range(3, 8), range(9, 10)]),
        ("$2:$4", [range(2, 5)]),
        ("$A:$C", [range(1, ROWS + 1)]),
    ],
)
def test_addresses(address, rows, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert picked_rows(SimpleNamespace(address=address)) == rows
