"""What any of the commands that move leads costs by openpyxl before it has done anything.

python leads_openpyxl.py FOLDER

Loads the sorted log of inquiries and saves it again (step).
"""

import sys
import tempfile
import time
from pathlib import Path

import openpyxl
from benchmarks import inquiries

folder = Path(sys.argv[1])
inquiries.provide(folder)
with tempfile.TemporaryDirectory(dir=folder) as scratch:
    start = time.process_time()
    openpyxl.load_workbook(folder / inquiries.SORTED).save(Path(scratch) / "saved.xlsx")
    print("bench: step", time.process_time() - start)
