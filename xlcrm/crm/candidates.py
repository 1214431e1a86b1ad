"""Which leads are to be converted, and which are not and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from xlcrm.crm.buying import Evidence, Reason
from xlcrm.crm.conversion_plan import ConvertedLead, Converting
from xlcrm.crm.keys import Keys, name_key, row_keys
from xlcrm.crm.parties import Boxes, lead_key
from xlcrm.frames import ROW
from xlcrm.sheets.leads import new_words
from xlcrm.sheets.vocabularies import folded


@dataclass(frozen=True)
class Candidate:
    """A lead that is to be converted.

    Attributes:
        lead_id: its id.
        reason: why.
        cells: its row by column.
        keys: by what its customer is looked for.
    """

    lead_id: str
    reason: Reason
    cells: Mapping[str, Any]
    keys: Keys

    @property
    def name(self) -> str:
        """The lead's name, or the firm's."""
        return self.cells["name"] or self.cells["company"] or ""

    @property
    def customer_id(self) -> str:
        """The customer that the manager typed into the row; "" for none, or for a new one."""
        typed = self.cells["customer_id"] or ""
        return "" if folded(typed) in new_words() else typed


def candidates(
    boxes: Boxes, proof: Evidence, picked: Sequence[str]
) -> tuple[list[Candidate], list[ConvertedLead]]:
    """Chooses the leads that are to be converted.

    Args:
        boxes: the leads and customers.
        proof: what says that somebody bought.
        picked: the leads that the manager picked; empty for all that bought.

    Returns:
        The chosen ones in the order of Leads, and a record for each picked id that is not and for
        each row that would be one if another did not have its id.
    """
    first = {lead: n for n, lead in reversed(list(enumerate(boxes.leads))) if lead}
    status = boxes.frames["Leads"]["status"].to_list()
    reasons: dict[int, Reason] = {}
    refused: list[ConvertedLead] = []
    for lead in picked or first:
        n = first.get(lead)
        why = None if n is None else proof.reason(lead, status[n])
        if n is None:
            code = "is_customer" if lead in boxes.customer_ids else "unknown_lead"
            refused.append(ConvertedLead(lead, Converting.REFUSED, code=f"convert.{code}"))
        elif lead in boxes.doubled_leads:
            refused += _doubled(boxes, proof, lead, bool(picked))
        elif lead in boxes.converted:
            if picked:
                refused.append(_already(boxes, lead, n))
        elif why:
            reasons[n] = why
        elif picked and status[n] == "lost":
            refused.append(_lost(boxes, lead, n))
        elif picked:
            reasons[n] = Reason.PICKED
    if not picked:
        refused.sort(key=lambda one: one.row)
    return _rows(boxes, dict(sorted(reasons.items()))), refused


def _doubled(boxes: Boxes, proof: Evidence, lead: str, picked: bool) -> Iterator[ConvertedLead]:
    """The rows of an id that are not converted yet and bought, or were picked: all are stopped."""
    same = boxes.doubled_leads[lead]
    rows = boxes.frames["Leads"].filter(pl.col(ROW).is_in(same))
    cells = rows.select(ROW, "name", "company", "status", "customer_id")
    for row, name, company, status, customer in cells.iter_rows():
        reason = proof.reason(lead, status) or (Reason.PICKED if picked else None)
        if reason and not (status == "converted" and customer):
            yield ConvertedLead(
                lead,
                Converting.STOPPED,
                row,
                name or company or "",
                reason=reason,
                code="convert.doubled",
                elsewhere=boxes.cells("Leads", "lead_id", (one for one in same if one != row)),
            )


def _already(boxes: Boxes, lead: str, n: int) -> ConvertedLead:
    row, name = boxes.frames["Leads"].select("row", "name").row(n)
    return ConvertedLead(
        lead, Converting.ALREADY, row, name or "", boxes.converted[lead], code="convert.already"
    )


def _lost(boxes: Boxes, lead: str, n: int) -> ConvertedLead:
    row, name = boxes.frames["Leads"].select("row", "name").row(n)
    return ConvertedLead(lead, Converting.REFUSED, row, name or "", code="convert.lost")


def _rows(boxes: Boxes, reasons: Mapping[int, Reason]) -> list[Candidate]:
    rows = boxes.frames["Leads"][list(reasons)]
    ids = [boxes.leads[n] for n in reasons]
    namesakes = _namesakes(boxes, ids)
    cells = list(rows.iter_rows(named=True))
    keys = row_keys(rows, boxes.country)
    return [
        Candidate(lead, reason, row, _keys(lead, row, known, namesakes))
        for lead, reason, row, known in zip(ids, reasons.values(), cells, keys, strict=True)
    ]


def _keys(
    lead: str, row: Mapping[str, Any], known: Keys, namesakes: Mapping[str, set[str]]
) -> Keys:
    """By what a lead's customer is looked for; where it is to be a new one, by the lead alone."""
    if folded(row["customer_id"] or "") in new_words():
        return Keys(id=lead_key(lead))
    return known._replace(id=_id_key(lead, row, namesakes))


def _id_key(lead: str, row: Mapping[str, Any], namesakes: Mapping[str, set[str]]) -> str:
    """The id by which a lead's customer is known.

    The customer that the manager typed into the row; or one with the lead's own id who also has
    its name (two lists of the same accounts); else the customer whose row names the lead.
    """
    if row["customer_id"]:
        return str(row["customer_id"])
    return lead if _names(row) & namesakes.get(lead, set()) else lead_key(lead)


def _namesakes(boxes: Boxes, leads: Sequence[str]) -> dict[str, set[str]]:
    both = boxes.customer_ids & set(leads)
    numbers = [n for n, customer in enumerate(boxes.customers) if customer in both]
    rows = boxes.frames["Customers"][numbers].iter_rows(named=True)
    found: dict[str, set[str]] = {}
    for n, row in zip(numbers, rows, strict=True):
        found.setdefault(boxes.customers[n], set()).update(_names(row))
    return found


def _names(row: Mapping[str, Any]) -> set[str]:
    return {name_key(row[name]) for name in ("name", "company") if row[name]}
