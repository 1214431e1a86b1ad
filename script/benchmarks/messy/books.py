"""The made workbooks: 36 of them from one seed, each with the truth about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from benchmarks.messy import words
from benchmarks.messy.columns import FIELDS, HEADED_AS, Habits, Made
from benchmarks.messy.headers import HEADERS, NAME_PARTS
from xlcrm.sheets import MODELS, columns

SEED = 20_240_615
COUNT = 36

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "order file": ("Orders", ("date", "customer", "product", "quantity", "amount", "owner")),
    "sales log": (
        "Orders",
        ("number", "text_date", "customer", "product", "quantity", "price", "amount", "note"),
    ),
    "phone log": (
        "Inquiries",
        ("asked", "name", "phone", "source", "request", "status", "owner", "colour"),
    ),
    "lead file": (
        "Leads",
        ("number", "text_first", "name", "company", "phone", "email", "lead_status", "next"),
    ),
    "customer list": (
        "Customers",
        ("name", "company", "phone", "email", "region", "since", "colour", "note"),
    ),
    "survey": ("Surveys", ("date", "customer", "score", "comment")),
}
"""Kinds of tables: which of ours each is, and its columns."""

PAIRS = (("order file", "customer list"), ("phone log", "sales log"), ("lead file", "order file"))
"""Tables that stand in one workbook, on one sheet or on two."""


@dataclass
class Truth:
    """What is true of one table.

    Attributes:
        table: which of ours it is.
        sheet: where it stands.
        header_row: the sheet row of its headers.
        columns: the field of each column, by header; None for one of the manager's own.
        rows: its records by sheet row: what is written under each header, and what it means.
        joined: the headers of columns that are parts of a name.
    """

    table: str
    sheet: str
    header_row: int = 0
    columns: dict[str, str | None] = field(default_factory=dict)
    rows: dict[int, dict[str, Made]] = field(default_factory=dict)
    joined: tuple[str, ...] = ()


def make_books(
    folder: Path, seed: int = SEED, count: int = COUNT
) -> Iterator[tuple[Path, list[Truth]]]:
    """Writes workbooks into a folder, and says what is true of each.

    Args:
        folder: where to.
        seed: the same gives the same cells.
        count: how many.
    """
    kinds = [*((kind,) for kind in KINDS), *PAIRS, ("sales log",), ("lead file",), ("phone log",)]
    for number in range(count):
        random = Random(seed * 1_000 + number)
        language = words.LANGUAGES[number % 3]
        habits = _habits(random, language)
        path = folder / f"messy-{number:02d}-{language}.xlsx"
        yield path, _Book(path, random, habits).write(kinds[(number // 3) % len(kinds)])


def _habits(random: Random, language: str) -> Habits:
    order = random.choice(("dmy", "mdy")) if language == "en" else "dmy"
    mark = random.choice(("/", ".")) if order == "dmy" else "/"
    decimal = "." if language == "en" else ","
    return Habits(language, order, mark, decimal, random.choice((0.05, 0.1, 0.2)))


class _Book:
    """One workbook while it is written.

    Args:
        path: the file.
        random: where chance comes from.
        habits: of the manager.
    """

    def __init__(self, path: Path, random: Random, habits: Habits) -> None:
        self._random, self._habits = random, habits
        self._book = xlsxwriter.Workbook(path)
        self._formats = {
            date: self._book.add_format({"num_format": "dd.mm.yyyy"}),
            datetime: self._book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
        }
        self._bold = self._book.add_format({"bold": True})

    def write(self, kinds: Sequence[str]) -> list[Truth]:
        """Writes all tables and closes the file."""
        together = len(kinds) > 1 and self._random.random() < 0.5
        truths: list[Truth] = []
        sheet, row = None, 0
        for kind in kinds:
            table, wished = KINDS[kind]
            if sheet is None or not together:
                title = self._random.choice(words.TITLES[table][self._habits.language])
                sheet, row = self._book.add_worksheet(title), 0
            else:
                row += 2
            truth = Truth(table, sheet.get_name())
            row = self._table(sheet, row, truth, wished, last=not together)
            truths.append(truth)
        self._book.close()
        return truths

    def _table(
        self, sheet: Any, row: int, truth: Truth, kinds: Sequence[str], *, last: bool
    ) -> int:
        """Writes one table; returns the row below it, from 0."""
        random = self._random
        left = random.choice((0, 0, 1))
        kept = [one for one in kinds if one in _NEEDED or random.random() < 0.9]
        whole = [one for one in kept if one not in {"number", "price", "quantity"}]
        plain = random.random() < 0.7 or row > 0
        if plain:
            row = self._above(sheet, row, left, truth, len(kept))
        heads = self._headers(truth, kept)
        truth.header_row = row + 1
        for at, header in enumerate(truth.columns):
            sheet.write(row, left + at, header, self._bold)
        first, records = row, random.randrange(30, 120)
        row += 1
        for record in range(records):
            made = self._record(truth, heads, record)
            if truth.table == "Orders" and "customer" in kept and random.random() < 0.25:
                made[heads["customer"]] = Made(None)  # nobody knows who that was
            truth.rows[row + 1] = made
            self._line(sheet, row, left, made)
            row += 1
            if plain and whole and random.random() < 0.03:
                row = self._between(sheet, row, left, truth)
        if plain and truth.table == "Orders" and random.random() < 0.5:
            self._total(sheet, row, left, truth)
            row += 1
        if not plain:
            named = [{"header": header} for header in truth.columns]
            sheet.add_table(
                first,
                left,
                row - 1,
                left + len(named) - 1,
                {"columns": named, "name": f"Table_{first}_{truth.table}x"},
            )
        if last and random.random() < 0.2:
            sheet.set_column(left + 1, left + 1, None, None, {"hidden": True})
        if random.random() < 0.2:
            sheet.set_row(first + 2, None, None, {"hidden": True})
        return row

    def _headers(self, truth: Truth, kinds: Sequence[str]) -> dict[str, str]:
        """Sets the headers; gives the header of each kind of column."""
        language, heads = self._habits.language, dict[str, str]()
        parted = "name" in kinds and self._random.random() < 0.35
        for kind in kinds:
            if kind == "name" and parted:
                truth.joined = NAME_PARTS[language][: self._random.choice((2, 3))]
                truth.columns |= dict.fromkeys(truth.joined, "name")
                continue
            choices = HEADERS[HEADED_AS.get(kind, kind)][language]
            free = [one for one in choices if one not in truth.columns]
            header = self._random.choice(free)
            heads[kind] = header
            field = FIELDS[kind][0]
            truth.columns[header] = field if field in columns(MODELS[truth.table]) else None
        return heads

    def _record(self, truth: Truth, heads: dict[str, str], number: int) -> dict[str, Made]:
        language, kinds = self._habits.language, {head: kind for kind, head in heads.items()}
        parts = dict(zip(truth.joined, (words.LAST, words.FIRST, words.MIDDLE), strict=False))
        made: dict[str, Made] = {}
        for header in truth.columns:
            if header in parts:
                text = self._random.choice(parts[header][language])
                made[header] = Made(text, text)
            else:
                made[header] = FIELDS[kinds[header]][1](self._random, self._habits, number)
        return made

    def _line(self, sheet: Any, row: int, left: int, made: dict[str, Made]) -> None:
        for at, header in enumerate(made):
            value = made[header].written
            if value is None:
                continue
            if isinstance(value, date):
                sheet.write_datetime(row, left + at, value, self._formats[type(value)])
            elif isinstance(value, str):
                sheet.write_string(row, left + at, value)
            else:
                sheet.write_number(row, left + at, value)

    def _above(self, sheet: Any, row: int, left: int, truth: Truth, width: int) -> int:
        """A title over the headers, merged or not, and blank rows; or nothing."""
        random = self._random
        if random.random() < 0.4:
            return row
        title = random.choice(words.TITLES[truth.table][self._habits.language])
        if random.random() < 0.5:
            sheet.merge_range(row, left, row, left + max(1, width - 1), f"{title} (2023-2024)")
        else:
            sheet.write(row, left, title)
        return row + 1 + random.randrange(3)

    def _between(self, sheet: Any, row: int, left: int, truth: Truth) -> int:
        """What managers leave between rows: a blank one, a subtotal, the title of a month."""
        choice = self._random.randrange(3)
        if choice == 0:
            return row + 1
        if choice == 1 and truth.table == "Orders":
            self._total(sheet, row, left, truth)
            return row + 1
        return row

    def _total(self, sheet: Any, row: int, left: int, truth: Truth) -> None:
        at = list(truth.columns.values()).index("amount")
        sheet.write(row, left, self._random.choice(words.TOTALS[self._habits.language]))
        sheet.write_number(row, left + at, self._random.randrange(10_000, 900_000))


_NEEDED = {
    "date",
    "text_date",
    "asked",
    "first",
    "text_first",
    "amount",
    "customer",
    "name",
    "phone",
    "score",
    "request",
    "product",
    "lead_status",
}
"""Columns that every table of a kind has; of the others some are left out."""
