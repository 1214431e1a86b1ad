"""Which rows no figure counts."""

from datetime import date, datetime

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.validation.left_out import LeftOut, left_out


def frames_of(**tables):
    grids = {}
    for table, columns in tables.items():
        height = len(next(iter(columns.values())))
        extent = Extent.of(1, 1, height + 1, len(columns))
        place = TablePlace(table, f"{table} 2024", extent, tuple(columns))
        grids[table] = Grid(place, tuple(typed(values) for values in columns.values()))
    return Frames(grids)


def test_rows_without_what_figures_need():
    day = date(2024, 5, 1)
    frames = frames_of(
        Orders={
            "Date": [day, None, "soon", None, day],
            "Amount": [5.0, 5.0, 5.0, None, 7.0],
            "Customer ID": ["a", "a", "a", None, None],
        },
        Inquiries={"Date": [datetime(2024, 5, 1), None], "Name": ["Ann", "Bob"]},
        Surveys={"Date": [day], "Score": [11]},
    )
    orders = LeftOut("Orders", "Orders 2024", 2, ("Date",))
    log = LeftOut("Inquiries", "Inquiries 2024", 1, ("Date",))
    assert list(left_out(frames)) == [log, orders]
    assert list(left_out(frames, {"Orders"})) == [orders]
    assert list(left_out(frames, {"Leads", "Surveys"})) == []


def test_the_columns_that_are_at_fault_are_named():
    frames = frames_of(Orders={"Date": [date(2024, 5, 1)] * 2, "Amount": ["ten", 3.0]})
    assert list(left_out(frames)) == [LeftOut("Orders", "Orders 2024", 1, ("Amount",))]
