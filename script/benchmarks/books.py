"""Makes the inputs of one size: the workbook as Excel writes it, and the frames to validate.

python -m benchmarks.books ROWS FOLDER
"""

import sys
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from benchmarks.firm import dirty, tables


def make(rows: int, folder: Path) -> None:
    """Writes the inputs.

    orders.xlsx and foreign.xlsx (its orders under headers of the manager's own, no Excel table),
    orders.csv (the same orders as a program of a country with day-first dates writes them),
    Orders.arrow (with wrong cells), Customers.arrow and Lists.arrow.
    """
    made = tables(rows)
    write_book(folder / "orders.xlsx", made)
    write_foreign(folder / "foreign.xlsx", made["Orders"])
    made["Orders"].write_csv(folder / "orders.csv", separator=";", date_format="%d.%m.%Y")
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
            _write_rows(sheet, 1, frame, day)


FOREIGN = {
    "Order ID": "Order no",
    "Date": "Sold on",
    "Customer ID": "Client code",
    "Amount": "Sum, EUR",
    "Quantity": "Qty",
}
"""What a manager calls the columns of the orders; the others as we do."""


def write_foreign(path: Path, orders: pl.DataFrame) -> None:
    """Writes orders as a manager keeps them: a title, a blank row, own headers, no Excel table."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("Sales 2024")
        sheet.write(0, 0, "Our sales")
        sheet.write_row(2, 0, [FOREIGN.get(header, header) for header in orders.columns])
        _write_rows(sheet, 3, orders, day)


def _write_rows(sheet: Worksheet, first: int, frame: pl.DataFrame, day: Format) -> None:
    for row, values in enumerate(frame.iter_rows(), first):
        for at, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, at, value)
            elif isinstance(value, float):
                sheet.write_number(row, at, value)
            elif value is not None:
                sheet.write_datetime(row, at, value, day)


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
