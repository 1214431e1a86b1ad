"""What a manager should look at when leads are converted, as problems."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from xlcrm.crm.conversion_plan import ConvertedLead, Converting
from xlcrm.crm.edits import Finder
from xlcrm.crm.parties import Boxes
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
    return (*about, *_unsorted(boxes, as_of))


def _about(finder: Finder, lead: ConvertedLead) -> Iterator[Problem]:
    if lead.outcome is Converting.STOPPED:
        yield finder.at(
            lead.row,
            "customer_id",
            Level.WARNING,
            lead.code,
            lead_id=lead.lead_id,
            name=lead.name,
            by=lead.by.value if lead.by else "",
            candidates=", ".join(lead.candidates) or lead.customer_id,
        )
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


def _unsorted(boxes: Boxes, as_of: date) -> Iterator[Problem]:
    """Inquiries that say bought and belong to nobody yet: one finding, at the first of them."""
    inquiries = known_by(boxes.frames["Inquiries"], as_of)
    lead = pl.col("lead_id")
    waiting = inquiries.filter(
        (pl.col("status") == "bought")
        & pl.col("customer_id").is_null()
        & (lead.is_null() | ~lead.is_in(list(boxes.lead_ids | boxes.customer_ids)))
    )
    if waiting.height:
        finder = Finder(boxes.frames, "Inquiries")
        row, n = waiting["row"][0], waiting.height
        yield finder.at(row, "lead_id", Level.WARNING, "convert.unsorted", n=n)
