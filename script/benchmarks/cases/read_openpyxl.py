"""Reads the table Orders with openpyxl's read-only mode."""

import sys

from openpyxl import load_workbook

book = load_workbook(sys.argv[1], read_only=True, data_only=True)
values = book["Orders"].values
at = next(values).index("Amount")
rows, amount = 0, 0.0
for row in values:
    rows += 1
    amount += row[at]
print("bench: rows", rows)
print("bench: amount", amount)
