"""Reads the table Orders with polars.read_excel."""

import sys

import polars as pl

frame = pl.read_excel(sys.argv[1], sheet_name="Orders")
print("bench: rows", frame.height)
print("bench: amount", frame["Amount"].sum())
