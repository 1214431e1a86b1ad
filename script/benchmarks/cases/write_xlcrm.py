"""Adds one report sheet with a chart with xlcrm: open and apply."""

import sys

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, ChartSpec, Series, Style, WriteSheet
from xlcrm.workbook.closed import ClosedWorkbook

share = Style(number_format="0.0%")
cells = {
    Address(1, at): Cell(header, style=Style(bold=True))
    for at, header in enumerate(["Month", "Start", "New", "Lost", "Rate"], 1)
}
for month in range(1, 13):
    cells[Address(month + 1, 1)] = Cell(f"2024-{month:02}")
    for at, value in enumerate([100.0 + month, 7.0, 5.0], 2):
        cells[Address(month + 1, at)] = Cell(value)
    call = f"CHURN_RATE(DATE(2024,{month},1),DATE(2024,{month},28))"
    cells[Address(month + 1, 5)] = Cell(0.05, call, share)
rate = Series("Rate", Extent.parse("A2:A13"), Extent.parse("E2:E13"))
chart = ChartSpec("line", "Churn by month", (rate,), Address(2, 7))
ClosedWorkbook.open(sys.argv[1]).apply([WriteSheet("churn", "Churn", cells, charts=(chart,))])
