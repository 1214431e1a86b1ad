"""Reads the table Orders with fastexcel, to Arrow."""

import sys

import fastexcel
import pyarrow.compute as pc

batch = fastexcel.read_excel(sys.argv[1]).load_sheet("Orders").to_arrow()
print("bench: rows", batch.num_rows)
print("bench: amount", pc.sum(batch.column("Amount")).as_py())
