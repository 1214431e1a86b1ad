"""Sorting the log into box one: who asked, who asked again, and who is a customer already."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from xlcrm.crm.box_one import converted_row, edit_row, lead_rows, wanted
from xlcrm.crm.edits import Edits, appended
from xlcrm.crm.log import facts_by_log
from xlcrm.crm.order_ids import fill_order_ids
from xlcrm.crm.parties import Boxes
from xlcrm.crm.sorting import SortedInquiry, Sorting, sort_inquiries
from xlcrm.crm.sorting_problems import sorting_problems
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows, EditCells
from xlcrm.problems import Problem
from xlcrm.standing.log import Told, told_by_log


@dataclass(frozen=True)
class LeadsPlan:
    """What sorting would do.

    Attributes:
        patches: the changed cells and the new rows; none when there is nothing to do.
        inquiries: what becomes of each inquiry that had no party, in the order of the log.
        problems: what the manager should look at.
        leads_changed: how many leads' rows change, new ones not counted.
        read: how many rows the log has.
        silent: how many of them say nothing that could be read.
        order_lines: how many lines of Orders get an order id.
    """

    patches: tuple[EditCells | AppendRows, ...]
    inquiries: tuple[SortedInquiry, ...]
    problems: tuple[Problem, ...]
    leads_changed: int
    read: int
    silent: int
    order_lines: int

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many inquiries have each outcome, by `Sorting`; each new lead is one "creates"."""
        found = Counter(inquiry.outcome for inquiry in self.inquiries)
        return {outcome.value: found[outcome] for outcome in Sorting}

    @property
    def linked(self) -> int:
        """How many inquiries name their lead or customer already; with all others it is `read`."""
        return self.read - len(self.inquiries) - self.silent


def sort_leads(frames: Frames, as_of: date) -> LeadsPlan:
    """Plans how the log is sorted into box one.

    Every row of Inquiries, Leads and Customers gets its id, and so does every order. An inquiry
    without a party goes to the customer who is known by one of its keys (a repeat request), else
    to the lead, else to a new lead, together with the other inquiries of the same person. Nobody
    is thrown away: who gave only a name becomes a lead too. Where two or more could have asked,
    the inquiry waits for the manager to type the id. Then the leads' rows are brought up to date
    (`box_one.wanted`).

    Inquiries dated after as_of get an id and nothing else. A second run plans nothing.

    Args:
        frames: the workbook's tables.
        as_of: today, for the run.
    """
    edits = Edits(frames)
    boxes = Boxes.of(frames, edits)
    log = sort_inquiries(boxes, edits, as_of)
    known = _Known.of(frames, pl.Series(log.leads, dtype=pl.String), as_of)
    changed = _update(boxes, known, edits)
    lines = fill_order_ids(frames, edits)
    created = [one.party_id for one in log.records if one.outcome is Sorting.CREATES]
    rows = [{"lead_id": lead, **known.row(lead, {})} for lead in created]
    return LeadsPlan(
        edits.patches() + appended(frames, "Leads", rows),
        tuple(log.records),
        sorting_problems(frames, log.records),
        changed,
        frames["Inquiries"].height,
        log.silent,
        lines,
    )


@dataclass(frozen=True)
class _Known:
    """What the log says about each lead: where it stands, and facts to fill in."""

    told: Mapping[str, Told]
    facts: Mapping[str, Mapping[str, Any]]
    as_of: date

    @classmethod
    def of(cls, frames: Frames, leads: pl.Series, as_of: date) -> "_Known":
        told = told_by_log(frames, leads, as_of)
        return cls(told, facts_by_log(frames, leads, as_of), as_of)

    def row(self, lead: str, own: Mapping[str, Any]) -> dict[str, Any]:
        """What a lead's row should hold, by what it holds."""
        told = self.told.get(lead)
        if own.get("status") == "converted":
            return converted_row(own, told) if told else {}
        return wanted(own, told, self.facts.get(lead, {}), self.as_of)


def _update(boxes: Boxes, known: _Known, edits: Edits) -> int:
    changed, seen = 0, {""}
    for lead, own in zip(boxes.leads, lead_rows(boxes.frames), strict=True):
        if lead in seen:
            continue
        seen.add(lead)
        changed += edit_row(edits, own["row"], own, known.row(lead, own))
    return changed
