"""The usual dirt of a grown workbook, planted in known places."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from xlcrm.cells import Value
from xlcrm.sample.calendar import Calendar
from xlcrm.sample.orders import Row

_LAST_MONTH = 12

Tables = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Dirt:
    """One thing that is wrong, or written in an unusual way.

    Attributes:
        name: what it is, in one word or two.
        table: where it is.
        row: the row of that table, counted from 0.
        field: the column's code name.
        code: the problem that should be found there; empty for what is only another spelling and
            should be seen through.
    """

    name: str
    table: str
    row: int
    field: str
    code: str


def plant(tables: Tables, calendar: Calendar, random: Random) -> tuple[Dirt, ...]:
    """Spoils some cells and adds some rows.

    Args:
        tables: the rows of each table, changed in place.
        calendar: the days of the story.
        random: the source of chance.

    Returns:
        What was done, in the order of the tables.
    """
    planted = [
        *_in_orders(_Spoiler(tables["Orders"], "Orders", random), calendar),
        *_in_inquiries(_Spoiler(tables["Inquiries"], "Inquiries", random), calendar),
        *_in_leads(_Spoiler(tables["Leads"], "Leads", random)),
        *_in_customers(_Spoiler(tables["Customers"], "Customers", random)),
    ]
    return tuple(planted)


class _Spoiler:
    """Spoils each row of a table at most once."""

    def __init__(self, rows: list[Row], table: str, random: Random) -> None:
        self.rows = rows
        self._table = table
        self._random = random
        self._spoiled: set[int] = set()

    def any(self, fits: Callable[[Row], bool]) -> int:
        """A row that fits and is still clean."""
        found = [at for at, row in enumerate(self.rows) if at not in self._spoiled and fits(row)]
        return self._random.choice(found)

    def spoil(self, name: str, field: str, code: str, at: int, value: Value) -> Dirt:
        """Puts a value into a cell."""
        self._spoiled.add(at)
        self.rows[at] = self.rows[at] | {field: value}
        return Dirt(name, self._table, at, field, code)

    def add(self, name: str, field: str, code: str, row: Row) -> Dirt:
        """Appends a row."""
        self.rows.append(row)
        self._spoiled.add(len(self.rows) - 1)
        return Dirt(name, self._table, len(self.rows) - 1, field, code)


def _in_orders(orders: _Spoiler, calendar: Calendar) -> Iterator[Dirt]:
    def recent(row: Row) -> bool:
        day = row["date"]
        return isinstance(day, date) and day.day > _LAST_MONTH and float(str(row["amount"])) > 0

    at = orders.any(recent)
    day = orders.rows[at]["date"]
    assert isinstance(day, date)
    typed = f"{day.day}.{day.month:02d}.{day.year}"
    yield orders.spoil("date as text", "date", "cell.not_a_date", at, typed)
    at = orders.any(recent)
    amount = float(str(orders.rows[at]["amount"]))
    typed = f"{amount:,.2f}".replace(",", " ").replace(".", ",")
    yield orders.spoil("number as text", "amount", "cell.not_a_number", at, typed)
    yield orders.spoil("amount missing", "amount", "cell.required", orders.any(recent), None)
    at = orders.any(recent)
    yield orders.spoil("customer unknown", "customer_id", "id.unknown", at, "C-0O12")
    yield orders.spoil("no customer", "customer_id", "order.no_customer", orders.any(recent), None)
    slip = calendar.as_of + timedelta(days=300)
    yield orders.spoil("year mistyped", "date", "date.future", orders.any(recent), slip)


def _in_inquiries(log: _Spoiler, calendar: Calendar) -> Iterator[Dirt]:
    def tidy(row: Row) -> bool:
        return "inquiry_id" in row and row["status"] != "bought"

    def fresh(row: Row) -> bool:
        return "inquiry_id" not in row

    at = log.any(lambda row: fresh(row) and row["channel"] == "phone")
    yield log.spoil("label variant", "channel", "cell.label_not_listed", at, "Tel.")
    at = log.any(lambda row: row["channel"] == "phone")
    yield log.spoil("trailing blank", "channel", "", at, "phone ")
    at = log.any(lambda row: tidy(row) and row["status"] == "lost")
    yield log.spoil("label unknown", "status", "cell.label_unknown", at, "dead")
    at = log.any(lambda row: tidy(row) and row["status"] == "lost")
    yield log.spoil("lost without reason", "lost_reason", "lost.no_reason", at, None)
    at = log.any(lambda row: fresh(row) and row["status"] == "open")
    log.rows[at] = log.rows[at] | {"next_step_date": None}
    yield log.spoil("no next step", "next_step", "open.no_next_step", at, None)
    at = log.any(lambda row: fresh(row) and str(row["phone"] or "").startswith("07"))
    lost_zero = float(str(log.rows[at]["phone"]).replace(" ", ""))
    yield log.spoil("phone as number", "phone", "cell.phone_is_number", at, lost_zero)
    at = log.any(lambda row: tidy(row) and isinstance(row["replied_at"], datetime))
    asked = log.rows[at]["date"]
    assert isinstance(asked, datetime)
    early = asked - timedelta(days=30)
    yield log.spoil("replied before asked", "replied_at", "date.order", at, early)
    at = log.any(lambda row: fresh(row) and bool(row["email"]))
    broken = str(log.rows[at]["email"]).replace("@", "@@")
    yield log.spoil("bad e-mail", "email", "cell.bad_email", at, broken)
    at = log.any(tidy)
    yield log.add("doubled id", "inquiry_id", "id.doubled", dict(log.rows[at]))
    moment = datetime.combine(calendar.as_of, datetime.min.time())
    nobody: Row = {
        "date": moment,
        "channel": "visit",
        "name": "Mr Brown",
        "status": "open",
        "next_step": "Comes back on Friday",
        "next_step_date": calendar.as_of + timedelta(days=3),
    }
    yield log.add("no way to reach", "name", "contact.no_key", nobody)


def _in_leads(leads: _Spoiler) -> Iterator[Dirt]:
    at = leads.any(lambda row: row["status"] == "lost" and str(row["phone"] or "").startswith("0"))
    twin = dict(leads.rows[at])
    number = str(twin["phone"]).replace(" ", "")
    twin |= {
        "lead_id": f"L-{len(leads.rows) + 1:04d}",
        "name": _misspelled(str(twin["name"])),
        "phone": f"+44 {number[1:5]} {number[5:]}" if not number.startswith("00") else number,
        "email": None,
    }
    yield leads.add("same person twice", "phone", "person.doubled", twin)


def _misspelled(name: str) -> str:
    first, _, last = name.partition(" ")
    return f"{first} {last[:-1]}{last[-1] * 2}"


def _in_customers(customers: _Spoiler) -> Iterator[Dirt]:
    at = customers.any(lambda row: row["region"] == "North")
    yield customers.spoil("label variant", "region", "cell.label_not_listed", at, "Nort")
    at = customers.any(lambda row: row["region"] == "North")
    yield customers.spoil("trailing blank", "region", "", at, "north  ")
