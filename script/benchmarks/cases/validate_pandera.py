"""Validates with pandera on polars, lazily: the row rules of Orders, or all that it can say.

validate_pandera.py FOLDER rows|whole
"""

import sys
import time
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
from benchmarks.firm import AS_OF, LISTS
from benchmarks.inputs import frame
from pandera.errors import SchemaErrors

from xlcrm.sheets.kinds import EXCEL_ERRORS, FIRST_DAY, LAST_DAY

EMAIL = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
PHONE = r"^\+?[0-9 ()./-]{5,20}$"

folder, whole = Path(sys.argv[1]), sys.argv[2] == "whole"
tables = {"Orders": frame(folder, "Orders")}
if whole:
    tables["Customers"] = frame(folder, "Customers")


def text(*checks: pa.Check) -> pa.Column:
    """A column of texts without Excel's errors; blanks may stand in it."""
    return pa.Column(pl.String, [pa.Check.notin(list(EXCEL_ERRORS)), *checks], nullable=True)


def known(data: Any) -> Any:
    """Whether a customer id stands in the table Customers."""
    ids = tables["Customers"]["Customer ID"].implode()
    return data.lazyframe.select(pl.col(data.key).is_in(ids))


last = AS_OF if whole else LAST_DAY
orders = pa.DataFrameSchema(
    {
        "Order ID": text(),
        "Date": pa.Column(pl.Date, [pa.Check.in_range(FIRST_DAY, last)], nullable=False),
        "Customer ID": text(*([pa.Check(known)] if whole else [])),
        "Product": text(pa.Check.isin(LISTS["product"])),
        "Category": text(pa.Check.isin(LISTS["category"])),
        "Quantity": pa.Column(pl.Float64, [pa.Check.in_range(-1e9, 1e9)], nullable=True),
        "Amount": pa.Column(pl.Float64, [pa.Check.in_range(-1e12, 1e12)], nullable=False),
        "Owner": text(pa.Check.isin(LISTS["owner"])),
    }
)
customers = pa.DataFrameSchema(
    {
        "Customer ID": pa.Column(pl.String, [pa.Check.notin(list(EXCEL_ERRORS))], unique=True),
        "Name": text(),
        "Company": text(),
        "Phone": text(pa.Check.str_matches(PHONE)),
        "E-mail": text(pa.Check.str_matches(EMAIL)),
        "Sex": text(pa.Check.isin(["female", "male"])),
        "Region": text(pa.Check.isin(LISTS["region"])),
        "Size": text(pa.Check.isin(["small", "medium", "large"])),
        "Customer since": pa.Column(pl.Date, [pa.Check.in_range(FIRST_DAY, last)], nullable=True),
    }
)
start = time.process_time()
problems = 0
for table, schema in (("Orders", orders), ("Customers", customers)):
    if table in tables:
        try:
            schema.validate(tables[table], lazy=True)
        except SchemaErrors as found:
            problems += found.failure_cases.height
print("bench: step", time.process_time() - start)
print("bench: problems", problems)
