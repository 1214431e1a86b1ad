"""What Calc's numbers are."""

from datetime import date, datetime

import pytest

from xlcrm.hosts.libreoffice.cell_kinds import CellKind, cell_value, kind_of

DEFINED, DATE, TIME, LOGICAL = 1, 2, 4, 1024


@pytest.mark.parametrize(
    ("number_type", "code", "kind"),
    [
        (16, "0.00", CellKind.NUMBER),
        (DATE, "YYYY-MM-DD", CellKind.DATE),
        (DATE | DEFINED, "ДД.ММ.ГГГГ", CellKind.DATE),  # noqa: RUF001 - Russian
        (DATE | TIME, "YYYY-MM-DD HH:MM", CellKind.DATE),
        (TIME, "HH:MM", CellKind.DATE),
        (TIME, "[$-409]HH:MM AM/PM", CellKind.DATE),
        (TIME | DEFINED, "[HH]:MM", CellKind.NUMBER),
        (TIME | DEFINED, "[ЧЧ]:ММ", CellKind.NUMBER),  # noqa: RUF001 - Russian
        (TIME | DEFINED, "[RED]HH:MM", CellKind.DATE),
        (LOGICAL, "BOOLEAN", CellKind.TRUTH),
    ],
)
def test_kind_of(number_type, code, kind):
    assert kind_of(number_type, code) is kind


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("", CellKind.NUMBER, None),
        ("north", CellKind.DATE, "north"),
        (None, CellKind.NUMBER, "#N/A"),
        (2.5, CellKind.NUMBER, 2.5),
        (45_000.0, CellKind.NUMBER, 45_000.0),
        (45_000.0, CellKind.DATE, date(2023, 3, 15)),
        (45_000.5, CellKind.DATE, datetime(2023, 3, 15, 12)),
        (0.5, CellKind.DATE, 0.5),
        (1.0, CellKind.TRUTH, True),
        (0.0, CellKind.TRUTH, False),
        (2.0, CellKind.TRUTH, 2.0),
    ],
)
def test_cell_value(cell, kind, value):
    read = cell_value(cell, kind, epoch_1904=False)
    assert (read, type(read)) == (value, type(value))


def test_the_other_epoch():
    assert cell_value(1.0, CellKind.DATE, epoch_1904=True) == date(1904, 1, 2)
