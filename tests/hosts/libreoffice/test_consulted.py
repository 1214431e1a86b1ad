"""Tables that remember who asked for them."""

from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, TablePlace
from xlcrm.hosts.libreoffice.consulted import Consulted

NAMES = st.text("ABC", min_size=1, max_size=2)


def grid(name):
    return Grid(TablePlace(name, name, Extent.parse("A1:A2"), ("x",)), (["1"],))


@given(st.sets(NAMES), st.lists(NAMES))
def test_they_are_the_tables_and_remember_what_was_asked_for(there, asked):
    grids = {name: grid(name) for name in there}
    consulted = Consulted(grids)
    for name in asked:
        assert consulted.get(name) is grids.get(name)
    assert consulted.names == set(asked)
    assert dict(consulted) == grids
    assert consulted.names == set(asked) | there
