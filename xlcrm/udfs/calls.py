"""CALL_TABLE: what the cold-call list yields, from a line of it to an order."""

from datetime import date

import polars as pl

from xlcrm.metrics.activity import activity
from xlcrm.metrics.call_list import STEPS, yields
from xlcrm.metrics.window import day_number, day_of
from xlcrm.sheets.vocabularies import folded
from xlcrm.udfs.choosing import listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table

CALLED, REACHED, OFFERED, ORDERED = range(1, len(STEPS))
_BY_STATUS = {
    "called": CALLED,
    "refused": CALLED,
    "meeting": REACHED,
    "offer": OFFERED,
    "lead": REACHED,
}
_BY_RESULT = {"decision maker": REACHED, "offer requested": REACHED}
_KINDS = ("call", "visit", "meeting", "e-mail", "offer")


def call_table(context: Context, on_date: date | None, where: str | None) -> Table:
    """CALL_TABLE.

    Raises:
        FormulaError: the day lies after as_of; the `where` text is not understood, or names a
            column that Prospects do not have.
    """
    day = day_of(on_date, context.as_of)
    then = context.on(day)
    rows = context.prospects(where)
    deeds = then.once("how far activities came", lambda: _deeds(then))
    buyers = _buyers(context, day)
    owners = then.became
    steps = []
    for row in rows.iter_rows(named=True):
        names = {folded(row[name]) for name in ("company", "contact") if row[name]}
        parties = {row["lead_id"], owners.get(row["lead_id"])} - {None}
        done = [deeds.get(key, 0) for key in (*parties, *names)]
        own = _BY_STATUS.get(row["status"] or "", 0)
        steps.append(ORDERED if parties & buyers else max([own, *done]))
    found = yields(pl.Series(steps, dtype=pl.Int64)).to_dicts() if steps else []
    named = ({**one, "call_step": context.label(f"call_{one['step']}")} for one in found)
    renamed = ({**one, "prospects": one["n"], "step_share": one["share"]} for one in named)
    return listed(context, renamed, ("call_step", "prospects", "step_share", "low", "high"))


def _deeds(context: Context) -> dict[str, int]:
    """How far activities came, by party id and by the contact that is noted."""
    rows = context.frames["Activities"][["date", "kind", "result", "party_id", "contact"]]
    found: dict[str, int] = {}
    for on, kind, result, party, contact in rows.iter_rows():
        step = _BY_RESULT.get(result or "", CALLED if kind in _KINDS else 0)
        step = OFFERED if kind == "offer" else step
        for key in (party, folded(contact) if contact else None):
            if key and on is not None:
                found[key] = max(step, found.get(key, 0))
    return found


def _buyers(context: Context, day: date) -> set[str]:
    known = activity(context.whole)
    by_then = pl.Series(known.first_day <= day_number(day))
    return set(known.customers.filter(by_then).cast(pl.String).to_list())
