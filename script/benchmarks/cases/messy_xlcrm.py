"""Adopts the made workbooks and reports how well they were understood."""

from benchmarks.messy.score import score

for name, told in score().items():
    if name != "faults":
        print("bench:", name, told)
