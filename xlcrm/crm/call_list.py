"""The cold-call list put in order: one way of writing, no line twice, and who is no stranger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xlcrm.cells import Value
from xlcrm.crm.call_list_doubles import Double, find_doubles, last_digits
from xlcrm.crm.edits import Edits
from xlcrm.crm.keys import row_keys
from xlcrm.crm.parties import Boxes, party_index
from xlcrm.frames import ROW, Frames
from xlcrm.patches import RemoveRows, TablePatch
from xlcrm.sheets.phones import phone_key

TABLE = "Prospects"
VERIFIED_FOR = timedelta(days=365)
"""So long a line counts as verified: people change firms."""

_TEXTS = ("company", "contact", "role", "source")
_DONE = {"refused", "lead"}


@dataclass
class CallList:
    """What putting the list in order comes to.

    Attributes:
        lines: the number of lines that are left.
        rewritten: the number of cells that are written in the usual way.
        doubles: lines that go, or would if they did not differ.
        leads: the lead's id by sheet row, of lines that box one knows already.
        customers: the customer's id by sheet row, of lines that are no strangers.
        no_phone, unverified, no_decision_maker: sheet rows of lines of which that is to be found
            out before anybody calls.
        ready: the number of lines that can be called as they are.
        patches: what is written.
    """

    lines: int = 0
    rewritten: int = 0
    doubles: Sequence[Double] = ()
    leads: Mapping[int, str] = field(default_factory=dict)
    customers: Mapping[int, str] = field(default_factory=dict)
    no_phone: Sequence[int] = ()
    unverified: Sequence[int] = ()
    no_decision_maker: Sequence[int] = ()
    ready: int = 0
    patches: Sequence[TablePatch] = ()


def clean_call_list(frames: Frames, as_of: date) -> CallList:
    """Plans to put Prospects in order.

    A line goes where an earlier one has the same e-mail address or phone number, and nothing that
    says otherwise; what only the later one knows is filled into the earlier one. Lines that differ
    are told, and stay: a switchboard's number is shared by many.

    Args:
        frames: the workbook's tables; Prospects must be there.
        as_of: the day.
    """
    people = frames[TABLE]
    rows = list(people.iter_rows(named=True))
    keys = row_keys(people, frames.settings.country)
    edits, plan = Edits(frames), CallList()
    plan.doubles = find_doubles(rows, keys)
    gone = {one.row for one in plan.doubles if one.goes}
    plan.rewritten = _rewrite(frames, [row for row in rows if row[ROW] not in gone], edits)
    for double in plan.doubles:
        for name, value in double.fills.items():
            edits.fill(TABLE, name, double.of, _usual(name, value, frames.settings.country))
    left = [(row, known) for row, known in zip(rows, keys, strict=True) if row[ROW] not in gone]
    plan.lines = len(left)
    _recognise(frames, left, as_of, plan)
    for at, lead in plan.leads.items():
        edits.write(TABLE, "lead_id", at, lead)
    _count(plan, _merged([row for row, _ in left], plan.doubles), as_of)
    plan.patches = [*edits.patches(), *([RemoveRows(TABLE, sorted(gone))] if gone else [])]
    return plan


def _rewrite(frames: Frames, rows: Sequence[Mapping[str, Any]], edits: Edits) -> int:
    """Writes each text in the usual way; returns how many cells change."""
    grid, changed = frames.grids[TABLE], 0
    for name in (*_TEXTS, "phone", "email", "website"):
        header = frames.header(TABLE, name)
        if not header or header in grid.place.calculated:
            continue
        cells = grid.column(header)
        for row in rows:
            held = cells[row[ROW] - grid.place.first_row]
            usual = _usual(name, held, frames.settings.country)
            if isinstance(held, str) and row[name] is not None and usual != held:
                edits.write(TABLE, name, row[ROW], usual)
                changed += 1
    return changed


def _usual(name: str, value: Value, country: str) -> Value:
    """A cell in the usual way of writing; what nobody can be sure of stays as it is."""
    if not isinstance(value, str):
        return value
    bare = " ".join(value.split())
    if name == "phone":
        key = phone_key(bare, country)
        return key if key is not None and last_digits(bare) == last_digits(key) else value
    if name == "email":
        return bare.casefold()
    if name == "website":
        return bare.casefold().rstrip("/") if "/" not in bare.rstrip("/") else bare
    return bare if name in _TEXTS else value


def _recognise(
    frames: Frames, left: Sequence[tuple[dict[str, Any], Any]], as_of: date, plan: CallList
) -> None:
    """Finds the lines whose people stand in one of the boxes."""
    index = party_index(Boxes.of(frames, Edits(frames)), as_of)
    leads, customers = dict[int, str](), dict[int, str]()
    for row, known in left:
        party = index.find(known).party if known.any else None
        if party is not None and party.customer:
            customers[row[ROW]] = party.id
        elif party is not None and row["lead_id"] is None:
            leads[row[ROW]] = party.id
    plan.leads, plan.customers = leads, customers


def _merged(
    rows: Sequence[Mapping[str, Any]], doubles: Sequence[Double]
) -> Iterator[Mapping[str, Any]]:
    """The lines that are left, with what the doubles knew."""
    fills: dict[int, dict[str, Any]] = {}
    for double in doubles:
        for name, value in double.fills.items():
            fills.setdefault(double.of, {}).setdefault(name, value)
    for row in rows:
        yield {**row, **fills.get(row[ROW], {})}


def _count(plan: CallList, rows: Iterator[Mapping[str, Any]], as_of: date) -> None:
    strangers = [
        row
        for row in rows
        if row["status"] not in _DONE
        and row["lead_id"] is None
        and row[ROW] not in plan.leads
        and row[ROW] not in plan.customers
    ]
    oldest = as_of - VERIFIED_FOR
    plan.no_phone = [row[ROW] for row in strangers if row["phone"] is None]
    plan.unverified = [
        row[ROW] for row in strangers if row["verified_on"] is None or row["verified_on"] < oldest
    ]
    plan.no_decision_maker = [row[ROW] for row in strangers if row["decision_maker"] != "yes"]
    held_up = {*plan.no_phone, *plan.unverified, *plan.no_decision_maker}
    plan.ready = sum(row[ROW] not in held_up for row in strangers)
