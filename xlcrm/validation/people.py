"""People and firms: those whom nobody could recognise, and those who stand in a table twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets.vocabularies import folded
from xlcrm.validation.contacts import phone_keys
from xlcrm.validation.findings import cell_of, findings

KEYS = {
    "Inquiries": ("phone", "email", "company", "lead_id", "customer_id"),
    "Leads": ("phone", "email", "company", "lead_id", "customer_id"),
    "Customers": ("phone", "email", "company", "customer_id", "lead_id"),
}
"""By what somebody is recognised again; a name alone is not enough."""

_ALIKE = 85.0
_MOST_COMPARED = 50
_TWIN = {
    ROW: pl.Int64,
    "other_row": pl.Int64,
    "field": pl.String,
    "value": pl.String,
    "other_name": pl.String,
    "alike": pl.Boolean,
}


@dataclass(frozen=True)
class Twin:
    """A row that shares a phone number or an e-mail address with an earlier row of its table.

    Attributes:
        row, other_row: the sheet rows, the earlier one last.
        field: "phone" or "email".
        value: what is shared, as the later row writes it.
        other_name: who the earlier row says it is.
        alike: whether the two rows may well be one, as their names go.
    """

    row: int
    other_row: int
    field: str
    value: str
    other_name: str
    alike: bool


def people_problems(frames: Frames, doubled: Mapping[str, Sequence[Twin]]) -> list[Problem]:
    """Contacts without a key, and contacts that stand in box one or in box two twice.

    Args:
        frames: the workbook's tables.
        doubled: the twins of each table that is looked at.
    """
    problems: list[Problem] = []
    for table, keys in KEYS.items():
        unknown = frames[table].filter(pl.all_horizontal(pl.col(keys).is_null())).select(ROW)
        problems += findings(frames, table, "name", "contact.no_key", unknown)
    for table, found in doubled.items():
        problems += _doubled(frames, table, found)
    return problems


def twins(frames: Frames, table: str, country: str) -> list[Twin]:
    """The rows of a table that share a phone number (E.164) or an e-mail address.

    Names are compared only between rows that share one, and decide only how sure the finding is.

    Args:
        frames: the workbook's tables.
        table: "Leads" or "Customers".
        country: of phone numbers without a plus; "" for unknown.

    Returns:
        One per row and earlier row that it most looks like, in the order of the rows.
    """
    found: dict[int, Twin] = {}
    for block in _blocks(frames[table], country):
        for twin in _compared(block):
            known = found.get(twin.row)
            if known is None or (twin.alike and not known.alike):
                found[twin.row] = twin
    return [found[row] for row in sorted(found)]


@dataclass(frozen=True)
class _Person:
    row: int
    field: str
    value: str
    name: str
    company: str


def _blocks(people: pl.DataFrame, country: str) -> Iterator[list[_Person]]:
    email = pl.col("email").str.to_lowercase()
    keys = {
        "phone": phone_keys(people["phone"], country),
        "email": people.select(pl.when(email.str.contains("@")).then(email)).to_series(),
    }
    for field, key in keys.items():
        shared = (
            people.select(ROW, field, "name", "company", key.alias("key"))
            .drop_nulls("key")
            .filter(pl.col("key").is_duplicated())
            .sort("key", ROW, maintain_order=True)
        )
        for _, block in shared.group_by("key", maintain_order=True):
            yield [
                _Person(row, field, value, name or "", company or "")
                for row, value, name, company, _ in block.iter_rows()
            ]


def _compared(block: list[_Person]) -> Iterator[Twin]:
    """Each row with the earlier row of its block that it most looks like."""
    for position, person in enumerate(block[1:], start=1):
        before = block[: min(position, _MOST_COMPARED)]
        other = max(before, key=lambda earlier: _likeness(person, earlier))
        alike = _likeness(person, other) >= _ALIKE
        named = other.name or other.company
        yield Twin(person.row, other.row, person.field, person.value, named, alike)


def _likeness(one: _Person, other: _Person) -> float:
    """0 to 100; rows of which one gives no name are taken for the same."""
    from rapidfuzz import fuzz

    if one.name and other.name:
        return fuzz.token_sort_ratio(one.name, other.name, processor=folded)
    if one.company and other.company:
        return fuzz.token_sort_ratio(one.company, other.company, processor=folded)
    return 100.0


def _doubled(frames: Frames, table: str, found: Sequence[Twin]) -> list[Problem]:
    problems: list[Problem] = []
    for field in ("phone", "email"):
        there = frames[table].select(other=cell_of(frames, table, field), other_row=ROW)
        rows = pl.DataFrame(
            [asdict(twin) for twin in found if twin.field == field], schema=_TWIN
        ).join(there, on="other_row", how="left", maintain_order="left")
        for alike, code in ((True, "person.doubled"), (False, "contact.shared")):
            named = rows.filter(pl.col("alike") == alike).select(
                ROW, "value", "other", "other_name"
            )
            problems += findings(frames, table, field, code, named)
    return problems
