"""Tables that remember who asked for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, TablePlace
from xlcrm.hosts.libreoffice.consulted import Consulted, NotToBeSeenError

NAMES = st.text("ABC", min_size=1, max_size=2)


def grid(name):
    return Grid(TablePlace(name, name, Extent.parse("A1:A2"), ("x",)), (["1"],))


@given(st.sets(NAMES), st.lists(NAMES))
def test_they_are_the_tables_and_remember_what_was_asked_for(there, asked):
    grids = {name: grid(name) for name in there}
    consulted = Consulted(grids, {})
    for name in asked:
        assert consulted.get(name) is grids.get(name)
    assert consulted.names == set(asked)
    assert dict(consulted) == grids
    assert consulted.names == set(asked) | there


@pytest.mark.parametrize("look", [dict, len, list, lambda tables: "B" in tables])
def test_who_asks_for_a_hidden_table_is_stopped(look):
    """So is who asks which tables there are."""
    for there in ("A", "B"):
        consulted = Consulted({there: grid(there)}, {}, hidden="B")
        with pytest.raises(NotToBeSeenError):
            look(consulted)
        assert consulted.names == set()
        assert (consulted.get("A") is None) == (there == "B")


def test_later_tables_take_the_place_of_those_before():
    consulted = Consulted({"A": grid("A")}, {})
    assert consulted.get("B") is None
    later = {"A": grid("A"), "B": grid("B")}
    consulted.turn_to(later, {})
    assert consulted["B"] is later["B"]
