"""Makes the inputs of one size: the workbook as Excel writes it, and the frames to validate.

python -m benchmarks.books ROWS FOLDER
"""

import sys
from pathlib import Path

import polars as pl
import xlsxwriter

from benchmarks.firm import dirty, tables


def make(rows: int, folder: Path) -> None:
    """Writes orders.xlsx, Orders.arrow (with wrong cells), Customers.arrow and Lists.arrow."""
    made = tables(rows)
    write_book(folder / "orders.xlsx", made)
    for table in ("Customers", "Lists"):
        made[table].write_ipc(folder / f"{table}.arrow")
    dirty(made["Orders"]).write_ipc(folder / "Orders.arrow")


def write_book(path: Path, made: dict[str, pl.DataFrame]) -> None:
    """Writes the tables as Excel tables, one to a sheet, with shared strings."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table, frame in made.items():
            sheet = book.add_worksheet(table)
            columns = [{"header": header} for header in frame.columns]
            extent = (0, 0, frame.height, frame.width - 1)
            sheet.add_table(*extent, {"name": table, "columns": columns})
            for at, series in enumerate(frame):
                sheet.set_column(at, at, 14, day if series.dtype == pl.Date else None)
            for row, values in enumerate(frame.iter_rows(), 1):
                for at, value in enumerate(values):
                    if isinstance(value, str):
                        sheet.write_string(row, at, value)
                    elif isinstance(value, float):
                        sheet.write_number(row, at, value)
                    elif value is not None:
                        sheet.write_datetime(row, at, value, day)


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
