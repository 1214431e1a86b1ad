"""Adopts the made workbooks and reports how well they were understood."""

from benchmarks.messy.export_score import export_score
from benchmarks.messy.score import score

for name, told in (export_score() | score()).items():
    if name != "faults":
        print("bench:", name, told)
