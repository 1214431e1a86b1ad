"""What a manager should look at when leads are converted, as problems."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import polars as pl

from xlcrm.crm.conversion_plan import ConvertedLead, Converting
from xlcrm.crm.edits import Edits, Finder
from xlcrm.crm.following import PARTIES
from xlcrm.crm.parties import Boxes
from xlcrm.crm.sorting import SortedInquiry, Sorting, sort_inquiries
from xlcrm.crm.sorting_problems import sorting_problems
from xlcrm.frames import Frames
from xlcrm.problems import Level, Problem
from xlcrm.standing.log import known_by


def conversion_problems(
    boxes: Boxes, leads: Sequence[ConvertedLead], as_of: date
) -> tuple[Problem, ...]:
    """The findings about a conversion: who is stopped, which days do not fit, what is not sorted.

    Args:
        boxes: the leads and customers.
        leads: what becomes of the leads.
        as_of: inquiries after it are not known yet.
    """
    finder = Finder(boxes.frames, "Leads")
    about = (problem for lead in leads for problem in _about(finder, lead))
    otherwise = tuple(_otherwise_written(boxes))
    return (*about, *otherwise, *_unsorted(boxes, as_of, otherwise))


def _about(finder: Finder, lead: ConvertedLead) -> Iterator[Problem]:
    if lead.outcome is Converting.STOPPED:
        yield finder.at(
            lead.row,
            "lead_id" if lead.code == "convert.doubled" else "customer_id",
            Level.WARNING,
            lead.code,
            lead_id=lead.lead_id,
            name=lead.name,
            customer_id=lead.customer_id,
            by=lead.by.value if lead.by else "",
            candidates=", ".join(lead.candidates) or lead.customer_id,
            cells=", ".join(lead.elsewhere),
        )
    if lead.nameless:
        whose = {"lead_id": lead.lead_id, "customer_id": lead.customer_id}
        yield finder.at(lead.row, "name", Level.WARNING, "convert.nameless", **whose)
    for code, named in (("convert.same_name", lead.alike), ("convert.other_key", lead.others)):
        if named:
            yield finder.at(
                lead.row,
                "customer_id",
                Level.HINT,
                code,
                lead_id=lead.lead_id,
                name=lead.name,
                customer_id=lead.customer_id,
                candidates=", ".join(named),
            )
    asked = lead.first_inquiry
    if lead.converted_on and asked and lead.converted_on < asked:
        yield finder.at(
            lead.row,
            "converted_on",
            Level.WARNING,
            "convert.before_first_inquiry",
            lead_id=lead.lead_id,
            converted_on=lead.converted_on.isoformat(),
            first_inquiry=asked.isoformat(),
        )


def _otherwise_written(boxes: Boxes) -> Iterator[Problem]:
    """Rows that name nobody, but a lead in other capitals: they do not follow it."""
    called = defaultdict[str, list[str]](list)
    for lead in sorted(boxes.lead_ids):
        called[lead.lower()].append(lead)
    known = list(boxes.lead_ids | boxes.customer_ids)
    for table, column in {**PARTIES, "Inquiries": "lead_id"}.items():
        finder = Finder(boxes.frames, table)
        named = boxes.frames[table].select("row", column).drop_nulls(column)
        folded = pl.col(column).str.to_lowercase()
        near = named.filter(folded.is_in(list(called)) & ~pl.col(column).is_in(known))
        for row, value in near.iter_rows():
            leads = ", ".join(called[value.lower()])
            code = "convert.other_capitals"
            yield finder.at(row, column, Level.WARNING, code, value=value, lead_id=leads)


def _unsorted(boxes: Boxes, as_of: date, told: Collection[Problem]) -> Iterator[Problem]:
    """Inquiries that say bought and belong to nobody yet, without those told already.

    Those that sorting the leads would file are one finding, at the first of them. For those that
    it could not file either, what it says about each is said again.
    """
    inquiries = known_by(boxes.frames["Inquiries"], as_of)
    lead = pl.col("lead_id")
    waiting = inquiries.filter(
        (pl.col("status") == "bought")
        & pl.col("customer_id").is_null()
        & (lead.is_null() | ~lead.is_in(list(boxes.lead_ids | boxes.customer_ids)))
    )["row"].to_list()
    cells = {problem.cell for problem in told if problem.table == "Inquiries"}
    finder = Finder(boxes.frames, "Inquiries")
    waiting = [row for row in waiting if finder.cell(row, "lead_id") not in cells]
    if not waiting:
        return
    undecided = _undecided(boxes.frames, as_of, frozenset(waiting))
    yield from sorting_problems(boxes.frames, undecided)
    left = sorted(set(waiting) - {record.row for record in undecided})
    if left:
        yield finder.at(left[0], "lead_id", Level.WARNING, "convert.unsorted", n=len(left))


def _undecided(frames: Frames, as_of: date, rows: Collection[int]) -> list[SortedInquiry]:
    """What sorting would leave in the log, of some sheet rows: whose they are is not known."""
    edits = Edits(frames)
    records = sort_inquiries(Boxes.of(frames, edits), edits, as_of).records
    stays = {Sorting.UNCLEAR, Sorting.ANONYMOUS}
    return [record for record in records if record.row in rows and record.outcome in stays]
