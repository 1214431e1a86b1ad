"""Workbooks under the headers that other programs write over their exports.

The headers are those that the programs' own pages, and files of theirs in public repositories,
show; nobody here chose them, and they were written down before they were first tried. The cells
are made as in the other books.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

import xlsxwriter

from benchmarks.messy.columns import FIELDS, Habits

SEED, ROWS = 7, 40


@dataclass(frozen=True)
class Export:
    """What one program exports.

    Attributes:
        program: its name.
        language: of the cells.
        tables: those of ours that it may be taken for.
        columns: the headers, each with the maker of its cells and the fields that it may be;
            None for one of the manager's own.
    """

    program: str
    language: str
    tables: tuple[str, ...]
    columns: tuple[tuple[str, str, tuple[str | None, ...]], ...]


def _parse(text: str) -> tuple[tuple[str, str, tuple[str | None, ...]], ...]:
    """Lines of "header | maker | field or other field"; "-" is one of the manager's own."""
    found = []
    for line in text.strip().splitlines():
        header, maker, fields = (part.strip() for part in line.split("|"))
        allowed = tuple(None if field == "-" else field for field in fields.split())
        found.append((header, maker, allowed))
    return tuple(found)


EXPORTS = (
    Export(
        "HubSpot contacts",
        "en",
        ("Leads", "Customers", "Prospects"),
        _parse("""
            Record ID | number | lead_id -
            First Name | first_name | name
            Last Name | last_name | name
            Email | email | email
            Phone Number | phone | phone
            Contact owner | owner | owner
            Associated Company | company | company
            Last Activity Date | date | last_inquiry status_on -
            Lead Status | lead_status | status
            Create Date | date | first_inquiry
            Original Source | source | source
            Marketing contact status | note | -
        """),
    ),
    Export(
        "Zoho leads",
        "en",
        ("Leads",),
        _parse("""
            Lead Owner | owner | owner
            Company | company | company
            First Name | first_name | name
            Last Name | last_name | name
            Email | email | email
            Phone | phone | phone
            Lead Source | source | source
            Lead Status | lead_status | status
            Industry | product | -
            Annual Revenue | amount | -
            Created Time | asked | first_inquiry
            Description | note | note
        """),
    ),
    Export(
        "Salesforce leads",
        "en",
        ("Leads",),
        _parse("""
            Lead Owner | owner | owner
            First Name | first_name | name
            Last Name | last_name | name
            Title | product | -
            Company / Account | company | company
            Lead Source | source | source
            Rating | colour | -
            Street | note | -
            Email | email | email
            Lead Status | lead_status | status
            Create Date | date | first_inquiry
        """),
    ),
    Export(
        "Pipedrive deals",
        "en",
        ("Leads", "Inquiries"),
        _parse("""
            Deal - Title | product | request product need -
            Deal - Value | amount | quoted -
            Deal - Owner | owner | owner
            Deal - Stage | colour | -
            Deal - Status | status | status
            Deal - Deal created | asked | date first_inquiry
            Deal - Expected close date | date | next_step_date -
            Deal - Lost reason | note | lost_reason
            Person - Name | name | name
            Person - Phone | phone | phone
            Person - Email (Work) | email | email
            Organization - Name | company | company
        """),
    ),
    Export(
        "amoCRM deals",
        "ru",
        ("Leads", "Inquiries"),
        _parse("""
            ID | number | lead_id inquiry_id -
            Название сделки | product | request product need -
            Бюджет | amount | quoted -
            Ответственный | owner | owner
            Дата создания сделки | date | date first_inquiry
            Этап сделки | lead_status | status
            Воронка | colour | -
            Основной контакт | name | name
            Компания контакта | company | company
            Рабочий телефон | phone | phone
            Рабочий email | email | email
            Теги сделки | colour | -
        """),
    ),
    Export(
        "Bitrix24 leads",
        "ru",
        ("Leads", "Inquiries"),
        _parse("""
            ID | number | lead_id inquiry_id -
            Название лида | product | request need -
            Имя | first_name | name
            Отчество | middle_name | name
            Фамилия | last_name | name
            Рабочий телефон | phone | phone
            Рабочий e-mail | email | email
            Название компании | company | company
            Стадия | lead_status | status
            Источник | source | source
            Ответственный | owner | owner
            Дата создания | asked | date first_inquiry
            Комментарий | note | note
        """),
    ),
    Export(
        "1C sales",
        "ru",
        ("Orders",),
        _parse("""
            Дата | date | date
            Номер | number | order_id -
            Контрагент | company | customer_id
            Номенклатура | product | product
            Количество | quantity | quantity
            Ед. | colour | -
            Цена | price | -
            Сумма | amount | amount
            Ставка НДС | colour | -
            Ответственный | owner | owner
        """),
    ),
    Export(
        "Shopify orders",
        "en",
        ("Orders",),
        _parse("""
            Name | number | order_id -
            Email | email | -
            Financial Status | colour | -
            Paid at | asked | -
            Currency | colour | -
            Subtotal | amount | -
            Shipping | price | -
            Total | amount | amount
            Created at | asked | date
            Lineitem quantity | quantity | quantity
            Lineitem name | product | product
            Lineitem price | price | -
            Billing Name | name | customer_id
        """),
    ),
    Export(
        "WooCommerce orders",
        "en",
        ("Orders",),
        _parse("""
            Order Number | number | order_id
            Order Status | colour | -
            Order Date | asked | date
            Company (Billing) | company | customer_id -
            Email (Billing) | email | -
            Phone (Billing) | phone | -
            Customer Note | note | -
            Item Name | product | product
            Quantity | quantity | quantity
            Item Cost | price | -
            Order Total Amount | amount | amount
        """),
    ),
    Export(
        "Vendigo orders",
        "ro",
        ("Orders",),
        _parse("""
            Numărul comenzii | number | order_id
            Data efectuării comenzii | date | date
            Numele, prenumele inițiatorului comenzii | name | customer_id
            Telefon | phone | -
            E-mail | email | -
            Denumirea produsului | product | product
            Articolul mărfii | number | -
            Cantitatea | quantity | quantity
            Prețul articolului | price | -
            Valoarea totală a comenzii | amount | amount
            Statusul actual al comenzii | colour | -
            Sursa comenzii | source | -
        """),
    ),
    Export(
        "UCI online retail",
        "en",
        ("Orders",),
        _parse("""
            InvoiceNo | number | order_id -
            StockCode | number | -
            Description | product | product
            Quantity | quantity | quantity
            InvoiceDate | asked | date
            UnitPrice | price | -
            CustomerID | customer | customer_id
            Country | region | -
        """),
    ),
)


def make_exports(folder: Path) -> Iterator[tuple[Path, Export]]:
    """Writes one workbook for each program, the headers in the first row of its only sheet.

    Args:
        folder: where to.
    """
    for number, export in enumerate(EXPORTS):
        path = folder / f"export-{number:02d}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            sheet = book.add_worksheet("Sheet1")
            sheet.write_row(0, 0, [header for header, _, _ in export.columns])
            for row, cells in enumerate(_rows(export, Random(SEED + number)), 1):
                for at, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, at, cell, day)
                    else:
                        sheet.write(row, at, cell)
        yield path, export


def _rows(export: Export, random: Random) -> Iterator[Sequence[str | float | datetime | None]]:
    order = "mdy" if export.language == "en" else "dmy"
    habits = Habits(export.language, order, ".", ".", 0.0)
    for row in range(ROWS):
        yield [FIELDS[maker][1](random, habits, row).written for _, maker, _ in export.columns]
